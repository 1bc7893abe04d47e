"""How it stands with the money of an order, on its card."""

from app.crm.payment.of_records import of_order
from app.i18n import lazy_gettext as _
from app.records.types.card import SIDE, Widget

widget = Widget(
    "balance",
    _("The money"),
    SIDE,
    55,
    "crm/payment/widget.html",
    lambda card: {"balances": of_order(card)},
    applies=lambda card: card.record_type.name == "order",
)
