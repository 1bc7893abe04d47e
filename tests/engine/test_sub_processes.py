"""Sub-processes and called processes, saved and loaded inside."""

from app.engine import fire_timers
from tests.engine import sample


def test_a_called_process_takes_and_gives_variables(engine):
    engine.deploy("called", "call_activity")
    instance_id = engine.start("call_activity", question="why")
    assert engine.tasks() == ["inside"]
    engine.complete("inside")
    assert engine.tasks() == ["after"]
    assert engine.variables(instance_id)["answer"] == "answer to why"
    engine.complete("after")
    assert engine.ended(instance_id)


def test_a_running_call_keeps_its_version(engine):
    from app.engine import deploy
    from app.engine.actor import SYSTEM
    from tests.engine.conftest import HERE

    engine.deploy("called", "call_activity")
    instance_id = engine.start("call_activity", question="why")
    changed = (HERE / "called.bpmn").read_text().replace("answer to", "new answer to")
    deploy({"called.bpmn": changed.encode()}, name="second", actor=SYSTEM)
    engine.complete("inside")
    assert engine.variables(instance_id)["answer"] == "answer to why"


def test_nested_sub_processes_end_from_the_inside(engine):
    engine.deploy("sub_process")
    instance_id = engine.start("sub_process")
    assert sorted(engine.tasks()) == ["beside", "deep"]
    engine.complete("deep")
    assert engine.tasks() == ["beside"]
    engine.complete("beside")
    assert engine.tasks() == ["after"]
    engine.complete("after")
    assert engine.ended(instance_id)


def test_a_message_on_the_edge_stops_everything_inside(engine):
    engine.deploy("sub_process")
    record_id = sample.make_record()
    instance_id = engine.start("sub_process", record_id)
    engine.complete("beside")
    engine.send("stop", record_id)
    assert engine.tasks() == []
    assert engine.tasks("cancelled") == ["deep"]
    assert engine.ended(instance_id)


def test_branches_that_end_apart_both_leave_their_variables(engine):
    engine.deploy("sub_process")
    instance_id = engine.start("sub_process")
    engine.complete("deep", from_deep=1)
    engine.complete("beside", from_beside=2)
    variables = engine.variables(instance_id)
    assert (variables["from_deep"], variables["from_beside"]) == (1, 2)


def test_a_call_maps_its_variables(engine):
    engine.deploy("called_mapping", "call_mapping")
    instance_id = engine.start("call_mapping", x=20, fail=False)
    engine.complete("inside")
    assert engine.tasks() == ["after"]
    variables = engine.variables(instance_id)
    assert variables["y"] == 42
    assert "b" not in variables
    engine.complete("after")
    assert engine.ended(instance_id)


def test_an_error_of_the_called_process_is_caught_at_the_call(engine):
    engine.deploy("called_mapping", "call_mapping")
    instance_id = engine.start("call_mapping", x=1, fail=True)
    engine.complete("inside")
    assert engine.tasks() == ["repair"]
    engine.complete("repair")
    assert engine.ended(instance_id)


def test_timers_on_a_sub_process_remind_and_then_end_it(engine):
    engine.deploy("sub_process_timer")
    instance_id = engine.start("sub_process_timer")
    engine.complete("a")
    engine.turn_clock(minutes=61)
    fire_timers()
    assert sorted(engine.tasks()) == ["b", "hurry"]
    engine.turn_clock(hours=1)
    fire_timers()
    assert sorted(engine.tasks()) == ["give_up", "hurry"]
    assert engine.timers() == []
    engine.complete("give_up")
    engine.complete("hurry")
    assert engine.ended(instance_id)


def test_a_finished_sub_process_leaves_its_reminder_to_finish(engine):
    engine.deploy("sub_process_timer")
    instance_id = engine.start("sub_process_timer")
    engine.turn_clock(minutes=61)
    fire_timers()
    for name in ("a", "b", "after"):
        engine.complete(name)
    assert engine.tasks() == ["hurry"]
    assert not engine.ended(instance_id)
    engine.complete("hurry")
    assert engine.ended(instance_id)


def test_a_terminate_end_ends_its_sub_process_only(engine):
    engine.deploy("terminate_sub_process")
    instance_id = engine.start("terminate_sub_process")
    engine.complete("a")
    assert engine.tasks() == ["after"]
    engine.complete("after")
    assert engine.ended(instance_id)
