"""Deals."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.opportunity import Opportunity
from app.db import Base


class Deal(Opportunity, Base):
    __tablename__ = "deal"
    __table_args__ = (
        Index("ix_deal_status_received", "status", "date_received", "id"),
        Index("ix_deal_status_changed", "status", "status_changed_at"),
        Index("ix_deal_totals", "status", "manager_id", "currency", "amount"),
        Index("ix_deal_manager_status", "manager_id", "status", "date_received"),
    )

    company: Mapped[str | None] = mapped_column(String(255))
    created_from_lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id", ondelete="SET NULL"), index=True)
