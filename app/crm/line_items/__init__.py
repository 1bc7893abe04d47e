"""Lines of products and services, and the totals of what has them (domain §1.7).

Amounts are rounded half up to the kopeck in each line, and totals are sums of what the lines show. What a line costs
and what its discount saves are price × quantity together, to the kopeck.
"""

from decimal import Decimal
from typing import Any

from flask import Flask

from app.crm.line_items.models import LineItem
from app.i18n import lazy_gettext as _
from app.records.fields import (
    DatedReferenceField,
    DecimalField,
    MoneyField,
    PercentField,
    ReferenceField,
    RowsField,
    Subtotals,
    TextField,
)
from app.records.types import Field

COPIED = {"name": "name", "unit": "unit", "price": "price", "vat_rate": "vat_rate"}
"""What a line takes over from the product that is chosen."""
_NO_NULL = "if {0} = null then 0 else {0}".format
_DISCOUNT = f"({_NO_NULL('discount')})"
_QUANTITY = "(if quantity = null then 1 else quantity)"
_VAT = f"({_NO_NULL('vat_percent')})"
_TOTAL = "if count(lines) = 0 then 0 else sum(lines.{}[item != null])".format


def line_fields(dated_by: str = "") -> tuple[Field, ...]:
    """The list of lines of a record type, and its totals.

    Parameters:
        dated_by: the field with the date of the document, which decides what rate of VAT is in force; empty: nothing
            decides, as in an offer whose orders come later.
    """
    return (
        RowsField(
            "lines",
            _("Products and services"),
            rows=LineItem,
            title="name",
            found_by=("name",),
            totals=("discount_amount", "amount", "vat_amount", "amount_with_vat"),
            subtotals=Subtotals("vat_percent", _("VAT %(value)s"), _("No VAT")),
            fields=(
                ReferenceField("product", _("Product or service"), target="product", copies=COPIED),
                TextField("name", _("Name"), max_length=500),
                ReferenceField("unit", _("Unit of measurement"), target="unit"),
                MoneyField("price", _("Price excl. VAT")),
                PercentField("discount", _("Discount, %")),
                MoneyField(
                    "price_with_discount", _("Unit price with discount"), formula=f"price * (1 - {_DISCOUNT} / 100)"
                ),
                DecimalField("quantity", _("Quantity"), scale=3, minimum=Decimal("0.001")),
                MoneyField("discount_amount", _("Discount amount"), formula=f"price * {_QUANTITY} * {_DISCOUNT} / 100"),
                MoneyField("amount", _("Amount excl. VAT"), formula=f"price * {_QUANTITY} * (1 - {_DISCOUNT} / 100)"),
                DatedReferenceField(
                    "vat_rate", _("VAT rate"), target="vat_rate", copies={"vat_percent": "rate"}, on=dated_by
                ),
                PercentField("vat_percent", _("VAT, %"), read_only=True),
                MoneyField("vat_amount", _("VAT amount"), formula=f"amount * {_VAT} / 100"),
                MoneyField("amount_with_vat", _("Amount incl. VAT"), formula="amount + vat_amount"),
            ),
        ),
        MoneyField("total_amount", _("Total amount"), formula=_TOTAL("amount")),
        MoneyField("total_vat", _("Total VAT"), formula=_TOTAL("vat_amount")),
        MoneyField("total_amount_with_vat", _("Total amount incl. VAT"), formula=_TOTAL("amount_with_vat")),
    )


def init_app(app: Flask) -> None:
    """Add the tab of what has lines; deals and orders declare the fields."""
    from app.crm.line_items.views import blueprint
    from app.records.pages.card.edited import register_form_tab

    app.register_blueprint(blueprint)
    register_form_tab(
        "lines",
        _("Products and services"),
        use="lines",
        order=2,
        template="crm/line_items/tab.html",
        more=lambda card: {"price_changes": _price_changes(card)},
    )


def _price_changes(card: Any) -> list[Any]:
    """What can be taken over: nothing where the record is at its end, or is only read."""
    from app.crm.line_items.prices import price_changes

    if not card.may_write or (card.status and card.status.final):
        return []
    return price_changes(card.record_type, card.record, card.actor)
