"""Counterparties: the organisations and people one does business with."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.records.models import Record, Row, row_indexes


class Counterparty(Record, Base):
    __tablename__ = "counterparty"

    counterparty_type: Mapped[str | None] = mapped_column(String(32), index=True)
    counterparty_kind: Mapped[str | None] = mapped_column(String(32))
    full_organization_name: Mapped[str] = mapped_column(String(500), index=True)
    short_organization_name: Mapped[str | None] = mapped_column(String(255))
    legal_form: Mapped[str | None] = mapped_column(String(32))
    juridical_address: Mapped[str | None] = mapped_column(String(1000))
    post_address: Mapped[str | None] = mapped_column(String(1000))
    mailing_address: Mapped[str | None] = mapped_column(String(1000))
    inn: Mapped[str | None] = mapped_column(String(12), index=True)
    kpp: Mapped[str | None] = mapped_column(String(9))
    okpo: Mapped[str | None] = mapped_column(String(10))
    ogrn: Mapped[str | None] = mapped_column(String(15))
    ogrnip: Mapped[str | None] = mapped_column(String(15))
    certificate_series: Mapped[str | None] = mapped_column(String(20))
    certificate_number: Mapped[str | None] = mapped_column(String(20))
    gln: Mapped[str | None] = mapped_column(String(13))
    country: Mapped[str | None] = mapped_column(String(100))
    foreign_tax_number: Mapped[str | None] = mapped_column(String(64))
    foreign_registration_number: Mapped[str | None] = mapped_column(String(64))
    phone: Mapped[str | None] = mapped_column(String(64))
    cell_phone: Mapped[str | None] = mapped_column(String(64))
    ceo_name: Mapped[str | None] = mapped_column(String(255))
    name_in_genitive: Mapped[str | None] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    initiator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class CounterpartyAddress(Row, Base):
    """A place of a counterparty besides its legal and postal address."""

    __tablename__ = "counterparty_address"
    __table_args__ = row_indexes("counterparty_address")

    field: Mapped[str] = mapped_column(String(64), default="addresses")
    kind: Mapped[str | None] = mapped_column(String(32))
    address: Mapped[str] = mapped_column(String(1000))
    comment: Mapped[str | None] = mapped_column(String(1000))
