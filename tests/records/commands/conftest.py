"""Records to be merged."""

import pytest

from tests.records.commands.merging import ANNA, OLEG, SUGAR
from tests.records.samples import new


@pytest.fixture
def manager(actors):
    return actors["manager"]


@pytest.fixture
def two(crm, manager):
    """A deal that goes away and one that stays."""
    source = new(
        manager,
        "deal",
        name="Снеки 2",
        manager=manager.id,
        amount="1500",
        company="Весна",
        contacts=[{**ANNA, "main": False}, OLEG],
        lines=[SUGAR],
    )
    target = new(manager, "deal", name="Снеки", manager=manager.id, amount="900", contacts=[ANNA])
    return source, target
