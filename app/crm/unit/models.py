"""Units of measurement: reference data."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.reference import Reference
from app.db import Base


class Unit(Reference, Base):
    __tablename__ = "unit"

    short_name: Mapped[str] = mapped_column(String(32))
    short_name_en: Mapped[str] = mapped_column(String(32), default="")
