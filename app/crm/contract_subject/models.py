"""Subjects of contracts: reference data."""

from app.crm.reference import Reference
from app.db import Base


class ContractSubject(Reference, Base):
    __tablename__ = "contract_subject"
