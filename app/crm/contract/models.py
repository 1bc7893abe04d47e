"""Contracts."""

from app.crm.agreement import Agreement, agreement_indexes
from app.db import Base


class Contract(Agreement, Base):
    __tablename__ = "contract"
    __table_args__ = agreement_indexes("contract")
