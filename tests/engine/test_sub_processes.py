"""Sub-processes and called processes, saved and loaded inside."""

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
