"""Leads: potential clients who are interested in the product."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.opportunity import Opportunity
from app.db import Base, UtcDateTime


class Lead(Opportunity, Base):
    __tablename__ = "lead"
    __table_args__ = (
        Index("ix_lead_status_received", "status", "date_received", "id"),
        Index("ix_lead_status_changed", "status", "status_changed_at"),
        Index("ix_lead_totals", "status", "manager_id", "currency", "amount"),
        Index("ix_lead_manager_status", "manager_id", "status", "date_received"),
    )

    request_type: Mapped[str | None] = mapped_column(String(32))
    counterparty_text: Mapped[str | None] = mapped_column(String(255))
    disqualification_reason: Mapped[str | None] = mapped_column(String(64))
    created_deal_id: Mapped[int | None] = mapped_column(
        ForeignKey("deal.id", use_alter=True, ondelete="SET NULL"), index=True
    )
    start_processing_date: Mapped[datetime | None] = mapped_column(UtcDateTime)
