"""External tasks: who has which for how long, and what happens when two want the same."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.db import db
from app.engine import (
    LockLost,
    NotAllowedNow,
    NotFound,
    TechnicalFailure,
    Topic,
    complete_external_task,
    delete_record_processes,
    deploy,
    extend_lock,
    fetch_and_lock,
    handle_external_task_failure,
    set_external_task_retries,
    unit_of_work,
    unlock_external_task,
)
from app.engine.ground.actor import SYSTEM
from app.engine.ground.service_tasks import service_task, service_tasks
from app.engine.models import ExternalTask, Incident
from app.engine.queries import process_view
from tests.conftest import counted_statements
from tests.engine import sample
from tests.engine.conftest import DIAGRAMS


@pytest.fixture(autouse=True)
def diagram(engine):
    engine.deploy("external_task")


def start(engine, count: int = 1) -> None:
    for number in range(count):
        engine.start("external_task", order=number)
        engine.turn_clock(seconds=1)


def fetch(worker: str, most: int = 10, minutes: float = 5, **options) -> list:
    with unit_of_work(SYSTEM) as unit:
        return fetch_and_lock(unit, worker, [Topic("billing", timedelta(minutes=minutes), **options)], most)


def ids(tasks) -> list[str]:
    return [task.row["id"] for task in tasks]


def complete(task_id: str, worker: str, **variables) -> None:
    with unit_of_work(SYSTEM) as unit:
        complete_external_task(unit, task_id, worker, variables)


def rows(engine) -> list:
    return engine._rows(ExternalTask)


def test_the_oldest_are_fetched_first_and_not_again(engine):
    start(engine, 3)
    first = fetch("a", 2)
    assert [task.variables["order"] for task in first] == [0, 1]
    assert [task.variables["order"] for task in fetch("b")] == [2]
    assert fetch("c") == []


def test_two_workers_at_once_never_get_the_same(engine, app):
    start(engine, 20)
    barrier, taken = threading.Barrier(4), []

    def work(name):
        with app.app_context():
            barrier.wait()
            for _ in range(10):
                taken.extend(ids(fetch(name, 1)))
            db.session.remove()

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.extend(ids(fetch("rest")))
    assert sorted(taken) == sorted(row.id for row in rows(engine))


def test_what_another_transaction_locks_is_passed_over(engine, app):
    """Nobody waits for another worker: on PostgreSQL the rows are skipped, on SQLite the other is done before."""
    start(engine, 2)
    inside, go_on, found = threading.Event(), threading.Event(), []

    def hold():
        with app.app_context():
            with unit_of_work(SYSTEM) as unit:
                found.extend(ids(fetch_and_lock(unit, "a", [Topic("billing", timedelta(minutes=5))], 1)))
                inside.set()
                if db.engine.dialect.name == "postgresql":
                    go_on.wait(10)
            db.session.remove()

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(10)
    other = ids(fetch("b"))
    go_on.set()
    thread.join()
    assert len(found) == len(other) == 1
    assert found != other


def test_a_lock_that_ran_out_is_anothers_and_the_late_worker_is_told(engine):
    start(engine)
    (task_id,) = ids(fetch("slow"))
    engine.turn_clock(minutes=6)
    assert ids(fetch("fast")) == [task_id]
    with pytest.raises(LockLost) as refused:
        complete(task_id, "slow", sum=1)
    assert refused.value.details == {"code": "lockedByOther", "worker": "fast"}
    complete(task_id, "fast", sum=2)
    with pytest.raises(NotFound):
        complete(task_id, "slow", sum=1)
    assert engine.travelled() == ["start", "bill"]


def test_a_lock_that_ran_out_is_kept_while_nobody_else_wants_it(engine):
    start(engine)
    (task_id,) = ids(fetch("slow"))
    engine.turn_clock(minutes=6)
    complete(task_id, "slow")
    assert engine.tasks() == ["ask"]


def test_a_lock_is_extended_and_given_back(engine):
    start(engine)
    (task_id,) = ids(fetch("a"))
    engine.turn_clock(minutes=4)
    with unit_of_work(SYSTEM) as unit:
        extend_lock(unit, task_id, "a", timedelta(minutes=5))
    engine.turn_clock(minutes=4)
    assert fetch("b") == []
    with unit_of_work(SYSTEM) as unit:
        unlock_external_task(unit, task_id)
    assert ids(fetch("b")) == [task_id]
    with pytest.raises(LockLost), unit_of_work(SYSTEM) as unit:
        extend_lock(unit, task_id, "a", timedelta(minutes=5))


def test_a_failed_task_is_tried_again_after_its_time(engine):
    start(engine)
    (task_id,) = ids(fetch("a"))
    with unit_of_work(SYSTEM) as unit:
        handle_external_task_failure(unit, task_id, "a", "no wire", "all of it", 2, timedelta(minutes=10))
    engine.turn_clock(minutes=9)
    assert fetch("a") == []
    engine.turn_clock(minutes=1)
    (task,) = fetch("a")
    assert (task.row["retries"], task.row["error_message"], task.row["error_details"]) == (2, "no wire", "all of it")
    assert engine._rows(Incident) == []


def test_a_failure_that_names_no_further_attempt_is_an_incident(engine):
    start(engine)
    (task_id,) = ids(fetch("a"))
    with unit_of_work(SYSTEM) as unit:
        handle_external_task_failure(unit, task_id, "a", "no wire")
    assert [(row.state, row.error) for row in engine._rows(Incident)] == [("open", "no wire")]
    assert fetch("a") == []
    with pytest.raises(LockLost):
        complete(task_id, "a")


def test_retries_that_are_set_close_and_make_the_incident(engine):
    start(engine)
    (task_id,) = ids(fetch("a"))
    for retries, states in ((0, ["open"]), (3, ["resolved"]), (0, ["resolved", "open"])):
        with unit_of_work(SYSTEM) as unit:
            set_external_task_retries(unit, task_id, retries)
        assert [row.state for row in engine._rows(Incident)] == states
        assert [(row.retries, row.failed) for row in rows(engine)] == [(retries, retries == 0)]
    assert fetch("a") == []


def test_what_the_process_does_not_wait_for_is_not_completed(engine):
    """A row that has outlived its place in the process, as after a restored copy of one table."""
    start(engine)
    fetch("a")
    with unit_of_work(SYSTEM) as unit:
        unit.connection.execute(update(ExternalTask).values(id="left over"))
    with pytest.raises(NotFound):
        complete("left over", "a")
    assert [row.id for row in rows(engine)] == ["left over"]


def test_a_worker_may_want_some_variables_and_some_processes_only(engine):
    start(engine)
    assert fetch("a", definition_keys=["another"]) == []
    assert fetch("a", record=(sample.SAMPLE, 1)) == []
    (task,) = fetch("a", variables=["none"], definition_keys=["external_task"], without_record=True)
    assert task.variables == {}


def test_a_suspended_process_gives_no_work_and_takes_no_answer(engine):
    start(engine, 2)
    (task_id,) = ids(fetch("a", 1))
    with unit_of_work(SYSTEM) as unit:
        for row in engine.instances():
            unit.instance(row.id).row["suspended"] = True
            unit.connection.exec_driver_sql("UPDATE process_instance SET suspended = (1 = 1)")
    assert fetch("b") == []
    with pytest.raises(NotAllowedNow):
        complete(task_id, "a")


def test_a_state_that_cannot_be_read_is_an_incident_and_the_others_go_on(engine):
    start(engine, 2)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE process_instance SET state = '{\"v\": 99}' WHERE id = 1")
    assert [task.row["process_instance_id"] for task in fetch("a")] == [2]
    assert [row.process_instance_id for row in engine._rows(Incident)] == [1]
    assert fetch("a") == []


def test_a_deleted_record_takes_its_external_tasks_along(engine):
    record_id = sample.make_record()
    engine.start("external_task", record_id)
    (view,) = process_view(sample.SAMPLE, record_id)
    assert [(token.element_id, token.waiting_for) for token in view.tokens] == [("bill", "external")]
    with unit_of_work(SYSTEM) as unit:
        delete_record_processes(unit, sample.SAMPLE, record_id)
    assert rows(engine) == []


def test_fetching_takes_the_same_statements_however_many(engine):
    def statements(count):
        start(engine, count)
        with counted_statements() as found:
            assert len(fetch("a", count)) == count
        return len(found)

    assert statements(1) == statements(10)


def test_an_action_that_was_removed_from_the_code_is_a_fault_and_no_work_for_others(engine):
    text = (DIAGRAMS / "external_task.bpmn").read_text(encoding="utf-8")
    text = text.replace('"billing"', '"sample.gone"').replace('"external_task"', '"gone"')
    service_task("sample.gone", name={"ru": "…", "en": "…"})(lambda unit, execution, inputs: None)
    deploy({"gone.bpmn": text.encode()}, name="test", actor=SYSTEM)
    service_tasks.unregister("sample.gone")
    with pytest.raises(TechnicalFailure, match=r"sample\.gone"):
        engine.start("gone")
    assert rows(engine) == []
