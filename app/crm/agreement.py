"""What contracts and supplementary agreements have in common (domain §1.6)."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.currencies import CURRENCIES
from app.db import Base, Money
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import (
    BooleanField,
    Choice,
    ChoiceField,
    DateField,
    FileField,
    IntegerField,
    MoneyField,
    PercentField,
    PersonField,
    ReferenceField,
    RowsField,
    StatusField,
    TextField,
)
from app.records.models import KEEPS_IDS, RecordWithStatus, Row, row_indexes
from app.records.types import Action, Board, Column, Field

SIDES = (
    Choice("customer", _("Customer")),
    Choice("contractor", _("Contractor")),
)
KINDS = (
    Choice("supply", _("Supply of goods")),
    Choice("services", _("Services")),
    Choice("purchase", _("Purchase of goods")),
    Choice("other", _("Other contract")),
)
_SCANS = ("application/pdf", "image/*")
_VAT = "amount * vat_percent / (100 + vat_percent)"


class Agreement(RecordWithStatus):
    """Mixed into the models of contracts and supplementary agreements. A draft may lack almost anything."""

    contract_number: Mapped[str | None] = mapped_column(String(64))
    generate_number: Mapped[bool] = mapped_column(default=True)
    legal_entity_id: Mapped[int | None] = mapped_column(ForeignKey("legal_entity.id"), index=True)
    counterparty_id: Mapped[int | None] = mapped_column(ForeignKey("counterparty.id"), index=True)
    contract_with: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[str | None] = mapped_column(String(32))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("contract_subject.id"), index=True)
    contract_date: Mapped[date | None]
    valid_until: Mapped[date | None]
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    amount: Mapped[Decimal | None] = mapped_column(Money)
    vat_rate_id: Mapped[int | None] = mapped_column(ForeignKey("vat_rate.id"), index=True)
    vat_percent: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    vat_amount: Mapped[Decimal | None] = mapped_column(Money)
    summary: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str | None] = mapped_column(Text)
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    electronic_signature: Mapped[bool] = mapped_column(default=False)
    initiator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class ScheduledPayment(Row, Base):
    """A line of the payment schedule."""

    __tablename__ = "scheduled_payment"
    __table_args__ = row_indexes("scheduled_payment")

    field: Mapped[str] = mapped_column(String(64), default="schedule")
    planned_date: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Money)
    comment: Mapped[str | None] = mapped_column(String(255))
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id", ondelete="SET NULL"), index=True)


def agreement_indexes(table: str) -> tuple[Index | dict[str, Any], ...]:
    """The indexes by which journals and boards stay fast."""
    return (
        Index(f"ix_{table}_status_changed", "status", "status_changed_at", "id", "initiator_id"),
        Index(f"ix_{table}_totals", "status", "currency", "initiator_id", "amount", postgresql_include=["id"]),
        Index(f"ix_{table}_initiator_status", "initiator_id", "status", "contract_date"),
        KEEPS_IDS,
    )


def agreement_fields() -> tuple[Field, ...]:
    """The fields that both declare."""
    return (
        IntegerField("number", _("Number"), read_only=True),
        TextField("contract_number", _("Contract no."), max_length=64),
        BooleanField("generate_number", _("Generate the number")),
        StatusField("status", _("Status")),
        ReferenceField("legal_entity", _("Own legal entity"), target="legal_entity"),
        ReferenceField("counterparty", _("Counterparty"), target="counterparty"),
        ChoiceField("contract_with", _("Contract with"), choices=SIDES),
        ChoiceField("kind", _("Contract kind"), choices=KINDS),
        ReferenceField("subject", _("Subject of contracts"), target="contract_subject"),
        DateField("contract_date", _("Contract date")),
        DateField("valid_until", _("Valid until")),
        ChoiceField("currency", _("Currency"), choices=CURRENCIES),
        MoneyField("amount", _("Amount of the contract")),
        ReferenceField("vat_rate", _("VAT rate"), target="vat_rate", copies={"vat_percent": "rate"}),
        PercentField("vat_percent", _("VAT, %"), read_only=True),
        MoneyField("vat_amount", _("VAT in the amount"), formula=_VAT),
        RowsField(
            "schedule",
            _("Payment schedule"),
            rows=ScheduledPayment,
            title="planned_date",
            totals=("amount",),
            fields=(
                DateField("planned_date", _("Planned payment date")),
                MoneyField("amount", _("Amount")),
                TextField("comment", _("What for"), max_length=255),
                ReferenceField("payment", _("Payment"), target="payment", read_only=True),
            ),
        ),
        TextField("summary", _("Summary"), max_length=5000),
        FileField("content", _("Content")),
        TextField("note", _("Note"), max_length=5000),
        TextField("remarks", _("Remarks of those who approve"), max_length=20_000, read_only=True),
        FileField("documents", _("Documents"), many=True),
        FileField("scan", _("Scan of the signed contract"), many=True, accept=_SCANS),
        PersonField("signatory", _("Signatory")),
        BooleanField("electronic_signature", _("Signed electronically")),
        PersonField("initiator", _("Initiator")),
        PersonField("supervisor", _("Supervisor")),
    )


AGREEMENT_COLUMNS = (
    Column("status"),
    Column("legal_entity"),
    Column("counterparty"),
    Column("subject"),
    Column("amount"),
    Column("contract_date"),
    Column("valid_until"),
    Column("kind", hidden=True),
    Column("currency", hidden=True),
    Column("initiator", hidden=True),
    Column("signatory", hidden=True),
    Column("stage", hidden=True),
)
AGREEMENT_BOARD = Board(
    title="display_name", subtitle=("counterparty",), fields=("legal_entity", "amount", "valid_until", "initiator")
)
AGREEMENT_DEFAULTS = {
    "initiator": lambda actor: actor.id,
    "currency": lambda _actor: "RUB",
    "generate_number": lambda _actor: True,
    "contract_with": lambda _actor: "customer",
}
SCHEDULE_PAYMENTS = Action(
    id="schedule-payments",
    label=_("Create the payments of the schedule"),
    endpoint="agreements.ask",
    icon="credit-card",
    places=("card",),
)


def number_words(agreement: Agreement) -> str:
    """By which number people know it; what has none yet is told by that of its record."""
    return agreement.contract_number or gettext("(none yet, record %(number)s)", number=agreement.number)
