"""An activity for each item, at once and one after the other."""

from sqlalchemy import select

from app.db import db
from app.engine import complete_task, unit_of_work
from app.engine.models import UserTask
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
