"""Deals."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.line_items.models import LineTotals
from app.crm.opportunity import Opportunity, opportunity_indexes
from app.db import Base


class Deal(Opportunity, LineTotals, Base):
    __tablename__ = "deal"
    __table_args__ = (
        Index("ix_deal_id_manager", "id", "manager_id"),  # rights on payments follow from it
        *opportunity_indexes("deal"),
    )

    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"), index=True)
    company: Mapped[str | None] = mapped_column(String(255))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    refusal_reason: Mapped[str | None] = mapped_column(String(64))
    created_from_lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id", ondelete="SET NULL"), index=True)
