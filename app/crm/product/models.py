"""Products and services that are sold."""

from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Money
from app.records.models import Record


class Product(Record, Base):
    __tablename__ = "product"

    name: Mapped[str] = mapped_column(String(500), index=True)
    article: Mapped[str | None] = mapped_column(String(64), index=True)
    product_type: Mapped[str] = mapped_column(String(32), default="product", index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    price: Mapped[Decimal] = mapped_column(Money)
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    vat_rate_id: Mapped[int] = mapped_column(ForeignKey("vat_rate.id"), index=True)
    description: Mapped[str | None] = mapped_column(Text)
