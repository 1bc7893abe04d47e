"""Two at a time, and a process killed in the middle, on SQLite and on PostgreSQL."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine import (
    TaskAlreadyCompleted,
    complete_task,
    execute_jobs,
    fire_timers,
    perform_effects,
    service_task,
    set_record_host,
    unit_of_work,
)
from app.engine.ground.service_tasks import service_tasks
from app.engine.models import Job, OwedEffect, ProcessInstance
from tests.engine import sample
from tests.engine.conftest import ANNA, BORIS, Engine, make_engine_app

ROOT = Path(__file__).parents[3]


@pytest.fixture
def application(request, database, tmp_path, monkeypatch):
    monkeypatch.setattr(service_tasks, "_by_topic", {})
    kind = getattr(request, "param", database)  # what SQLite cannot show asks for PostgreSQL
    url = None if kind == "sqlite" else request.getfixturevalue("postgresql_url")
    app = make_engine_app(tmp_path, url)
    sample.register_service_tasks()
    set_record_host(sample.SampleHost())
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()
    set_record_host(None)


@pytest.fixture
def engine(application):
    from datetime import UTC, datetime

    moment = {"now": datetime(2026, 3, 2, 9, 0, tzinfo=UTC)}
    clock.set(lambda: moment["now"])
    yield Engine(moment)
    clock.reset()


def together(application, *works):
    """Run functions in threads that begin at the same moment; what each returned or raised."""
    barrier = threading.Barrier(len(works))
    results = [None] * len(works)

    def run(index, work):
        with application.app_context():
            try:
                barrier.wait()
                results[index] = work()
            except Exception as error:
                results[index] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def completing(actor, task_id, outcome):
    def work():
        with unit_of_work(actor) as unit:
            complete_task(unit, task_id, outcome)
        return actor

    return work


def test_of_two_people_completing_one_task_one_wins(application, engine):
    engine.deploy("user_task")
    for _ in range(5):
        instance_id = engine.start("user_task")
        task_id = engine.task("question").id
        results = together(application, completing(ANNA, task_id, "yes"), completing(BORIS, task_id, "no"))
        winners = [result for result in results if result in (ANNA, BORIS)]
        losers = [result for result in results if isinstance(result, TaskAlreadyCompleted)]
        assert (len(winners), len(losers)) == (1, 1), results
        assert losers[0].details["completed_by_id"] == winners[0].id
        assert engine.ended(instance_id)
    assert len(engine.history("taskCompleted")) == 5


def test_two_branches_completed_at_once_join_once(application, engine):
    engine.deploy("parallel_loop")
    for _ in range(5):
        instance_id = engine.start("parallel_loop", again=False)
        first, second = engine.task("a").id, engine.task("b").id
        results = together(application, completing(ANNA, first, None), completing(BORIS, second, None))
        assert set(results) == {ANNA, BORIS}
        assert engine.ended(instance_id)


def test_two_tasks_of_which_one_takes_the_other_away(application, engine):
    engine.deploy("terminate")
    for _ in range(5):
        instance_id = engine.start("terminate")
        ending, other = engine.task("a").id, engine.task("b").id
        results = together(application, completing(ANNA, ending, None), completing(BORIS, other, None))
        assert results[0] is ANNA
        assert results[1] is BORIS or isinstance(results[1], TaskAlreadyCompleted)
        assert engine.ended(instance_id)


def test_status_changes_at_once_come_one_after_the_other(application, engine):
    engine.deploy("status_life")
    record_id = sample.make_record(amount=1)
    engine.start("status_life", record_id)
    together(application, *(lambda name=name: engine.request(record_id, name) for name in "abcd"))
    changes = [row.data for row in engine.history("statusChanged")]
    assert sorted(change["after"] for change in changes) == ["a", "b", "c", "d"]
    assert [change["before"] for change in changes] == ["new", *(change["after"] for change in changes[:-1])]
    assert engine.instances()[0].revision == 5


def test_two_clocks_fire_each_timer_once(application, engine):
    engine.deploy("boundary_timer")
    for _ in range(6):
        engine.start("boundary_timer")
    engine.turn_clock(hours=2)
    fired = sum(together(application, fire_timers, fire_timers))
    assert fired + fire_timers() == 6  # what one clock left because the other was at it comes with the next look
    assert engine.tasks() == ["hurry"] * 6
    assert engine.timers() == []


def test_two_workers_do_each_effect_once(application, engine):
    from app.engine import effect_handler
    from app.engine.background import effects

    sent = []
    effect_handler("sample.mail")(lambda payload, key: sent.append(key))
    engine.deploy("owed_effect")
    for _ in range(6):
        engine.start("owed_effect", sample.make_record())
    assert sum(together(application, perform_effects, perform_effects)) == 6
    assert len(sent) == len(set(sent)) == 6
    assert {row.state for row in engine._rows(OwedEffect)} == {"done"}
    effects._handlers.pop("sample.mail")


KILLED = """
import sys
from pathlib import Path
from app.db import db
from app.engine import complete_task, set_record_host
from app.engine import unit_of_work
from tests.engine import sample
from tests.engine.conftest import ANNA, make_engine_app

app = make_engine_app(Path(sys.argv[1]), sys.argv[2])
sample.register_service_tasks()
set_record_host(sample.SampleHost())
with app.app_context(), unit_of_work(ANNA) as unit:
    complete_task(unit, sys.argv[3])
    unit.write()
"""


@pytest.mark.parametrize("application", ["postgresql"], indirect=True)
def test_a_clock_passes_by_a_process_in_which_another_server_hangs(application, engine):
    service_task("sample.strange", name={"ru": "Странное", "en": "Strange"})(lambda unit, execution, inputs: None)
    engine.deploy("hanging")
    instance_id = engine.start("hanging")
    with db.engine.begin() as hanging:
        hanging.execute(select(ProcessInstance.id).where(ProcessInstance.id == instance_id).with_for_update())
        assert execute_jobs() == 0
    (job,) = engine._rows(Job)
    assert (job.attempts, job.locked_until) == (0, None)
    assert execute_jobs() == 1
    assert engine.ended(instance_id)


def test_a_process_killed_in_the_middle_leaves_nothing_half_written(application, engine, tmp_path):
    engine.deploy("crash")
    record_id = sample.make_record()
    engine.start("crash", record_id)
    before = engine.instances(), engine.history(), engine.tasks()
    url = application.config["SQLALCHEMY_DATABASE_URI"]
    command = [sys.executable, "-c", KILLED, str(tmp_path), url, engine.task("work").id]
    killed = subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == 42
    assert (engine.instances(), engine.history(), engine.tasks()) == before
    assert sample.read_record(record_id)["status"] == "new"
    with unit_of_work(ANNA, dry_run=True) as unit:
        assert unit.instance(engine.instances()[0].id)
