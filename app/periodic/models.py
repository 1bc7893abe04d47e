"""What is remembered of a periodic job between two rounds, and between processes."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime


class PeriodicJobRow(Base):
    """`leased_until` is set while a process is at work on it; whoever finds it passed takes the job over."""

    __tablename__ = "periodic_job"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_run_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_duration: Mapped[int | None]  # milliseconds
    last_error: Mapped[str] = mapped_column(Text, default="")
