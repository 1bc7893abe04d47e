"""Numbers, money and moments as people write them, in the language and time zone of the person."""

from datetime import UTC, date, datetime
from decimal import Decimal

from babel.dates import format_timedelta
from babel.numbers import format_decimal, get_currency_symbol
from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup

from app.clock import clock
from app.i18n import current_language, local_time, localized

NO_BREAK_SPACE = "\u00a0"

_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def init_app(app: Flask) -> None:
    """Offer the formats as Jinja filters."""
    app.jinja_env.filters.update(
        money=format_money,
        number=format_number,
        date=format_date,
        datetime=format_datetime,
        relative=format_relative,
        moment=moment,
        localized=localized,
    )


def format_number(value: Decimal | float | int | None, decimals: int | None = None) -> str:
    """`1 250 000,5` · `1,250,000.5`; with `decimals` exactly so many, else as many as there are, at most six."""
    if value is None:
        return ""
    pattern = "#,##0.######" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=get_locale() or "ru")


def format_money(value: Decimal | float | int | None, currency: str = "RUB") -> str:
    """`1 250 000,50 ₽` · `1,250,000.50 RUB`; empty for no amount."""
    if value is None:
        return ""
    unit = get_currency_symbol(currency, locale="ru") if current_language() == "ru" else currency
    return f"{format_number(value, 2)}{NO_BREAK_SPACE}{unit}"


def format_date(value: date | datetime | None) -> str:
    """`24.11.2026` · `24 Nov 2026`. A moment is first brought into the person's zone."""
    if value is None:
        return ""
    day = _local(value) if isinstance(value, datetime) else value
    if current_language() == "ru":
        return day.strftime("%d.%m.%Y")
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def format_datetime(value: datetime | None) -> str:
    """`24.11.2026 14:05` · `24 Nov 2026, 14:05`, in the person's zone."""
    if value is None:
        return ""
    separator = " " if current_language() == "ru" else ", "
    return f"{format_date(value)}{separator}{_local(value):%H:%M}"


def format_relative(value: date | datetime | None) -> str:
    """`3 часа назад`, `через 2 дня` · `3 hours ago`, `in 2 days`."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        difference = _aware(value) - clock.now()
    else:
        difference = value - _local(clock.now()).date()
        if not difference:
            return format_timedelta(difference, granularity="day", locale=get_locale() or "ru", add_direction=True)
    return format_timedelta(difference, locale=get_locale() or "ru", add_direction=True)


def moment(value: date | datetime | None, *, with_time: bool = True) -> Markup:
    """A `<time>` element: the moment in words, the relative time in its tooltip."""
    if value is None:
        return Markup("")
    words = format_datetime(value) if with_time and isinstance(value, datetime) else format_date(value)
    machine = _aware(value).isoformat() if isinstance(value, datetime) else value.isoformat()
    return Markup('<time datetime="{}" title="{}">{}</time>').format(machine, format_relative(value), words)


def _aware(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _local(value: datetime) -> datetime:
    return local_time(_aware(value))
