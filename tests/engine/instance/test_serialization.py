"""The state of a process: small, without specs, and refused when it cannot be understood."""

import json

import pytest
from sqlalchemy import update

from app.db import db
from app.engine import TechnicalFailure
from app.engine.ground.store import INSTANCE


def rewrite(change):
    with db.engine.begin() as connection:
        state = json.loads(connection.scalar(INSTANCE.select().with_only_columns(INSTANCE.c.state)))
        change(state)
        connection.execute(update(INSTANCE).values(state=json.dumps(state)))


def test_the_state_holds_tasks_and_no_specs(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    state = engine.instances()[0].state
    assert "Вопрос человеку" not in state
    assert len(state) < 700


def test_a_state_of_a_newer_format_is_refused(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    rewrite(lambda state: state.update(v=99))
    with pytest.raises(TechnicalFailure):
        engine.complete("question", "yes")
    assert engine.tasks() == ["question"]


def test_a_state_that_names_an_unknown_element_is_refused(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    rewrite(lambda state: state["tree"]["tasks"][-2].__setitem__(3, "somethingElse"))
    with pytest.raises(TechnicalFailure, match="somethingElse"):
        engine.complete("question", "yes")


def test_variables_that_look_like_typed_values_come_back_as_they_were(engine):
    engine.deploy("user_task")
    tricky = {"$date": "not a date", "plain": {"$decimal": "x"}, "nested": [{"a": {}}]}
    instance_id = engine.start("user_task", tricky=tricky)
    assert engine.variables(instance_id)["tricky"] == tricky
