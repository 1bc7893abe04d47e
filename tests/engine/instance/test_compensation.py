"""What can be undone is kept small, and only where there is something that undoes it."""

import json

import pytest

from app.engine.instance.completed_state import SnapshotReader, SnapshotWriter
from app.engine.specs.completed_activities import CompletedActivity
from tests.engine import sample

TERMS = "the long terms of a contract " * 40


def state_of(engine) -> str:
    return engine.instances()[0].state


def play_rounds(engine, first: int, last: int) -> None:
    for number in range(first, last + 1):
        engine.complete("plain")
        engine.complete("round", number=number)


def test_an_activity_done_again_and_again_adds_little_each_time(engine):
    engine.deploy("compensation_loop")
    engine.start("compensation_loop", terms=TERMS)
    play_rounds(engine, 1, 10)
    after_10 = len(state_of(engine))
    play_rounds(engine, 11, 40)
    assert len(state_of(engine)) - after_10 <= 30 * 45


def test_everything_done_again_and_again_is_undone_with_the_variables_of_now(engine):
    engine.deploy("compensation_loop")
    engine.start("compensation_loop", terms=TERMS)
    play_rounds(engine, 1, 20)
    engine.complete("plain")
    engine.complete("round", number=1000)
    assert sample.calls == [1000] * 21


def test_without_handlers_nothing_is_kept(engine):
    engine.deploy("sub_process", "status_life")
    engine.start("sub_process")
    record_id = sample.make_record(amount=10)
    engine.start("status_life", record_id)
    for number in range(5):
        engine.request(record_id, f"status{number}")
    assert all("completed" not in row.state and "snapshots" not in row.state for row in engine.instances())


class Drawn:
    """A definition that is only named."""

    def __init__(self, key: str, version: int) -> None:
        self.key, self.version = key, version


OWN, CALLED = Drawn("own", 1), Drawn("called", 2)


def written_and_read(activities: list[CompletedActivity]) -> list[CompletedActivity]:
    writer = SnapshotWriter()
    rows = writer.rows(activities, OWN)
    saved = json.loads(json.dumps({"rows": rows, "snapshots": writer.snapshots}))
    found = {(OWN.key, OWN.version): OWN, (CALLED.key, CALLED.version): CALLED}
    reader = SnapshotReader(saved["snapshots"], lambda key, version: found[key, version])
    return reader.activities(saved["rows"], OWN)


@pytest.mark.parametrize(
    "snapshots",
    [
        [{}, {"a": 1}, {}],
        [{"a": 1, "b": 2}, {"b": 2}, {"a": 1, "b": 2}],
        [{"a": 1}, {"a": True}, {"a": 1.0}, {"a": None}],
        [{"a": [1, {"b": 2}]}, {"a": [1, {"b": True}]}, {"a": [1, {"b": 2}]}],
    ],
)
def test_snapshots_come_back_as_they_were(snapshots):
    found = written_and_read([CompletedActivity("book", OWN, variables) for variables in snapshots])
    texts = [json.dumps(activity.variables, sort_keys=True) for activity in found]
    assert texts == [json.dumps(variables, sort_keys=True) for variables in snapshots]


def test_levels_come_back_as_they_were():
    deep = CompletedActivity("deep", CALLED, {"n": 2}, apart=True, claimed_by="t")
    (call,) = written_and_read([CompletedActivity("call", OWN, {"n": 1}, [deep], CALLED)])
    (inner,) = call.inner
    assert (call.activity_id, call.definition, call.called, call.apart) == ("call", OWN, CALLED, False)
    assert (inner.activity_id, inner.definition, inner.called) == ("deep", CALLED, None)
    assert (inner.apart, inner.claimed_by, inner.variables) == (True, "t", {"n": 2})
