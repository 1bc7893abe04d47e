"""Messages and signals between processes."""

from app.engine import broadcast_signal, send_message, unit_of_work
from tests.engine import sample
from tests.engine.conftest import ANNA


def test_a_sent_message_reaches_the_waiting_branch_with_its_payload(engine):
    engine.deploy("message_throw")
    record_id = sample.make_record()
    instance_id = engine.start("message_throw", record_id, note="hello")
    engine.complete("work")
    assert engine.tasks() == ["after"]
    assert engine.variables(instance_id)["kept"] == "hello"


def test_a_message_starts_a_process(engine):
    engine.deploy("message_start")
    with unit_of_work(ANNA) as unit:
        send_message(unit, "started", None, None, {"text": "hi"})
    assert engine.tasks() == ["work"]


def test_a_signal_end_event_is_heard(engine):
    engine.deploy("signal_catch")
    instance_id = engine.start("signal_catch", sample.make_record())
    engine.complete("work")
    assert engine.ended(instance_id)
    assert "heard" in engine.travelled()


def test_a_signal_reaches_the_processes_of_all_records(engine):
    engine.deploy("signal_catch")
    for _ in range(2):
        engine.start("signal_catch", sample.make_record())
    assert engine.subscriptions() == [("signal", "alarm", "wait")] * 2
    with unit_of_work(ANNA) as unit:
        broadcast_signal(unit, "alarm")
    assert engine.subscriptions() == []
    assert engine.tasks() == ["work", "work"]


def test_a_receive_task_waits_for_its_message(engine):
    engine.deploy("receive_task")
    record_id = sample.make_record()
    instance_id = engine.start("receive_task", record_id)
    assert engine.subscriptions() == [("message", "reply", "wait")]
    engine.send("reply", record_id, answer=42)
    assert engine.tasks() == ["work"]
    assert engine.variables(instance_id)["answer"] == 42


def test_messages_beside_a_task_are_heard_each_time(engine):
    engine.deploy("boundary_message_repeat")
    record_id = sample.make_record()
    instance_id = engine.start("boundary_message_repeat", record_id)
    for text in ("one", "two"):
        engine.send("news", record_id, text=text)
    assert sample.calls == ["one", "two"]
    assert engine.tasks() == ["work"]
    engine.complete("work")
    assert engine.ended(instance_id)
    assert engine.subscriptions() == []
