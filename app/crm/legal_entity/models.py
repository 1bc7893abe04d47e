"""Our own companies: who sells, signs and is paid."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.records.models import Record, Row, row_indexes


class LegalEntity(Record, Base):
    __tablename__ = "legal_entity"

    kind: Mapped[str] = mapped_column(String(32), default="legalEntity")
    full_organization_name: Mapped[str] = mapped_column(String(500))
    short_organization_name: Mapped[str | None] = mapped_column(String(255))
    name_en: Mapped[str | None] = mapped_column(String(500))
    juridical_address: Mapped[str | None] = mapped_column(String(1000))
    post_address: Mapped[str | None] = mapped_column(String(1000))
    mailing_address: Mapped[str | None] = mapped_column(String(1000))
    inn: Mapped[str | None] = mapped_column(String(12))
    kpp: Mapped[str | None] = mapped_column(String(9))
    okpo: Mapped[str | None] = mapped_column(String(10))
    ogrn: Mapped[str | None] = mapped_column(String(13))
    ogrnip: Mapped[str | None] = mapped_column(String(15))
    gln: Mapped[str | None] = mapped_column(String(13))
    phone: Mapped[str | None] = mapped_column(String(64))
    cell_phone: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(String(255))
    general_director_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    chief_accountant_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    contract_prefix: Mapped[str | None] = mapped_column(String(16))


class Signatory(Row, Base):
    """Somebody who may sign for the company."""

    __tablename__ = "signatory"
    __table_args__ = row_indexes("signatory")

    field: Mapped[str] = mapped_column(String(64), default="signatories")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[str | None] = mapped_column(String(255))
    name_in_genitive: Mapped[str | None] = mapped_column(String(255))
    basis: Mapped[str | None] = mapped_column(String(255))
    valid_until: Mapped[date | None]
