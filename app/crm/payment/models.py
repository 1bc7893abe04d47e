"""Payments."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Money
from app.records.models import KEEPS_IDS, RecordWithStatus, Row, row_indexes

#: What roles of the lifecycle file look at; lists and sums find it in their index.
_RIGHTS = ("responsible_id", "created_by_id", "order_id", "deal_id")


class Payment(RecordWithStatus, Base):
    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_planned", "planned_payment_date", "id", "status", *_RIGHTS),
        Index("ix_payment_status_changed", "status", "status_changed_at", "id", *_RIGHTS),
        Index("ix_payment_totals", "status", "currency", *_RIGHTS, "amount", postgresql_include=["id"]),
        Index("ix_payment_responsible_status", "responsible_id", "status", "planned_payment_date"),
        KEEPS_IDS,
    )

    amount: Mapped[Decimal] = mapped_column(Money)
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counterparty_id: Mapped[int] = mapped_column(ForeignKey("counterparty.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("sales_order.id", ondelete="SET NULL"), index=True)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"), index=True)
    planned_payment_date: Mapped[date | None]
    fact_payment_date: Mapped[date | None]
    paid_amount: Mapped[Decimal | None] = mapped_column(Money)
    direction: Mapped[str] = mapped_column(String(16), default="incoming", server_default="incoming")
    comment: Mapped[str | None] = mapped_column(Text)


class PaymentAllocation(Row, Base):
    """A share of a payment that belongs to an order."""

    __tablename__ = "payment_allocation"
    __table_args__ = row_indexes("payment_allocation")

    field: Mapped[str] = mapped_column(String(64), default="allocations")
    order_id: Mapped[int | None] = mapped_column(ForeignKey("sales_order.id", ondelete="CASCADE"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
