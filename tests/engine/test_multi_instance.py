"""An activity for each item, at once and one after the other."""

from sqlalchemy import select

from app.db import db
from app.engine import complete_task, unit_of_work
from app.engine.models import UserTask
from tests.engine import sample
from tests.engine.conftest import ANNA


def open_tasks():
    with db.engine.connect() as connection:
        return list(
            connection.scalars(select(UserTask.id).where(UserTask.state == "open").order_by(UserTask.created_at))
        )


def complete(task_id, **variables):
    with unit_of_work(ANNA) as unit:
        complete_task(unit, task_id, None, variables)


def test_all_at_once(engine):
    engine.deploy("multi_instance")
    instance_id = engine.start("multi_instance", people=["a", "b", "c"])
    assert len(open_tasks()) == 3
    while open_tasks():
        assert not engine.ended(instance_id)
        complete(open_tasks()[0])
    assert engine.ended(instance_id)


def test_nobody_to_ask(engine):
    engine.deploy("multi_instance")
    instance_id = engine.start("multi_instance", people=[])
    assert engine.ended(instance_id)


def test_one_after_the_other_until_enough(engine):
    engine.deploy("multi_instance_sequential")
    instance_id = engine.start("multi_instance_sequential", people=["a", "b", "c"])
    for _ in range(2):
        (task_id,) = open_tasks()
        complete(task_id)
    assert engine.ended(instance_id)


def test_a_sub_process_for_each_item_with_its_own_variables(engine):
    engine.deploy("multi_instance_sub_process")
    instance_id = engine.start("multi_instance_sub_process", people=["a", "b"])
    assert engine.tasks() == ["ask", "ask"]
    for task_id in open_tasks():
        complete(task_id)
    assert engine.tasks() == ["after"]
    engine.complete("after")
    assert engine.ended(instance_id)


def test_a_boundary_event_ends_all_runs(engine):
    engine.deploy("multi_instance_sub_process")
    record_id = sample.make_record()
    instance_id = engine.start("multi_instance_sub_process", record_id, people=["a", "b", "c"])
    complete(open_tasks()[0])
    engine.send("enough", record_id)
    assert engine.tasks() == ["stopped"]
    assert len(engine.tasks("cancelled")) == 2
    engine.complete("stopped")
    assert engine.ended(instance_id)


def test_the_way_travelled_names_the_activity_once_for_all_runs(engine):
    engine.deploy("multi_instance")
    engine.start("multi_instance", people=["a", "b"])
    for task_id in open_tasks():
        complete(task_id)
    assert engine.travelled() == ["start", "ask", "done"]
