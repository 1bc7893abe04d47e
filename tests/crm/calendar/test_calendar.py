"""The calendar: who sees what of whom, and dragging."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from app.access.models import Person
from app.crm.calendar.period import Period, read_period
from app.db import db, write_transaction
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.types import registry
from tests.crm.activity.conftest import NOW
from tests.crm.activity.test_activity import answer
from tests.records.samples import fetch
from tests.visitors import signed_in

DAY = "2026-06-10"


def shown(visitor, *people, view="week", day=DAY):
    asked = "".join(f"&person={each.id}" for each in people)
    return visitor.get(f"/calendar/events?view={view}&date={day}{asked}").json


def drag(visitor, slot, begins, ends, **more):
    body = {"begins": begins, "ends": ends, "_revision": slot["revision"], **more}
    return visitor.send("POST", f"/calendar/activities/{slot['id']}", data=body)


def test_it_shows_ones_own_activities_in_ones_own_time(crm, plan, actors):
    activity_id = plan(activity_end=NOW.replace(hour=12))
    plan(kind="comment")
    plan(activity_date=NOW + timedelta(days=20))
    [slot] = shown(signed_in(crm, "manager"))
    assert (slot["id"], slot["begins"], slot["ends"]) == (activity_id, "2026-06-10T14:00", "2026-06-10T15:00")
    assert (slot["title"], slot["status"], slot["may_write"]) == ("Call: Уточнить объём", "planned", True)
    assert shown(signed_in(crm, "manager2")) == []


def test_of_what_one_may_not_read_only_the_time_is_told(crm, plan, actors):
    plan(activity_end=NOW.replace(hour=12))
    visitor = signed_in(crm, "manager2")
    [slot] = shown(visitor, actors["manager"])
    assert slot == {
        "begins": "2026-06-10T14:00",
        "ends": "2026-06-10T15:00",
        "people": [actors["manager"].id],
        "who": actors["manager"].name,
        "title": "Busy",
        "status": "busy",
    }
    page = visitor.get(f"/calendar?date={DAY}&person={actors['manager'].id}").text
    assert "Busy" in page
    assert "Уточнить" not in page


def test_participants_are_occupied_and_read_it(crm, plan, actors):
    plan(participants=[actors["manager2"].id])
    [slot] = shown(signed_in(crm, "manager2"))
    assert (slot["people"], slot["may_write"]) == ([actors["manager2"].id], False)
    [slot] = shown(signed_in(crm, "director"), actors["manager2"], actors["manager"], view="people")
    assert slot["people"] == [actors["manager2"].id, actors["manager"].id]


def test_what_is_cancelled_occupies_nobody(crm, plan, actors):
    answer(actors["manager"], plan(), "cancel")
    assert shown(signed_in(crm, "manager")) == []


def test_what_goes_over_midnight_is_on_both_days(crm, plan):
    plan(activity_date=NOW.replace(hour=20), activity_end=NOW.replace(hour=22))  # until one o'clock in Moscow
    visitor = signed_in(crm, "manager")
    assert len(shown(visitor, view="day")) == 1
    assert len(shown(visitor, view="day", day="2026-06-11")) == 1
    assert shown(visitor, view="day", day="2026-06-12") == []


def test_dragging_moves_it_and_can_be_taken_back(crm, plan):
    activity_id = plan(activity_end=NOW.replace(hour=12))
    visitor = signed_in(crm, "manager")
    [slot] = shown(visitor)
    moved = drag(visitor, slot, "2026-06-11T09:00", "2026-06-11T10:30")
    assert moved.status_code == 200, moved.text
    held = fetch("activity", activity_id)
    assert held.activity_date == (NOW + timedelta(days=1)).replace(hour=6)
    assert held.activity_end == (NOW + timedelta(days=1)).replace(hour=7, minute=30)
    assert visitor.send("POST", moved.json["undo"]).status_code == 200
    held = fetch("activity", activity_id)
    assert (held.activity_date, held.activity_end) == (NOW.replace(hour=11), NOW.replace(hour=12))


def test_dragging_to_somebody_elses_column_hands_it_over(crm, plan, actors):
    activity_id = plan(participants=[actors["observer"].id])
    director = signed_in(crm, "director")
    [slot] = shown(director, actors["manager"])
    people = {"from": actors["manager"].id, "to": actors["manager2"].id}
    assert drag(director, slot, slot["begins"], slot["ends"], **people).status_code == 200
    assert fetch("activity", activity_id).responsible_id == actors["manager2"].id
    [slot] = shown(director, actors["observer"])
    people = {"from": actors["observer"].id, "to": actors["director"].id}
    moved = drag(director, slot, slot["begins"], slot["ends"], **people)
    assert moved.status_code == 200
    assert len(shown(director, actors["director"])) == 1
    assert shown(director, actors["observer"]) == []
    asked = parse_qs(urlsplit(moved.json["undo"]).query)
    assert (asked["from"], asked["to"]) == ([str(actors["director"].id)], [str(actors["observer"].id)])


def test_who_was_later_than_somebody_else_is_told(crm, plan, actors):
    activity_id = plan()
    visitor = signed_in(crm, "manager")
    [slot] = shown(visitor)
    with unit_of_work(actors["director"]) as unit:
        moved = {"activity_date": NOW + timedelta(days=2), "activity_end": NOW + timedelta(days=2, hours=1)}
        update_record(unit, registry["activity"], activity_id, moved)
    refused = drag(visitor, slot, "2026-06-11T09:00", "2026-06-11T10:30")
    assert refused.status_code == 409
    assert refused.json["message"]
    assert fetch("activity", activity_id).activity_date == NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [("2026-06-11T10:00", "2026-06-11T09:00"), ("когда", "нибудь"), ("", ""), ("0000-00-00T00:00", "9999-99-99")],
)
def test_what_cannot_be_is_refused_in_words(crm, plan, begins, ends):
    activity_id = plan()
    visitor = signed_in(crm, "manager")
    [slot] = shown(visitor)
    refused = drag(visitor, slot, begins, ends)
    assert refused.status_code == 422
    assert refused.json["message"]
    assert fetch("activity", activity_id).activity_date == NOW.replace(hour=11)


def test_who_may_not_change_it_moves_nothing(crm, plan, actors):
    activity_id = plan(participants=[actors["observer"].id])
    for login, status in (("observer", 403), ("manager2", 404)):
        slot = {"id": activity_id, "revision": fetch("activity", activity_id).revision}
        assert drag(signed_in(crm, login), slot, "2026-06-11T09:00", "2026-06-11T10:00").status_code == status


def test_without_the_token_of_the_page_nothing_is_moved(crm, plan):
    activity_id = plan()
    refused = signed_in(crm, "manager").send("POST", f"/calendar/activities/{activity_id}", headers={})
    assert refused.status_code == 400
    assert fetch("activity", activity_id).activity_date == NOW.replace(hour=11)


def test_the_night_in_which_clocks_go_back_is_drawn_forwards(crm, plan, actors):
    with write_transaction():
        db.session.get(Person, actors["manager"].id).time_zone = "Europe/Berlin"
    before = NOW.replace(month=10, day=25, hour=0, minute=45)  # 02:45, and a quarter past two half an hour later
    plan(activity_date=before, activity_end=before + timedelta(minutes=30))
    [slot] = shown(signed_in(crm, "manager"), view="day", day="2026-10-25")
    assert (slot["begins"], slot["ends"]) == ("2026-10-25T02:45", "2026-10-25T03:00")


class TestPeriod:
    @pytest.mark.parametrize(
        ("view", "first", "end"),
        [
            ("day", date(2026, 6, 10), date(2026, 6, 11)),
            ("people", date(2026, 6, 10), date(2026, 6, 11)),
            ("week", date(2026, 6, 8), date(2026, 6, 15)),
            ("month", date(2026, 6, 1), date(2026, 7, 6)),
        ],
    )
    def test_what_is_drawn(self, view, first, end):
        period = Period(view, date(2026, 6, 10))
        assert (period.first, period.end) == (first, end)

    def test_a_month_later_than_the_last_of_january(self):
        assert Period("month", date(2026, 1, 31)).moved(1).day == date(2026, 2, 28)

    @pytest.mark.parametrize("day", ["", "вчера", "0001-01-01", "9999-12-31", "2026-02-30"])
    @pytest.mark.parametrize("view", ["week", "month", "year", ""])
    def test_any_address_shows_something(self, crm, actors, view, day):
        visitor = signed_in(crm, "manager")
        assert visitor.get(f"/calendar?view={view}&date={day}&person=x&person=-1&person=99999999").status_code == 200
        with crm.test_request_context():
            period = read_period(view, day)
            assert period.first < period.end


def test_its_statements_do_not_grow_with_activities_and_people(crm, plan, actors, count_statements):
    visitor = signed_in(crm, "director")
    people = [actors["manager"], actors["manager2"]]
    plan()
    shown(visitor, *people)
    with count_statements() as few:
        shown(visitor, *people)
    for hour in range(12, 20):
        plan(activity_date=NOW.replace(hour=hour), participants=[actors["manager2"].id, actors["observer"].id])
    with count_statements() as many:
        assert len(shown(visitor, *people, actors["observer"])) == 9
    assert len(many) == len(few)
