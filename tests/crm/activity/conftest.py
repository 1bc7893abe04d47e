"""What activities are tried with."""

from datetime import UTC, datetime

import pytest

from app.clock import clock
from tests.records.samples import new

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)  # a Wednesday, noon in Moscow


@pytest.fixture
def noon(crm):
    """The clock stands until a test moves it."""
    clock.set(lambda: NOW)
    yield NOW
    clock.reset()


@pytest.fixture
def deal_id(actors, client_id):
    """A deal of the manager."""
    manager = actors["manager"]
    return new(manager, "deal", name="Поставка", manager=manager.id, counterparty=client_id)


@pytest.fixture
def plan(noon, actors, deal_id):
    """Plan an activity of the deal, by default a call of the manager in two hours; answers its id."""

    def make(who="manager", **values):
        begins = NOW.replace(hour=11)
        given = {"kind": "call", "topic": "Уточнить объём", "text": "Сколько коробок?", "activity_date": begins}
        return new(actors[who], "activity", **{**given, "responsible": actors["manager"].id, "deal": deal_id, **values})

    return make
