"""Event sub-processes beside what the fixtures show: what is in the tables, on the pages and in the history."""

from app.engine.queries import process_view
from tests.engine.sample import SAMPLE, make_record


def test_message_ends_everything_else_of_the_process(engine):
    engine.deploy("event_subprocess")
    record = make_record()
    instance = engine.start("event_subprocess", record)
    assert engine.subscriptions() == [("message", "stop", "stop")]
    engine.send("stop", record)
    assert engine.tasks() == ["clean"]
    assert engine.tasks("cancelled") == ["work"]
    assert engine.subscriptions() == []
    engine.complete("clean")
    assert engine.ended(instance)
    assert engine.travelled() == ["begin", "stop", "clean", "stopping"]


def test_event_subprocess_that_waits_is_watched_beside_the_tokens(engine):
    engine.deploy("event_subprocess")
    record = make_record()
    engine.start("event_subprocess", record)
    (view,) = process_view(SAMPLE, record)
    assert [token.element_id for token in view.tokens] == ["work"]
    assert [token.element_id for token in view.watched] == ["stop"]
    engine.send("stop", record)
    (view,) = process_view(SAMPLE, record)
    assert [token.element_id for token in view.tokens] == ["clean"]
    assert view.watched == []
    assert view.element_ids == ["begin", "work", "stop"]
    assert view.flow_ids == ["begin_to_work", "stop_to_clean"]


def test_event_subprocess_that_is_complete_leaves_the_state(engine):
    engine.deploy("event_subprocess_beside")
    record = make_record()
    engine.start("event_subprocess_beside", record)
    sizes = []
    for _ in range(12):
        engine.send("note", record)
        engine.complete("look")
        (instance,) = engine.instances()
        sizes.append(len(instance.state))
    assert sizes[-1] <= sizes[1] * 1.05
