"""Supplementary agreements: what changes a contract."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.agreements.models import Agreement, agreement_indexes
from app.db import Base


class SupplementaryAgreement(Agreement, Base):
    __tablename__ = "supplementary_agreement"
    __table_args__ = agreement_indexes("supplementary_agreement")

    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id", ondelete="SET NULL"), index=True)
