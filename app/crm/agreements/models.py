"""What the models of contracts and supplementary agreements have in common (domain §1.6)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Money
from app.records.models import KEEPS_IDS, RecordWithStatus, Row, row_indexes


class Agreement(RecordWithStatus):
    """Mixed into the models of contracts and supplementary agreements. A draft may lack almost anything."""

    contract_number: Mapped[str | None] = mapped_column(String(64))
    generate_number: Mapped[bool] = mapped_column(default=True)
    legal_entity_id: Mapped[int | None] = mapped_column(ForeignKey("legal_entity.id"), index=True)
    counterparty_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id"), index=True)
    contract_with: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[str | None] = mapped_column(String(32))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("contract_subject.id"), index=True)
    contract_date: Mapped[date | None]
    valid_until: Mapped[date | None]
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    amount: Mapped[Decimal | None] = mapped_column(Money)
    vat_rate_id: Mapped[int | None] = mapped_column(ForeignKey("vat_rate.id"), index=True)
    vat_percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    vat_amount: Mapped[Decimal | None] = mapped_column(Money)
    summary: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    electronic_signature: Mapped[bool] = mapped_column(default=False)
    initiator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class ScheduledPayment(Row, Base):
    """A line of the payment schedule."""

    __tablename__ = "scheduled_payment"
    __table_args__ = row_indexes("scheduled_payment")

    field: Mapped[str] = mapped_column(String(64), default="schedule")
    planned_date: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Money)
    comment: Mapped[str | None] = mapped_column(String(255))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id", ondelete="SET NULL"), index=True)


def agreement_indexes(table: str) -> tuple[Index | dict[str, Any], ...]:
    """The indexes by which journals and boards stay fast."""
    return (
        Index(f"ix_{table}_status_changed", "status", "status_changed_at", "id", "initiator_id"),
        Index(f"ix_{table}_totals", "status", "currency", "initiator_id", "amount", postgresql_include=["id"]),
        Index(f"ix_{table}_initiator_status", "initiator_id", "status", "contract_date"),
        KEEPS_IDS,
    )
