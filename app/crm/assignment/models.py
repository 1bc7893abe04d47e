"""Assignments: what somebody asks somebody else to do."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime
from app.records.models import KEEPS_IDS, RecordWithStatus


class Assignment(RecordWithStatus, Base):
    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_due", "due_date", "id", "performer_id", "status"),
        Index("ix_assignment_status_changed", "status", "status_changed_at", "id", "performer_id"),
        Index("ix_assignment_performer_status", "performer_id", "status", "due_date"),
        KEEPS_IDS,
    )

    title: Mapped[str] = mapped_column(String(255))
    description: Mapped[str | None] = mapped_column(Text)
    priority: Mapped[str] = mapped_column(String(16), default="middle")
    due_date: Mapped[datetime | None] = mapped_column(UtcDateTime)
    initiator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    performer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id", ondelete="SET NULL"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id", ondelete="SET NULL"), index=True)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("sales_order.id", ondelete="SET NULL"), index=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id", ondelete="SET NULL"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id", ondelete="SET NULL"), index=True)
    counterparty_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id", ondelete="SET NULL"), index=True)
