"""What SQLite and PostgreSQL answer to the same questions about the same records."""

import re

import pytest

from app.records.types import registry
from tests.visitors import signed_in

LOGINS = ("manager", "director", "observer")
PLURALS = ("leads", "deals", "counterparties", "request-categories", "request-sources")
_MOMENT_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def visitors(on_sqlite, on_postgresql):
    """`visitors("manager")`: the same person on SQLite and on PostgreSQL."""
    return lambda login: (signed_in(on_sqlite, login), signed_in(on_postgresql, login))


def both(pair, address: str) -> list:
    """What the API answers on SQLite and on PostgreSQL."""
    answers = [visitor.get(address) for visitor in pair]
    assert [answer.status_code for answer in answers] == [200, 200], address
    return [answer.json for answer in answers]


@pytest.mark.parametrize("login", LOGINS)
def test_records_are_the_same_in_every_order(visitors, login):
    pair = visitors(login)
    for plural in PLURALS:
        record_type = registry.by_plural(plural)
        orders = [field.name for field in record_type.fields if field.stored_in_row and field.type != "rich_text"]
        for order in ["", *orders, *(f"-{name}" for name in orders)]:
            on_sqlite, on_postgresql = both(pair, f"/api/v1/{plural}?sort={order}&per_page=200")
            assert on_sqlite == on_postgresql, order
