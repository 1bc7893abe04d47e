"""What leads and deals have in common (domain: Возможность / Opportunity)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Money, UtcDateTime
from app.i18n import lazy_gettext as _
from app.records.fields import (
    ContactsField,
    DateTimeField,
    EmailField,
    MoneyField,
    PersonField,
    PersonsField,
    ReferenceField,
    RichTextField,
    StatusField,
    TextField,
)
from app.records.models import KEEPS_IDS, RecordWithStatus
from app.records.types import Action


class Opportunity(RecordWithStatus):
    """Mixed into the models of leads and deals."""

    name: Mapped[str] = mapped_column(String(255))
    amount: Mapped[Decimal | None] = mapped_column(Money)
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    description: Mapped[str | None] = mapped_column(Text)
    counterparty_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    date_received: Mapped[datetime] = mapped_column(UtcDateTime)
    resume_date: Mapped[datetime | None] = mapped_column(UtcDateTime)
    request_source_id: Mapped[int | None] = mapped_column(ForeignKey("request_source.id"), index=True)
    request_category_id: Mapped[int | None] = mapped_column(ForeignKey("request_category.id"), index=True)
    site_email: Mapped[str | None] = mapped_column(String(255))
    site_from: Mapped[str | None] = mapped_column(String(1000))
    ga_client_id: Mapped[str | None] = mapped_column(String(255))
    ym_client_id: Mapped[str | None] = mapped_column(String(255))
    emessage: Mapped[str | None] = mapped_column(Text)
    number_of_users: Mapped[str | None] = mapped_column(String(100))


def opportunity_indexes(table: str) -> tuple[Index | dict[str, Any], ...]:
    """The indexes by which journals and boards stay fast: each holds all that is needed to choose, count or sum."""
    return (
        Index(f"ix_{table}_received", "date_received", "id", "manager_id", "status"),
        Index(f"ix_{table}_status_changed", "status", "status_changed_at", "id", "manager_id"),
        Index(f"ix_{table}_totals", "status", "currency", "manager_id", "amount", postgresql_include=["id"]),
        Index(f"ix_{table}_manager_status", "manager_id", "status", "date_received"),
        KEEPS_IDS,
    )


OPPORTUNITY_FIELDS = (
    TextField("name", _("Name"), max_length=255),
    StatusField("status", _("Status")),
    MoneyField("amount", _("Budget")),
    TextField("currency", _("Currency"), max_length=3, read_only=True),
    RichTextField("description", _("Description"), max_length=100_000),
    ReferenceField("counterparty", _("Counterparty"), target="counterparty"),
    PersonField("manager", _("Responsible")),
    PersonsField("viewers", _("Viewers")),
    DateTimeField("date_received", _("Received")),
    DateTimeField("resume_date", _("Resume on")),
    ReferenceField("request_source", _("Request source"), target="request_source"),
    ReferenceField("request_category", _("Request category"), target="request_category"),
    EmailField("site_email", _("E-mail of the website request"), personal=True),
    TextField("site_from", _("Request page"), max_length=1000),
    TextField("ga_client_id", _("GA identifier"), max_length=255, personal=True),
    TextField("ym_client_id", _("YM identifier"), max_length=255, personal=True),
    TextField("emessage", _("E-mail message"), max_length=1_000_000, personal=True),
    TextField("number_of_users", _("Number of users"), max_length=100),
    ContactsField("contacts", _("Contacts")),
)

CREATE_COUNTERPARTY = Action(
    id="create-counterparty",
    label=_("Create a counterparty"),
    endpoint="counterparty.for_record",
    visible=lambda opportunity: opportunity.counterparty_id is None,
    obstacle=_("The counterparty is already filled in."),
    places=("card",),
    icon="building",
)
