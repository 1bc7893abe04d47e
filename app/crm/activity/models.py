"""Activities: calls, letters and meetings that are planned and done, and comments."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime
from app.records.models import KEEPS_IDS, RecordWithStatus

#: What roles of the lifecycle file look at; lists find it in their index.
_RIGHTS = ("responsible_id", "created_by_id", "lead_id", "deal_id", "counterparty_id", "contract_id")


class Activity(RecordWithStatus, Base):
    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_date", "activity_date", "id", "status", *_RIGHTS),
        Index("ix_activity_status_changed", "status", "status_changed_at", "id", *_RIGHTS),
        Index("ix_activity_responsible_date", "responsible_id", "activity_date"),
        KEEPS_IDS,
    )

    kind: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str | None] = mapped_column(String(255))
    text: Mapped[str] = mapped_column(Text)
    activity_date: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activity_end: Mapped[datetime | None] = mapped_column(UtcDateTime)
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    result: Mapped[str | None] = mapped_column(Text)
    repeat: Mapped[str | None] = mapped_column(String(16))
    repeat_until: Mapped[date | None]
    series_start: Mapped[datetime | None] = mapped_column(UtcDateTime)
    repeat_made: Mapped[bool] = mapped_column(default=False)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="SET NULL"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id", ondelete="SET NULL"), index=True)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"), index=True)
    counterparty_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id", ondelete="SET NULL"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id", ondelete="SET NULL"), index=True)
