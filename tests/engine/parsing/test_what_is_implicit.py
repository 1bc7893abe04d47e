"""What a diagram may leave out, and the rarer words of the dialect: deployed, run, saved and loaded between steps."""

from pathlib import Path

import pytest

from app.engine import deploy
from app.engine.ground.actor import SYSTEM
from tests.engine import sample

DIAGRAMS = Path(__file__).parent / "diagrams"


@pytest.fixture
def deploy_here(engine):
    def deploy_diagrams(*names):
        files = {f"{name}.bpmn": (DIAGRAMS / f"{name}.bpmn").read_bytes() for name in names}
        deploy(files, name="test", actor=SYSTEM)

    return deploy_diagrams


def test_link_events_are_a_flow(engine, deploy_here):
    deploy_here("link")
    instance = engine.start("link")
    engine.complete("before")
    assert engine.tasks() == ["after"]
    engine.complete("after")
    assert engine.ended(instance)
    assert engine.travelled() == ["start", "before", "leave", "arrive", "after", "end"]


def test_process_without_an_end_event_ends(engine, deploy_here):
    deploy_here("implicit_end")
    instance = engine.start("implicit_end")
    assert engine.tasks() == ["ask"]
    engine.complete("ask")
    assert engine.ended(instance)


@pytest.mark.parametrize(("outcome", "ways"), [("yes", ["one"]), ("both", ["one", "two"]), ("no", ["neither"])])
def test_every_true_condition_behind_a_task_is_followed(engine, deploy_here, outcome, ways):
    deploy_here("task_choice")
    engine.start("task_choice")
    engine.complete("ask", outcome)
    assert sorted(engine.tasks()) == ways


def test_receive_task_waits_for_its_message(engine, deploy_here):
    deploy_here("receive_task")
    record = sample.make_record()
    engine.start("receive_task", record)
    assert engine.tasks() == []
    engine.send("hello", record)
    assert engine.tasks() == ["ask"]


def test_loop_cardinality_is_feel(engine, deploy_here):
    deploy_here("loop_cardinality")
    engine.start("loop_cardinality")
    assert engine.tasks() == ["ask", "ask", "ask"]


def test_parameters_are_text_feel_lists_and_maps(engine, deploy_here):
    deploy_here("parameters")
    instance = engine.start("parameters", word="two")
    assert sample.calls == [{"text": "words", "sum": 3, "list": ["one", "two"]}]
    assert engine.variables(instance)["answer"] == 30


def test_call_activity_passes_what_is_named(engine, deploy_here):
    deploy_here("calling", "called_here")
    instance = engine.start("calling", word="word", secret="not passed")
    assert engine.variables(instance)["outer"] == "word2"


def test_send_task_with_a_topic_calls_the_action(engine, deploy_here):
    deploy_here("send_topic")
    instance = engine.start("send_topic", word="hello")
    assert sample.calls == ["hello"]
    assert engine.ended(instance)
