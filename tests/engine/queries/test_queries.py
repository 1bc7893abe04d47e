"""What a card shows of the processes of its record."""

from app.engine.queries import process_views
from tests.engine import sample


def test_the_diagram_shows_the_token_and_the_way_travelled(engine):
    engine.deploy("status_life")
    record_id = sample.make_record(amount=1)
    instance_id = engine.start("status_life", record_id)
    engine.request(record_id, "offer")
    (view,) = process_views.process_view(sample.SAMPLE, record_id)
    assert (view.instance_id, view.key, view.version) == (instance_id, "status_life", 1)
    assert view.name["ru"] == "Жизнь записи"
    assert view.xml.startswith("<?xml")
    assert [(token.element_id, token.waiting_for, token.name) for token in view.tokens] == [
        ("wait", "message", "statusRequested")
    ]
    assert view.element_ids == ["start", "wait", "which", "set"]
    assert view.flow_ids == ["flow1", "flow2", "flow5", "flow8"]


def test_a_boundary_event_is_watched_but_has_no_token(engine):
    engine.deploy("conditional_boundary")
    record_id = sample.make_record()
    engine.start("conditional_boundary", record_id)
    (view,) = process_views.process_view(sample.SAMPLE, record_id)
    assert [(token.element_id, token.waiting_for) for token in view.tokens] == [("take", "task")]
    assert [token.element_id for token in view.watched] == ["taken"]
    assert view.tokens[0].task["name"]["ru"] == "Взять в работу"


def test_the_last_ended_process_is_shown_as_well(engine):
    engine.deploy("status_life", "signal_observer")
    record_id = sample.make_record(amount=1)
    engine.start("status_life", record_id)
    for status in ("won", "offer", "won"):
        engine.request(record_id, status)
    running, ended = process_views.process_view(sample.SAMPLE, record_id)
    assert (running.key, running.ended_at) == ("status_life", None)
    assert (ended.key, ended.tokens) == ("signal_observer", [])
    assert ended.ended_at == engine.now


def test_the_view_takes_five_statements_whatever_happened(engine, count_statements):
    engine.deploy("status_life", "signal_observer")
    record_id = sample.make_record(amount=1)
    engine.start("status_life", record_id)
    for _ in range(5):
        engine.request(record_id, "won")
        engine.request(record_id, "offer")
    with count_statements() as seen:
        process_views.process_view(sample.SAMPLE, record_id)
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 5
