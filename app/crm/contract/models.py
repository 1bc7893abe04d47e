"""Contracts."""

from app.crm.agreements.models import Agreement, agreement_indexes
from app.db import Base


class Contract(Agreement, Base):
    __tablename__ = "contract"
    __table_args__ = agreement_indexes("contract")
