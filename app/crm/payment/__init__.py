"""Payments."""

from flask import Flask

from app.crm.payment.record_type import payment as payment
from app.i18n import lazy_gettext as _
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data, and the tab of orders, deals and clients, and the money on the card of an order."""
    from app.crm.payment import demo, instalment_views  # noqa: F401  (adds its addresses)
    from app.crm.payment.of_records import SHOWN
    from app.crm.payment.views import blueprint
    from app.crm.payment.widget import widget
    from app.records.pages.card.listed import register_listing_tab
    from app.records.types.card import register_widget

    app.register_blueprint(blueprint)
    register_widget(widget)
    register_demo_data(payment.name, 50, demo.load)
    register_listing_tab(
        "payments",
        listed=payment.name,
        by={"order": "order", "deal": "deal", "counterparty": "counterparty"},
        columns=(
            "counterparty",
            "deal",
            "order",
            "amount",
            "planned_payment_date",
            "fact_payment_date",
            "status",
            "responsible",
        ),
        order=4,
        empty=_("Payments say which money is awaited, and what has come."),
        template="crm/payment/tab.html",
        more=lambda card: {"balances": SHOWN[card.record_type.name](card) if card.record_type.name in SHOWN else []},
    )
