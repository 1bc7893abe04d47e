"""Orders."""

from typing import Any

from flask import Flask

from app.crm.order.record_type import order as order
from app.i18n import lazy_gettext as _
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data, and the tab of deals and clients; the record type declares itself."""
    from app.crm.order import demo
    from app.crm.order.views import blueprint
    from app.records.pages.card.listed import register_listing_tab

    app.register_blueprint(blueprint)
    register_demo_data(order.name, 40, demo.load)
    register_listing_tab(
        "orders",
        listed=order.name,
        by={"deal": "deal", "counterparty": "counterparty"},
        columns=("counterparty", "deal", "total_amount", "total_amount_with_vat", "manager", "order_date", "status"),
        order=3,
        empty=_("Orders say what the client takes of what was offered: when and for how much."),
        template="crm/order/tab.html",
        more=_ordered,
    )


def _ordered(card: Any) -> dict[str, Any]:
    """What of the lines of a deal is ordered, for the tab; nothing on the cards of clients."""
    from app.crm.order.left import QUANTITY, ordered_lines

    if card.record_type.name != "deal":
        return {}
    quantity = card.record_type.field("lines").inner(QUANTITY)
    return {"ordered": ordered_lines(card.record, card.actor), "quantity_words": quantity.words}
