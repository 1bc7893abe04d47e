from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask_babel import force_locale

from app.clock import clock
from app.web.formats import format_date, format_datetime, format_money, format_number, format_relative, moment

MOMENT = datetime(2026, 11, 24, 11, 5, tzinfo=UTC)  # 14:05 in Moscow


@pytest.fixture(params=["ru", "en"])
def language(app, request):
    with app.test_request_context(), force_locale(request.param):
        yield request.param


def said(language: str, russian: str, english: str) -> str:
    return (russian if language == "ru" else english).replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("amount", "currency", "russian", "english"),
    [
        (Decimal("1250000.50"), "RUB", "1_250_000,50_₽", "1,250,000.50_RUB"),
        (0, "RUB", "0,00_₽", "0.00_RUB"),
        (Decimal("-7.005"), "USD", "-7,00_$", "-7.00_USD"),
        (Decimal("99999999999999.99"), "RUB", "99_999_999_999_999,99_₽", "99,999,999,999,999.99_RUB"),
    ],
)
def test_money(language, amount, currency, russian, english):
    assert format_money(amount, currency) == said(language, russian, english)


def test_no_amount_is_nothing(language):
    assert format_money(None) == format_number(None) == format_date(None) == format_datetime(None) == ""


def test_numbers(language):
    assert format_number(Decimal("1234.5")) == said(language, "1_234,5", "1,234.5")
    assert format_number(1234, 2) == said(language, "1_234,00", "1,234.00")


def test_days_and_moments_in_the_zone_of_the_person(language):
    assert format_datetime(MOMENT) == said(language, "24.11.2026 14:05", "24 Nov 2026, 14:05")
    assert format_date(datetime(2026, 11, 24, 22, tzinfo=UTC)) == said(language, "25.11.2026", "25 Nov 2026")
    assert format_date(date(2026, 1, 2)) == said(language, "02.01.2026", "2 Jan 2026")


def test_how_long_ago(language):
    clock.set(lambda: MOMENT)
    assert format_relative(MOMENT - timedelta(hours=3)) == said(language, "3 часа назад", "3 hours ago")
    assert format_relative(MOMENT + timedelta(days=2)) == said(language, "через 2 дня", "in 2 days")
    assert format_relative(date(2026, 11, 22)) == said(language, "2 дня назад", "2 days ago")


def test_a_moment_carries_the_relative_time_as_its_tooltip(language):
    clock.set(lambda: MOMENT + timedelta(hours=1))
    tooltip = said(language, "1 час назад", "1 hour ago")
    words = said(language, "24.11.2026 14:05", "24 Nov 2026, 14:05")
    assert moment(MOMENT) == f'<time datetime="2026-11-24T11:05:00+00:00" title="{tooltip}">{words}</time>'
