"""The life of a record: a requested status is checked by the diagram, set, told to observers, or refused."""

import pytest

from app.engine import NotAllowedNow, Refusal
from tests.engine import sample


def test_a_requested_status_is_set_and_the_diagram_waits_again(engine):
    engine.deploy("status_life")
    record_id = sample.make_record(amount=10)
    instance_id = engine.start("status_life", record_id)
    engine.request(record_id, "offer")
    engine.request(record_id, "won")
    assert sample.read_record(record_id)["status"] == "won"
    assert engine.subscriptions() == [("message", "statusRequested", "wait")]
    assert not engine.ended(instance_id)


def test_an_uncaught_error_refuses_in_the_diagrams_words_and_nothing_has_happened(engine):
    engine.deploy("status_life")
    record_id = sample.make_record()
    engine.start("status_life", record_id)
    before = engine.instances(), engine.history(), engine.subscriptions()
    with pytest.raises(Refusal) as caught:
        engine.request(record_id, "won")
    refusal = caught.value
    assert refusal.code == "noAmount"
    assert refusal.message == {"ru": "Необходимо указать сумму", "en": "Enter the amount"}
    assert refusal.missing == ("amount",)
    assert refusal.element_id == "refused"
    assert (engine.instances(), engine.history(), engine.subscriptions()) == before
    assert sample.read_record(record_id)["status"] == "new"


def test_a_message_that_nobody_waits_for_is_refused(engine):
    engine.deploy("status_life")
    record_id = sample.make_record()
    engine.start("status_life", record_id)
    with pytest.raises(NotAllowedNow):
        engine.send("somethingElse", record_id)
    engine.request(record_id, "closed")
    with pytest.raises(NotAllowedNow):
        engine.request(record_id, "offer")


def test_a_message_goes_to_its_record_only(engine):
    engine.deploy("status_life")
    first, second = sample.make_record(), sample.make_record()
    engine.start("status_life", first)
    engine.start("status_life", second)
    engine.request(second, "offer")
    assert sample.read_record(first)["status"] == "new"
    assert sample.read_record(second)["status"] == "offer"


def test_an_observer_starts_on_the_signal_of_a_status(engine):
    engine.deploy("status_life", "signal_observer")
    record_id = sample.make_record(amount=10)
    engine.start("status_life", record_id)
    engine.request(record_id, "offer")
    assert sample.calls == []
    engine.request(record_id, "won")
    assert sample.calls == ["offer->won"]


def test_an_observer_may_refuse_for_the_whole_command(engine):
    engine.deploy("status_life", "signal_observer")
    record_id = sample.make_record(amount=10, note="forbidden")
    engine.start("status_life", record_id)
    instances = engine.instances()
    with pytest.raises(Refusal) as caught:
        engine.request(record_id, "won")
    assert caught.value.code == "watched"
    assert sample.read_record(record_id)["status"] == "new"
    assert engine.instances() == instances


def test_a_process_asks_itself_for_a_status(engine):
    engine.deploy("status_request")
    record_id = sample.make_record()
    instance_id = engine.start("status_request", record_id)
    engine.complete("decide")
    assert sample.read_record(record_id)["status"] == "won"
    assert engine.ended(instance_id)


def test_a_thousand_changes_leave_the_state_as_small_as_one(engine):
    engine.deploy("status_life")
    record_id = sample.make_record(amount=10)
    engine.start("status_life", record_id)
    engine.request(record_id, "won")
    first = len(engine.instances()[0].state)
    for status in ("offer", "won") * 50:
        engine.request(record_id, status)
    assert len(engine.instances()[0].state) <= first + 20
