"""The declaration of orders (domain §1.3, §6.2, §6.3)."""

from app.clock import clock
from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.currencies import CURRENCIES
from app.crm.line_items import line_fields
from app.crm.order.models import Order
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import ChoiceField, DateTimeField, IntegerField, PersonField, ReferenceField, StatusField
from app.records.types import Board, Column, Journal, MenuPlace, RecordType, registry


def _display(order: Order) -> str:
    return gettext("Order No. %(number)s", number=order.number)


order = registry.register(
    RecordType(
        name="order",
        plural="orders",
        model=Order,
        label=_("Order"),
        label_plural=_("Orders"),
        new_label=_("Create an order"),
        display=_display,
        display_columns=("number",),
        searchable=True,
        responsible="manager",
        received="order_date",
        amount="total_amount_with_vat",
        numbered=True,
        optional_names=("number",),
        icon="shopping-cart",
        menu=MenuPlace("sections", 30, shortcut="g o"),
        fields=(
            IntegerField("number", _("Number"), read_only=True),
            StatusField("status", _("Status")),
            DateTimeField("order_date", _("Order date")),
            ReferenceField("counterparty", _("Counterparty"), target="counterparty"),
            ReferenceField("deal", _("Deal"), target="deal"),
            ReferenceField("contract", _("Contract"), target="contract"),
            PersonField("manager", _("Responsible")),
            ChoiceField("currency", _("Currency"), choices=CURRENCIES),
            *line_fields(dated_by="order_date"),
        ),
        journal=Journal(
            columns=(
                Column("number", link=True),
                Column("counterparty"),
                Column("contract", hidden=True),
                Column("deal"),
                Column("total_amount"),
                Column("total_amount_with_vat"),
                Column("manager"),
                Column("order_date"),
                Column("status"),
                Column("lines.name", hidden=True),
                Column("currency", hidden=True),
            ),
            sort="-order_date",
        ),
        board=Board(
            title="display_name",
            subtitle=("counterparty", "deal"),
            fields=("manager", "total_amount_with_vat", "order_date"),
        ),
        defaults={
            "manager": lambda actor: actor.id,
            "order_date": lambda _actor: clock.now(),
            "currency": lambda _actor: "RUB",
        },
        actions=(CREATE_ASSIGNMENT,),
        forms={"properties": "order", "lines": "order-lines", "status": "order-change-status"},
        search=("number", "counterparty", "lines"),
    )
)
