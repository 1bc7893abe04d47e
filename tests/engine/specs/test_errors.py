"""BPMN errors: caught where the diagram catches them, a refusal where it does not."""

import pytest

from app.engine import Refusal, StepLimitExceeded, TechnicalFailure
from app.engine.models import OwedEffect
from tests.engine import sample


def test_a_boundary_event_catches_the_error_of_a_sub_process(engine):
    engine.deploy("error_boundary")
    instance_id = engine.start("error_boundary", code="known")
    engine.complete("inner_work")
    assert engine.tasks() == ["repair"]
    engine.complete("repair")
    assert engine.ended(instance_id)
    assert "after" not in engine.travelled()


def test_another_code_is_not_caught(engine):
    engine.deploy("error_boundary")
    engine.start("error_boundary", code="other")
    with pytest.raises(Refusal) as caught:
        engine.complete("inner_work")
    assert caught.value.code == "other"
    assert engine.tasks() == ["inner_work"]


def test_without_an_error_the_sub_process_goes_on(engine):
    engine.deploy("error_boundary")
    instance_id = engine.start("error_boundary", code="none")
    engine.complete("inner_work")
    assert engine.tasks() == ["after"]
    engine.complete("after")
    assert engine.ended(instance_id)


def test_a_boundary_event_catches_the_error_of_a_service_task(engine):
    engine.deploy("service_error")
    instance_id = engine.start("service_error")
    assert engine.tasks() == ["repair"]
    engine.complete("repair")
    assert engine.ended(instance_id)


def test_an_error_of_a_service_task_that_nothing_catches_refuses(engine):
    engine.deploy("service_refusal")
    engine.start("service_refusal")
    with pytest.raises(Refusal) as caught:
        engine.complete("ask")
    assert caught.value.message == {"ru": "не вышло", "en": "did not work"}
    assert caught.value.missing == ("note",)
    assert caught.value.element_id == "act"
    assert engine.tasks() == ["ask"]


def test_an_escalation_is_heard_and_the_sub_process_goes_on(engine):
    engine.deploy("escalation")
    instance_id = engine.start("escalation")
    engine.complete("inner_work")
    assert sorted(engine.tasks()) == ["help", "inner_more"]
    engine.complete("inner_more")
    engine.complete("help")
    assert engine.ended(instance_id)


def test_an_endless_loop_is_stopped_in_words(engine):
    engine.deploy("endless_loop")
    with pytest.raises(StepLimitExceeded) as caught:
        engine.start("endless_loop")
    assert caught.value.element_id
    assert "500" in str(caught.value)
    assert engine.instances() == []


def test_a_process_that_calls_itself_for_ever_is_stopped_in_words(engine):
    engine.deploy("call_itself")
    with pytest.raises(TechnicalFailure) as caught:
        engine.start("call_itself")
    assert caught.value.element_id == "again"
    assert engine.instances() == []


def test_a_thousand_rounds_within_the_limit_come_to_an_end(engine, app):
    app.config["SETTINGS"] = app.config["SETTINGS"].__class__(**{**vars(app.config["SETTINGS"]), "step_limit": 10_000})
    engine.deploy("loop_compaction")
    instance_id = engine.start("loop_compaction", rounds=1000)
    assert engine.ended(instance_id)
    assert engine.variables(instance_id)["count"] == 1000
    assert len(engine.instances()[0].state) < 2000


def test_inputs_that_do_not_fit_name_the_element(engine):
    engine.deploy("wrong_input")
    with pytest.raises(TechnicalFailure) as caught:
        engine.start("wrong_input", sample.make_record())
    assert caught.value.element_id == "act"
    assert "status" in str(caught.value)


def test_a_fault_in_a_service_task_names_the_element_and_rolls_back(engine):
    engine.deploy("fault")
    record_id = sample.make_record()
    with pytest.raises(TechnicalFailure) as caught:
        engine.start("fault", record_id)
    assert caught.value.element_id == "act"
    assert "the wire is cut" in str(caught.value)
    assert engine.instances() == []
    assert engine._rows(OwedEffect) == []
    assert sample.read_record(record_id)["status"] == "new"
