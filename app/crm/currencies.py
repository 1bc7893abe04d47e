"""The currencies in which one sells (ISO 4217)."""

from app.i18n import lazy_gettext as _
from app.records.fields import Choice

CURRENCIES = (
    Choice("RUB", _("Rouble")),
    Choice("USD", _("US dollar")),
    Choice("EUR", _("Euro")),
    Choice("CNY", _("Yuan")),
    Choice("BYN", _("Belarusian rouble")),
    Choice("KZT", _("Tenge")),
)
