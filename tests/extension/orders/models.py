"""The tables of orders."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Money
from app.records.models import KEEPS_IDS, RecordWithStatus, Row, row_indexes


class SampleOrder(RecordWithStatus, Base):
    __tablename__ = "sample_order"
    __table_args__ = KEEPS_IDS

    name: Mapped[str] = mapped_column(String(255))
    counterparty_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    discount: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    delivery_date: Mapped[date | None]
    subtotal: Mapped[Decimal | None] = mapped_column(Money)
    amount: Mapped[Decimal | None] = mapped_column(Money)


class SampleOrderLine(Row, Base):
    __tablename__ = "sample_order_line"
    __table_args__ = row_indexes("sample_order_line")

    article: Mapped[str] = mapped_column(String(255))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Numeric(12, 3), default=Decimal(1))
    price: Mapped[Decimal] = mapped_column(Money)
    total: Mapped[Decimal | None] = mapped_column(Money)
