"""What the declarations of contracts and supplementary agreements have in common (domain §1.6)."""

from typing import Any

from app.crm.agreements.models import Agreement, ScheduledPayment
from app.crm.currencies import CURRENCIES
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
from app.records.types import Action, Board, Column, Field, Journal, RecordType

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


def _fields() -> tuple[Field, ...]:
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


_COLUMNS = (
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
_BOARD = Board(
    title="display_name", subtitle=("counterparty",), fields=("legal_entity", "amount", "valid_until", "initiator")
)
_DEFAULTS = {
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


def agreement_type(
    name: str,
    plural: str,
    model: type[Agreement],
    more_fields: tuple[Field, ...] = (),
    more_columns: tuple[Column, ...] = (),
    more_actions: tuple[Action, ...] = (),
    **words: Any,
) -> RecordType:
    """The declaration of contracts, and of what is made like them.

    Parameters:
        more_fields, more_columns, more_actions: besides those that all have.
        words: the labels, how a record is displayed, and the place in the menu.
    """
    form = name.replace("_", "-")
    return RecordType(
        name=name,
        plural=plural,
        model=model,
        display_columns=("number", "contract_number"),
        searchable=True,
        responsible="initiator",
        amount="amount",
        numbered=True,
        optional_names=("contract_number", "number"),
        icon="file-text",
        fields=(*more_fields, *_fields()),
        journal=Journal(columns=(Column("contract_number", link=True), *more_columns, *_COLUMNS), sort="-id"),
        board=_BOARD,
        defaults=_DEFAULTS,
        actions=(SCHEDULE_PAYMENTS, *more_actions),
        forms={"properties": form, "status": f"{form}-change-status"},
        hint="status",
        search=("contract_number", "number", "counterparty", "summary"),
        **words,
    )


def number_words(agreement: Agreement) -> str:
    """By which number people know it; what has none yet is told by that of its record."""
    return agreement.contract_number or gettext("(none yet, record %(number)s)", number=agreement.number)
