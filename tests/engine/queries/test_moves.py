"""What may happen now is asked of the diagram, and nothing happens by asking."""

from app.engine import unit_of_work
from app.engine.queries import MoveOutcome, allowed_moves
from tests.engine import sample
from tests.engine.conftest import ANNA


def ask(record_id, *statuses):
    return allowed_moves(ANNA, sample.SAMPLE, record_id, statuses)


def test_each_status_is_answered_in_the_diagrams_words(engine):
    engine.deploy("status_life")
    record_id = sample.make_record()
    engine.start("status_life", record_id)
    refused = MoveOutcome(False, "noAmount", {"ru": "Необходимо указать сумму", "en": "Enter the amount"}, ("amount",))
    assert ask(record_id, "offer", "won", "pause") == {
        "offer": MoveOutcome(True),
        "won": refused,
        "pause": MoveOutcome(True),
    }


def test_asking_changes_nothing(engine):
    engine.deploy("status_life", "signal_observer")
    record_id = sample.make_record(amount=1)
    engine.start("status_life", record_id)
    before = engine.instances(), engine.history(), engine.subscriptions()
    assert all(move.allowed for move in ask(record_id, "offer", "won").values())
    assert (engine.instances(), engine.history(), engine.subscriptions()) == before
    assert sample.read_record(record_id)["status"] == "new"


def test_observers_are_asked_too(engine):
    engine.deploy("status_life", "signal_observer")
    record_id = sample.make_record(amount=1, note="forbidden")
    engine.start("status_life", record_id)
    moves = ask(record_id, "won", "offer")
    assert (moves["won"].allowed, moves["won"].code) == (False, "watched")
    assert moves["offer"].allowed


def test_a_record_whose_diagram_does_not_wait_says_so(engine):
    engine.deploy("conditional_boundary")
    record_id = sample.make_record()
    engine.start("conditional_boundary", record_id)
    move = ask(record_id, "won")["won"]
    assert (move.allowed, move.code) == (False, "messageNotAwaited")
    assert move.message


def test_a_savepoint_that_fails_leaves_the_others_done(engine):
    from app.engine import Refusal, send_message

    engine.deploy("status_life")
    records = [sample.make_record(amount=amount) for amount in (1, None, 3)]
    for record_id in records:
        engine.start("status_life", record_id)
    refused = []
    with unit_of_work(ANNA) as unit:
        for record_id in records:
            try:
                with unit.savepoint():
                    send_message(unit, "statusRequested", sample.SAMPLE, record_id, {"status": "won"})
            except Refusal:
                refused.append(record_id)
    assert refused == [records[1]]
    assert [sample.read_record(record_id)["status"] for record_id in records] == ["won", "new", "won"]
    assert len(engine.history("statusChanged")) == 2
