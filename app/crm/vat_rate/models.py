"""Rates of value added tax: reference data."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.reference import Reference
from app.db import Base


class VatRate(Reference, Base):
    __tablename__ = "vat_rate"

    kind: Mapped[str | None] = mapped_column(String(32), index=True)
    rate: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
