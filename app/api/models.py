"""Answers that are kept, so that a repeated request has no second effect."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, UtcDateTime


class IdempotentAnswer(Base):
    """The first answer to a request that carried an `Idempotency-Key`."""

    __tablename__ = "idempotent_answer"
    __table_args__ = (UniqueConstraint("person_id", "key"), Index("ix_idempotent_answer_created_at", "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(255))
    request: Mapped[str] = mapped_column(String(64))  # digest of method, path and body
    status: Mapped[int]
    body: Mapped[Any] = mapped_column(Json)
    headers: Mapped[dict[str, str]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
