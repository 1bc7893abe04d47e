"""A process whose saved state cannot be read does not hold up the others."""

import json

import pytest
from flask import g
from sqlalchemy import update

from app.db import db
from app.engine import TechnicalFailure, broadcast_signal, fire_timers, retry_incident, unit_of_work
from app.engine.ground.store import INSTANCE
from app.engine.models import Incident
from app.engine.queries import allowed_moves
from tests.engine import sample
from tests.engine.conftest import ANNA


def _changed(change):
    def damage(state: str) -> str:
        content = json.loads(state)
        change(content)
        return json.dumps(content)

    return damage


DAMAGE = {
    "nothing": lambda state: "",
    "cut off": lambda state: state[: len(state) // 2],
    "no JSON": lambda state: "a state",
    "other JSON": lambda state: "[1, 2]",
    "null": lambda state: "null",
    "deep": lambda state: "[" * 100_000,
    "newer format": _changed(lambda content: content.update(v=99)),
    "no format": _changed(lambda content: content.pop("v")),
    "no tree": _changed(lambda content: content.pop("tree")),
    "no tasks": _changed(lambda content: content["tree"].update(tasks=[])),
    "short row": _changed(lambda content: content["tree"]["tasks"][-1].pop()),
    "unknown element": _changed(lambda content: content["tree"]["tasks"][-1].__setitem__(3, "removed")),
    "no such parent": _changed(lambda content: content["tree"]["tasks"][-1].__setitem__(1, 999)),
    "no id": _changed(lambda content: content["tree"]["tasks"][-1].__setitem__(0, None)),
    "no variables": _changed(lambda content: [task.__setitem__(7, "x") for task in content["tree"]["tasks"]]),
    "no internal data": _changed(lambda content: [task.__setitem__(6, "x") for task in content["tree"]["tasks"]]),
    "no state": _changed(lambda content: [task.__setitem__(2, "x") for task in content["tree"]["tasks"]]),
    "unknown sub-process": _changed(lambda content: content["subs"].append(["nobody", None, None, content["tree"]])),
    "unknown called process": _changed(
        lambda content: content["subs"].append([content["tree"]["tasks"][-1][0], "removed", 7, content["tree"]])
    ),
}


def write_state(instance_id: int, state: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(update(INSTANCE).where(INSTANCE.c.id == instance_id).values(state=state))


def state_of(instance_id: int) -> str:
    with db.engine.connect() as connection:
        return connection.scalar(
            INSTANCE.select().with_only_columns(INSTANCE.c.state).where(INSTANCE.c.id == instance_id)
        )


@pytest.mark.parametrize("case", DAMAGE)
def test_such_a_process_is_refused_in_words_and_nothing_has_changed(engine, case):
    engine.deploy("status_life", "conditional_boundary")
    record_id = sample.make_record()
    instance_id = engine.start("conditional_boundary", record_id)
    write_state(instance_id, DAMAGE[case](state_of(instance_id)))
    before = engine.instances(), engine.history()
    for command in (
        lambda: engine.complete("take"),
        lambda: engine.request(record_id, "won"),
        lambda: engine.send("anything", record_id),
    ):
        with pytest.raises(TechnicalFailure, match="Сохранённое состояние"):
            command()
    (outcome,) = allowed_moves(ANNA, sample.SAMPLE, record_id, ["won"]).values()
    assert not outcome.allowed
    assert "Сохранённое состояние" in outcome.message
    assert (engine.instances(), engine.history()) == before
    assert engine.tasks() == ["take"]


def test_the_clock_goes_on_to_the_timers_of_others_and_leaves_an_incident(engine):
    engine.deploy("boundary_timer")
    damaged, healthy = engine.start("boundary_timer"), engine.start("boundary_timer")
    kept = state_of(damaged)
    write_state(damaged, kept[:100])
    engine.turn_clock(hours=2)
    assert fire_timers() == 1
    assert [row.process_instance_id for row in engine.timers()] == [damaged]
    for _ in range(2):
        engine.turn_clock(minutes=10)
        assert fire_timers() == 0
    (incident,) = engine._rows(Incident)
    assert (incident.process_instance_id, incident.state) == (damaged, "open")
    assert "Сохранённое состояние" in incident.error
    assert engine.task("hurry").process_instance_id == healthy

    write_state(damaged, kept)
    with unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)
    assert engine.tasks() == ["hurry", "hurry"]


def test_a_signal_reaches_the_others_and_leaves_an_incident(engine):
    engine.deploy("signal_catch")
    damaged, _healthy = (engine.start("signal_catch", sample.make_record()) for _ in range(2))
    kept = state_of(damaged)
    write_state(damaged, "{")
    with unit_of_work(ANNA) as unit:
        broadcast_signal(unit, "alarm")
    assert len(engine.subscriptions()) == 1
    (incident,) = engine._rows(Incident)
    assert incident.process_instance_id == damaged

    with pytest.raises(TechnicalFailure), unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)
    write_state(damaged, kept)
    with unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)
    assert engine.subscriptions() == []
    assert {row.state for row in engine._rows(Incident)} == {"resolved"}


def test_a_diagram_that_cannot_be_read_any_more_is_named(engine):
    from app.engine.deploying.catalogue import _catalogues
    from app.engine.models import Artifact

    engine.deploy("user_task", "boundary_timer")
    engine.start("user_task")
    with db.engine.begin() as connection:
        table = Artifact.__table__
        connection.execute(update(table).where(table.c.key == "user_task").values(content=b"<broken"))
    _catalogues.clear()  # as after a restart
    g.pop("catalogue")
    with pytest.raises(TechnicalFailure, match="Вопрос"):
        engine.complete("question", "yes")
    with pytest.raises(TechnicalFailure, match="Вопрос"):
        engine.start("user_task")
    assert engine.start("boundary_timer")
