"""What is offered, ordered and invoiced: lines of products and services."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Money
from app.records.models import Row, row_indexes


class LineItem(Row, Base):
    """A copy of a product, owned by a deal or an order: the catalogue may change, the line does not."""

    __tablename__ = "line_item"
    __table_args__ = row_indexes("line_item")

    field: Mapped[str] = mapped_column(String(64), default="lines")
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(500))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    price: Mapped[Decimal] = mapped_column(Money)
    discount: Mapped[Decimal] = mapped_column(Numeric(5, 2), default=Decimal(0))
    price_with_discount: Mapped[Decimal | None] = mapped_column(Money)
    quantity: Mapped[Decimal] = mapped_column(Numeric(15, 3), default=Decimal(1))
    discount_amount: Mapped[Decimal | None] = mapped_column(Money)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    vat_rate_id: Mapped[int | None] = mapped_column(ForeignKey("vat_rate.id"), index=True)
    vat_percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    vat_amount: Mapped[Decimal | None] = mapped_column(Money)
    amount_with_vat: Mapped[Decimal | None] = mapped_column(Money)


class LineTotals:
    """Mixed into the models of what has lines."""

    total_amount: Mapped[Decimal | None] = mapped_column(Money)
    total_vat: Mapped[Decimal | None] = mapped_column(Money)
    total_amount_with_vat: Mapped[Decimal | None] = mapped_column(Money)
