"""Amounts of money in lists: grouped, with the sign of their currency, without idle decimals."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from babel.numbers import format_decimal, get_currency_symbol
from flask_babel import get_locale

from app.i18n import current_language

_NO_BREAK_SPACE = "\u00a0"


def amount_words(amount: Decimal, currency: str | None = "RUB") -> str:
    """`1 250 000 ₽` · `1,250,000 RUB`; hundredths are shown when there are any."""
    return amount_writer()(amount, currency)


def amount_writer() -> Callable[[Decimal, str | None], str]:
    """`amount_words` for many amounts: the language is looked up once."""
    locale = get_locale() or "ru"
    unit = _sign if current_language() == "ru" else str

    def write(amount: Decimal, currency: str | None = "RUB") -> str:
        pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
        words = format_decimal(amount, pattern, locale=locale)
        return f"{words}{_NO_BREAK_SPACE}{unit(currency)}" if currency else words

    return write


@cache
def _sign(currency: str) -> str:
    return get_currency_symbol(currency, locale="ru")
