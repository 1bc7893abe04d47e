"""Orders."""

from flask import Flask

from app.crm.order.record_type import order as order
from app.i18n import lazy_gettext as _
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data, and the tab of deals and clients; the record type declares itself."""
    from app.crm.order import demo
    from app.records.card.listed import register_listing_tab

    register_demo_data(order.name, 40, demo.load)
    register_listing_tab(
        "orders",
        listed=order.name,
        by={"deal": "deal", "counterparty": "counterparty"},
        columns=("counterparty", "deal", "total_amount", "total_amount_with_vat", "manager", "order_date", "status"),
        order=3,
        empty=_("Orders say what the client takes of what was offered: when and for how much."),
    )
