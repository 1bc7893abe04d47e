"""The answers to a person are the same whatever the records of others hold, and whether there are any.

Every registered record type is asked at every door of the URL map, so neither needs a test of its own. There are
thousands of requests, and more with each record type: `make test` makes ASKED of them, `make nightly` all.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.clock import clock
from app.records.types import registry
from tests.records.other_values import pairs_for, requests, unequal
from tests.visitors import signed_in

NOW = datetime.now(UTC)
ASKED = 180  # by each role on each database, other ones
ROLES = {"responsible": "observer", "viewer": "observer", "manager": "manager", "analyst": "analyst"}


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Pages say how long ago something was."""
    clock.set(lambda: NOW)
    yield
    clock.reset()


@pytest.mark.parametrize("role", ROLES)
def test_what_others_hold_and_whether_they_hold_anything_changes_no_answer(crm, actors, sampler, database, role):
    other = actors["admin"]
    pairs = pairs_for(actors[ROLES[role]], other, as_viewer=role == "viewer")
    assert {"lead", "deal"} <= {pair.record_type.name for pair in pairs}
    share = 2 * list(ROLES).index(role) + (database == "sqlite")
    asked = sampler.at_most(ASKED, requests(crm, pairs), lambda each: each.kind, shift=share)
    assert unequal(signed_in(crm, ROLES[role]), asked, pairs, other) == []


def test_who_reads_everything_has_nothing_that_could_be_told(crm, actors):
    assert pairs_for(actors["admin"], actors["director"]) == []
    assert len(list(registry)) > 3
