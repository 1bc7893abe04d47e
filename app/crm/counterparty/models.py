"""Counterparties: the organisations and people one does business with."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.records.models import Record


class Counterparty(Record, Base):
    __tablename__ = "counterparty"

    counterparty_type: Mapped[str | None] = mapped_column(String(32), index=True)
    counterparty_kind: Mapped[str | None] = mapped_column(String(32))
    full_organization_name: Mapped[str] = mapped_column(String(500), index=True)
    short_organization_name: Mapped[str | None] = mapped_column(String(255))
    legal_form: Mapped[str | None] = mapped_column(String(32))
    juridical_address: Mapped[str | None] = mapped_column(String(1000))
    post_address: Mapped[str | None] = mapped_column(String(1000))
    inn: Mapped[str | None] = mapped_column(String(12), index=True)
    kpp: Mapped[str | None] = mapped_column(String(9))
    okpo: Mapped[str | None] = mapped_column(String(10))
    ogrn: Mapped[str | None] = mapped_column(String(15))
    phone: Mapped[str | None] = mapped_column(String(64))
    cell_phone: Mapped[str | None] = mapped_column(String(64))
    ceo_name: Mapped[str | None] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    bank_title: Mapped[str | None] = mapped_column(String(255))
    bank_id: Mapped[str | None] = mapped_column(String(9))
    account_number: Mapped[str | None] = mapped_column(String(20))
    correspondent_account: Mapped[str | None] = mapped_column(String(20))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
