"""Amounts of money in lists: grouped, with the sign of their currency, without idle decimals."""

from decimal import Decimal

from babel.numbers import get_currency_symbol
from flask_babel import format_decimal

from app.i18n import current_language

_NO_BREAK_SPACE = "\u00a0"


def amount_words(amount: Decimal, currency: str | None = "RUB") -> str:
    """`1 250 000 ₽` · `1,250,000 RUB`; hundredths are shown when there are any."""
    words = format_decimal(amount, "#,##0" if amount == amount.to_integral_value() else "#,##0.00")
    if not currency:
        return words
    unit = get_currency_symbol(currency, locale="ru") if current_language() == "ru" else currency
    return f"{words}{_NO_BREAK_SPACE}{unit}"
