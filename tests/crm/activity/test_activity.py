"""Activities: planned, done with a result, expired only after their end, moved, cancelled, followed by the next."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import clock
from app.crm.activity.models import Activity
from app.db import db
from app.engine import Refusal, complete_task, fire_timers, unit_of_work
from app.engine.models import UserTask
from app.records.commands.delete import delete_record
from app.records.commands.update import update_record
from app.records.errors import Forbidden, RecordRefused
from app.records.types import registry
from tests.crm.activity.conftest import NOW
from tests.records.samples import fetch, move, task_of
from tests.visitors import signed_in

ACTIVITY = registry["activity"]
HOUR = timedelta(hours=1)


def status_of(activity_id):
    return fetch("activity", activity_id).status


def at(moment):
    """The clock stands at a moment, and its job has run."""
    clock.set(lambda: moment)
    fire_timers()


def change(actor, activity_id, **values):
    with unit_of_work(actor) as unit:
        update_record(unit, ACTIVITY, activity_id, values)


def answer(actor, activity_id, outcome, variables=None, **fields):
    task = task_of("activity", activity_id)
    with unit_of_work(actor) as unit:
        complete_task(unit, task.id, outcome, variables or {}, fields)


def following(activity_id):
    """The activities that follow one."""
    found = db.session.scalars(select(Activity.id).where(Activity.previous_id == activity_id)).all()
    db.session.commit()
    return [fetch("activity", each) for each in found]


def test_W44_it_expires_when_its_end_has_passed_and_not_when_it_begins(plan):
    activity_id = plan()
    for moment, status in (
        (NOW.replace(hour=11), "planned"),
        (NOW.replace(hour=11, minute=14), "planned"),
        (NOW.replace(hour=11, minute=15, second=1), "expired"),
    ):
        at(moment)
        assert status_of(activity_id) == status


@pytest.mark.parametrize(("kind", "minutes"), [("call", 15), ("email", 15), ("meeting", 30)])
def test_without_an_end_it_takes_as_long_as_its_kind_does(plan, kind, minutes):
    held = fetch("activity", plan(kind=kind))
    assert held.activity_end - held.activity_date == timedelta(minutes=minutes)


def test_the_responsible_does_it_with_a_result(plan, actors):
    activity_id = plan()
    with pytest.raises(Refusal, match="Необходимо указать результат активности") as refused:
        answer(actors["manager"], activity_id, "done")
    assert tuple(refused.value.missing) == ("result",)
    answer(actors["manager"], activity_id, "done", result="<p>200 коробок</p>")
    held = fetch("activity", activity_id)
    assert (held.status, held.result) == ("completed", "<p>200 коробок</p>")
    at(NOW + timedelta(days=2))
    assert status_of(activity_id) == "completed"


def test_an_expired_one_can_still_be_done(plan, actors):
    activity_id = plan()
    at(NOW + timedelta(days=1))
    answer(actors["manager"], activity_id, "done", result="Поговорили")
    assert status_of(activity_id) == "completed"


def test_the_board_asks_for_the_result(plan, actors):
    activity_id = plan()
    with pytest.raises(Refusal) as refused:
        move(actors["manager"], "activity", activity_id, "completed")
    assert tuple(refused.value.missing) == ("result",)
    move(actors["manager"], "activity", activity_id, "completed", result="Поговорили")
    assert status_of(activity_id) == "completed"


def test_a_moved_one_expires_at_its_new_end(plan, actors):
    activity_id = plan()
    change(actors["manager"], activity_id, activity_date=NOW + 24 * HOUR, activity_end=NOW + 25 * HOUR)
    assert task_of("activity", activity_id).due_at == NOW + 25 * HOUR
    at(NOW + 24 * HOUR)
    assert status_of(activity_id) == "planned"
    at(NOW + 26 * HOUR)
    assert status_of(activity_id) == "expired"


def test_an_expired_one_that_is_moved_ahead_is_planned_again(plan, actors):
    activity_id = plan()
    at(NOW + 5 * HOUR)
    change(actors["manager"], activity_id, activity_date=NOW + 24 * HOUR, activity_end=NOW + 25 * HOUR)
    assert status_of(activity_id) == "planned"
    at(NOW + 26 * HOUR)
    assert status_of(activity_id) == "expired"


def test_the_task_moves_it_and_it_takes_as_long_as_before(plan, actors):
    activity_id = plan(activity_end=NOW + 3 * HOUR)
    at(NOW + 5 * HOUR)
    answer(actors["manager"], activity_id, "reschedule", {"new_date": NOW + 24 * HOUR})
    held = fetch("activity", activity_id)
    assert (held.status, held.activity_date, held.activity_end) == ("planned", NOW + 24 * HOUR, NOW + 25 * HOUR)
    assert task_of("activity", activity_id).due_at == NOW + 25 * HOUR


def test_it_can_be_cancelled_and_asks_nobody_any_more(plan, actors):
    for cancel in (
        lambda each: answer(actors["manager"], each, "cancel"),
        lambda each: move(actors["manager"], "activity", each, "canceled"),
    ):
        activity_id = plan()
        cancel(activity_id)
        assert status_of(activity_id) == "canceled"
        assert task_state(activity_id) != "open"
        at(NOW + timedelta(days=2))
        assert status_of(activity_id) == "canceled"
        clock.set(lambda: NOW)


def task_state(activity_id):
    found = db.session.scalars(select(UserTask.state).where(UserTask.record_id == activity_id)).one()
    db.session.commit()
    return found


def test_a_comment_is_there_at_once(plan):
    held = fetch("activity", plan(kind="comment", activity_date=None, responsible=None))
    assert held.status == "created"


def test_what_is_over_already_is_completed_at_once(plan):
    held = fetch("activity", plan(activity_date=NOW - 5 * HOUR))
    assert held.status == "completed"
    assert held.activity_end - held.activity_date == timedelta(minutes=15)


def test_what_has_begun_and_is_not_over_is_planned(plan):
    activity_id = plan(activity_date=NOW - HOUR / 6)
    assert status_of(activity_id) == "planned"


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"activity_end": NOW}, "activity_end", "не может закончиться раньше"),
        ({"activity_end": NOW + timedelta(days=60)}, "activity_end", "не больше 31 дня"),
        ({"activity_date": None}, "activity_date", "Укажите дату"),
        ({"responsible": None}, "responsible", "Укажите ответственного"),
        ({"repeat_until": NOW.date()}, "repeat", "как часто"),
        ({"text": None}, "text", ""),
        ({"kind": None}, "kind", ""),
    ],
)
def test_what_cannot_be_is_said_in_words(plan, values, field, words):
    with pytest.raises(RecordRefused) as refused:
        plan(**values)
    assert words in str(refused.value.fields[field])


def test_it_belongs_to_one_record_at_most(plan, client_id):
    with pytest.raises(RecordRefused) as refused:
        plan(counterparty=client_id)
    assert "одной записи" in str(refused.value.fields["deal"])
    assert status_of(plan(deal=None)) == "planned"


def test_a_comment_stays_a_comment_and_a_call_may_become_one(plan, actors):
    comment_id = plan(kind="comment")
    with pytest.raises(RecordRefused):
        change(actors["manager"], comment_id, kind="call")
    call_id = plan()
    change(actors["manager"], call_id, kind="comment")
    assert status_of(call_id) == "created"


def test_the_next_one_is_asked_for_and_made(plan, actors, deal_id):
    activity_id = plan()
    wanted = {"next_kind": "meeting", "next_date": NOW + 48 * HOUR, "next_topic": "Показать образцы"}
    answer(actors["manager"], activity_id, "done", wanted, result="Ждут образцы")
    [made] = following(activity_id)
    assert (made.kind, made.topic, made.status, made.deal_id) == ("meeting", "Показать образцы", "planned", deal_id)
    assert (made.activity_date, made.activity_end) == (NOW + 48 * HOUR, NOW + 48.5 * HOUR)
    assert made.responsible_id == actors["manager"].id


class TestRepeat:
    def test_done_before_its_time_the_next_one_follows_its_own(self, plan, actors):
        activity_id = plan(repeat="daily", participants=[actors["manager2"].id])
        answer(actors["manager"], activity_id, "done", result="Сделано")
        [made] = following(activity_id)
        begins = NOW.replace(hour=11) + timedelta(days=1)
        assert (made.activity_date, made.repeat, made.status) == (begins, "daily", "planned")
        assert ACTIVITY.field("participants").load([made.id])[made.id] == [actors["manager2"].id]

    def test_expired_and_then_done_it_has_one_successor(self, plan, actors):
        activity_id = plan(repeat="weekly")
        at(NOW + 6 * HOUR)
        [made] = following(activity_id)
        assert made.activity_date == NOW.replace(hour=11) + timedelta(days=7)
        answer(actors["manager"], activity_id, "done", result="Сделано")
        assert len(following(activity_id)) == 1

    def test_what_was_missed_is_left_out(self, plan):
        activity_id = plan(repeat="daily")
        at(NOW + timedelta(days=10))
        [made] = following(activity_id)
        assert made.activity_date == NOW.replace(hour=11) + timedelta(days=10)

    def test_it_ends_with_the_last_day(self, plan, actors):
        activity_id = plan(repeat="daily", repeat_until=NOW.date() + timedelta(days=1))
        answer(actors["manager"], activity_id, "done", result="Сделано")
        [made] = following(activity_id)
        at(NOW + timedelta(days=1))
        answer(actors["manager"], made.id, "done", result="Сделано")
        assert following(made.id) == []

    def test_a_moved_one_does_not_move_the_series(self, plan, actors):
        first = plan(repeat="weekly")
        answer(actors["manager"], first, "done", result="Сделано")
        [second] = following(first)
        change(
            actors["manager"],
            second.id,
            activity_date=NOW + timedelta(days=8),
            activity_end=NOW + timedelta(days=8, hours=1),
        )
        answer(actors["manager"], second.id, "done", result="Сделано")
        [third] = following(second.id)
        assert third.activity_date == NOW.replace(hour=11) + timedelta(days=14)

    def test_a_cancelled_one_ends_it(self, plan, actors):
        activity_id = plan(repeat="daily")
        answer(actors["manager"], activity_id, "cancel")
        assert following(activity_id) == []

    def test_a_past_one_goes_on_ahead(self, plan):
        activity_id = plan(repeat="daily", activity_date=NOW - timedelta(days=400))
        [made] = following(activity_id)
        assert made.activity_date == NOW + timedelta(days=1)
        assert made.status == "planned"


class TestRights:
    def test_they_follow_from_the_record_that_it_belongs_to(self, crm, plan, actors):
        activity_id = plan()
        assert signed_in(crm, "director").get(f"/activities/{activity_id}").status_code == 200
        assert signed_in(crm, "manager2").get(f"/activities/{activity_id}").status_code == 404
        change(actors["director"], activity_id, topic="Другое")

    def test_participants_read_it(self, crm, plan, actors):
        activity_id = plan(participants=[actors["manager2"].id])
        assert signed_in(crm, "manager2").get(f"/activities/{activity_id}").status_code == 200
        with pytest.raises(Forbidden):
            change(actors["manager2"], activity_id, topic="Другое")

    def test_a_foreign_record_cannot_be_named(self, plan, actors):
        with pytest.raises(RecordRefused):
            plan("manager2")

    def test_what_is_done_is_not_rewritten(self, plan, actors):
        activity_id = plan()
        answer(actors["manager"], activity_id, "done", result="Сделано")
        with pytest.raises(Forbidden):
            change(actors["manager"], activity_id, result="Иначе")


def test_with_the_record_it_is_left_to_its_people_when_the_record_is_deleted(crm, plan, actors, deal_id):
    activity_id = plan()
    with unit_of_work(actors["director"]) as unit:
        delete_record(unit, registry["deal"], deal_id)
    held = fetch("activity", activity_id)
    assert (held.deal_id, held.status) == (None, "planned")
    answer(actors["manager"], activity_id, "done", result="Сделано")


def test_a_deleted_one_expires_no_more(plan, actors):
    activity_id = plan()
    with unit_of_work(actors["manager"]) as unit:
        delete_record(unit, ACTIVITY, activity_id)
    at(NOW + timedelta(days=1))
    assert fetch("activity", activity_id) is None


def test_what_somebody_has_not_done_is_handed_over_when_they_leave(crm, plan, actors):
    open_id, done_id = plan(), plan()
    answer(actors["manager"], done_id, "done", result="Сделано")
    page = {"first_name": "Станислав", "last_name": "Усачёв", "disabled": "y", "groups": ["crm-cco"]}
    leaver, successor = actors["manager"].id, actors["manager2"].id
    signed_in(crm, "admin").post(f"/people/{leaver}", {**page, "successor_id": successor})
    assert fetch("activity", open_id).responsible_id == successor
    assert fetch("activity", done_id).responsible_id == leaver
    answer(actors["manager2"], open_id, "done", result="Сделано за коллегу")
    assert status_of(open_id) == "completed"
