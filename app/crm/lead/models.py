"""Leads: potential clients who are interested in the product."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.opportunity import Opportunity, opportunity_indexes
from app.db import Base, UtcDateTime


class Lead(Opportunity, Base):
    __tablename__ = "lead"
    __table_args__ = opportunity_indexes("lead")

    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"), index=True)
    request_type: Mapped[str | None] = mapped_column(String(32))
    counterparty_text: Mapped[str | None] = mapped_column(String(255))
    disqualification_reason: Mapped[str | None] = mapped_column(String(64))
    created_deal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal.id", use_alter=True, ondelete="SET NULL"), index=True
    )
    start_processing_date: Mapped[datetime | None] = mapped_column(UtcDateTime)
