"""The answers to a person are the same whatever the records of others hold, and whether there are any.

Every registered record type is asked at every door of the URL map, so neither needs a test of its own.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.clock import clock
from app.records.types import registry
from tests.records.other_values import (
    pairs_for,
    requests,
    unequal,
)
from tests.visitors import signed_in

NOW = datetime.now(UTC)
ROLES = {"responsible": "observer", "viewer": "observer", "manager": "manager", "analyst": "analyst"}


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Pages say how long ago something was."""
    clock.set(lambda: NOW)
    yield
    clock.reset()


@pytest.mark.parametrize("role", ROLES)
def test_what_others_hold_and_whether_they_hold_anything_changes_no_answer(crm, actors, sampler, role):
    other = actors["admin"]
    pairs = pairs_for(actors[ROLES[role]], other, as_viewer=role == "viewer")
    assert {"lead", "deal"} <= {pair.record_type.name for pair in pairs}
    asked = requests(crm, pairs, sampler.step(12), list(ROLES).index(role))
    assert unequal(signed_in(crm, ROLES[role]), asked, pairs, other) == []


@pytest.mark.parametrize("login", ["director", "admin"])
def test_who_reads_everything_has_nothing_that_could_be_told(crm, actors, login):
    assert pairs_for(actors[login], actors["admin"]) == []
    assert len(list(registry)) > 3
