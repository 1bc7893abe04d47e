"""Counterparties: the organisations and people one does business with."""

from typing import Any

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.db import Base
from app.folding import LONGEST_ORDER, stored_order
from app.records.models import Record, Row, row_indexes

NAME_ORDER = String(LONGEST_ORDER).with_variant(String(LONGEST_ORDER, collation="C"), "postgresql")


def _order_of_name(context: Any) -> str:
    return stored_order(context.get_current_parameters()["full_organization_name"])


class Counterparty(Record, Base):
    __tablename__ = "counterparty"

    counterparty_type: Mapped[str | None] = mapped_column(String(32), index=True)
    counterparty_kind: Mapped[str | None] = mapped_column(String(32))
    full_organization_name: Mapped[str] = mapped_column(String(500), index=True)
    full_organization_name_order: Mapped[str] = mapped_column(
        NAME_ORDER, index=True, default=_order_of_name, server_default=text("''")
    )
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
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id"), index=True)
    initiator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    @validates("full_organization_name")
    def _keep_order(self, _name: str, value: str) -> str:
        self.full_organization_name_order = stored_order(value or "")
        return value


class CounterpartyAddress(Row, Base):
    """A place of a counterparty besides its legal and postal address."""

    __tablename__ = "counterparty_address"
    __table_args__ = row_indexes("counterparty_address")

    field: Mapped[str] = mapped_column(String(64), default="addresses")
    kind: Mapped[str | None] = mapped_column(String(32))
    address: Mapped[str] = mapped_column(String(1000))
    comment: Mapped[str | None] = mapped_column(String(1000))
