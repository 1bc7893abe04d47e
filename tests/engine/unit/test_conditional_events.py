"""Conditions over the record: looked at in the transaction that changes a field which they read."""

from sqlalchemy import select

from app.db import db
from app.engine import record_changed, unit_of_work
from app.engine.commands.delete_record_processes import delete_record_processes
from app.engine.ground.host import record_host
from app.engine.models import StartCondition
from tests.engine import sample
from tests.engine.conftest import ANNA


def change(record_id, **fields):
    with unit_of_work(ANNA) as unit:
        record_host().set_fields(unit, sample.SAMPLE, record_id, fields)


def test_the_condition_takes_the_task_away_when_the_field_is_filled(engine):
    engine.deploy("conditional_boundary")
    record_id = sample.make_record()
    instance_id = engine.start("conditional_boundary", record_id)
    assert engine.subscriptions() == [("conditional", "", "taken")]
    change(record_id, manager="person1")
    assert engine.tasks() == ["work"]
    assert engine.subscriptions() == []
    engine.complete("work")
    assert engine.ended(instance_id)


def test_another_field_does_not_wake_the_condition(engine):
    engine.deploy("conditional_boundary")
    record_id = sample.make_record()
    engine.start("conditional_boundary", record_id)
    change(record_id, note="something")
    assert engine.tasks() == ["take"]
    assert engine.instances()[0].revision == 1


def test_a_condition_that_is_true_already_does_not_wait(engine):
    engine.deploy("conditional_boundary")
    record_id = sample.make_record(manager_id=1)
    engine.start("conditional_boundary", record_id)
    assert engine.tasks() == ["work"]


def test_a_condition_in_the_flow(engine):
    engine.deploy("conditional_catch")
    record_id = sample.make_record()
    engine.start("conditional_catch", record_id)
    change(record_id, amount=10)
    assert engine.tasks() == []
    change(record_id, amount=1001)
    assert engine.tasks() == ["work"]


def test_the_record_of_another_process_is_left_alone(engine):
    engine.deploy("conditional_catch")
    first, second = sample.make_record(), sample.make_record()
    engine.start("conditional_catch", first)
    engine.start("conditional_catch", second)
    change(second, amount=5000)
    assert engine.task("work").record_id == second


def test_a_condition_beside_the_task_fires_each_time_it_becomes_true(engine):
    engine.deploy("conditional_repeat")
    record_id = sample.make_record()
    instance_id = engine.start("conditional_repeat", record_id)
    for amount in (2000, 3000, 10, 4000):
        change(record_id, amount=amount)
    assert [int(value) for value in sample.calls] == [2000, 4000]
    assert engine.tasks() == ["work"]
    engine.complete("work")
    assert engine.ended(instance_id)


def test_a_field_filled_with_the_task_form_counts_for_what_comes_next(engine):
    engine.deploy("conditional_boundary")
    record_id = sample.make_record()
    instance_id = engine.start("conditional_boundary", record_id)
    engine.complete("take", fields={"manager": "person1"})
    assert sample.read_record(record_id)["manager_id"] == 1
    assert engine.ended(instance_id)


def test_the_command_looks_at_conditions_of_changes_made_elsewhere(engine):
    engine.deploy("conditional_catch")
    record_id = sample.make_record(amount=5)
    engine.start("conditional_catch", record_id)
    with unit_of_work(ANNA) as unit:
        unit.connection.execute(sample.TABLE.update().values(amount=9999))
        record_changed(unit, sample.SAMPLE, record_id, {"amount"})
        [runtime] = unit.instances_of(sample.SAMPLE, record_id)
        assert len(unit.waiting(runtime).user_tasks) == 1  # what refuses says so here, not at the end of the unit
    assert engine.tasks() == ["work"]


def test_process_begins_with_a_new_record_for_which_its_condition_is_true(engine):
    engine.deploy("conditional_start")
    records = sample.make_record(amount=20), sample.make_record(amount=5)
    with unit_of_work(ANNA) as unit:
        for record in records:
            unit.start_record_processes(sample.SAMPLE, record)
        unit.run()
    assert [row.record_id for row in engine.instances()] == [records[0]]


def test_deleted_record_leaves_no_condition_behind(engine):
    engine.deploy("conditional_start")
    record = sample.make_record(amount=20)
    with unit_of_work(ANNA) as unit:
        unit.start_record_processes(sample.SAMPLE, record)
    with unit_of_work(ANNA) as unit:
        delete_record_processes(unit, sample.SAMPLE, record)
    with db.engine.connect() as connection:
        assert connection.execute(select(StartCondition)).all() == []
