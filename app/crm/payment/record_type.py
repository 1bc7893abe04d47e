"""The declaration of payments (domain §1.4, §6.2, §6.3)."""

from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.currencies import CURRENCIES
from app.crm.payment.models import Payment, PaymentAllocation
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import (
    Choice,
    ChoiceField,
    DateField,
    IntegerField,
    MoneyField,
    PersonField,
    ReferenceField,
    RichTextField,
    RowsField,
    StatusField,
)
from app.records.types import Board, Column, Journal, MenuPlace, RecordType, registry

INCOMING, REFUND = "incoming", "refund"
DIRECTIONS = (Choice(INCOMING, _("Payment of the client")), Choice(REFUND, _("Refund to the client")))


def _display(payment: Payment) -> str:
    return gettext("Payment No. %(number)s", number=payment.number)


payment = registry.register(
    RecordType(
        name="payment",
        plural="payments",
        model=Payment,
        label=_("Payment"),
        label_plural=_("Payments"),
        new_label=_("Create a payment"),
        display=_display,
        display_columns=("number",),
        searchable=True,
        responsible="responsible",
        amount="amount",
        numbered=True,
        optional_names=("number",),
        icon="credit-card",
        menu=MenuPlace("sections", 40, shortcut="g m"),
        fields=(
            IntegerField("number", _("Number"), read_only=True),
            StatusField("status", _("Status")),
            MoneyField("amount", _("Amount")),
            ChoiceField("currency", _("Currency"), choices=CURRENCIES),
            PersonField("responsible", _("Responsible")),
            ReferenceField("counterparty", _("Counterparty"), target="counterparty"),
            ReferenceField("order", _("Order"), target="order"),
            ReferenceField("deal", _("Deal"), target="deal"),
            DateField("planned_payment_date", _("Planned payment date")),
            DateField("fact_payment_date", _("Actual payment date")),
            MoneyField("paid_amount", _("Paid so far")),
            ChoiceField("direction", _("Direction"), choices=DIRECTIONS),
            RowsField(
                "allocations",
                _("Allocation to orders"),
                rows=PaymentAllocation,
                title="order",
                totals=("amount",),
                unique=("order",),
                fields=(
                    ReferenceField("order", _("Order"), target="order"),
                    MoneyField("amount", _("Amount")),
                ),
            ),
            RichTextField("comment", _("Comment"), max_length=100_000),
        ),
        journal=Journal(
            columns=(
                Column("number", link=True),
                Column("counterparty"),
                Column("deal"),
                Column("order"),
                Column("amount"),
                Column("direction", hidden=True),
                Column("paid_amount", hidden=True),
                Column("currency", hidden=True),
                Column("planned_payment_date"),
                Column("fact_payment_date"),
                Column("responsible"),
                Column("status"),
                Column("stage", hidden=True),
            ),
            sort="planned_payment_date",
        ),
        board=Board(
            title="display_name",
            subtitle=("counterparty", "order", "deal"),
            fields=("responsible", "amount", "planned_payment_date"),
        ),
        defaults={
            "responsible": lambda actor: actor.id,
            "currency": lambda _actor: "RUB",
            "direction": lambda _actor: INCOMING,
        },
        actions=(CREATE_ASSIGNMENT,),
        forms={"properties": "payment", "status": "payment-change-status"},
        search=("number", "counterparty"),
    )
)
