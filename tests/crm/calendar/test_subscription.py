"""The secret address of a calendar, and what programs read there."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from app.access.commands import set_password, update_person
from app.crm.calendar.models import CalendarAddress
from app.db import db
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.types import registry
from tests.crm.activity.conftest import NOW
from tests.crm.activity.test_activity import answer
from tests.visitors import Visitor, signed_in


@pytest.fixture
def address(crm, noon, actors):
    """The path of the manager's calendar."""
    page = signed_in(crm, "manager").post("/calendar/subscription", {}).text
    return "/calendar/feed/" + page.split("/calendar/feed/")[1].split("<")[0]


def read(crm, address):
    got = Visitor(crm).get(address)
    assert got.status_code == 200, got.status
    assert got.content_type == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(got.data).walk("VEVENT"))


def kept_addresses():
    db.session.rollback()  # what was read before is another state
    return db.session.query(CalendarAddress).all()


def test_a_program_without_a_session_reads_what_is_planned(crm, address, plan):
    activity_id = plan(activity_end=NOW.replace(hour=12))
    [event] = read(crm, address)
    assert event["summary"] == "Звонок: Уточнить объём"
    assert (event["dtstart"].dt, event["dtend"].dt) == (NOW.replace(hour=11), NOW.replace(hour=12))
    assert "Сколько коробок?" in event["description"]
    assert event["url"].endswith(f"/activities/{activity_id}")


def test_what_the_person_may_not_read_any_more_is_not_in_it(crm, address, plan, actors):
    activity_id = plan("director", responsible=actors["manager2"].id, deal=None, participants=[actors["manager"].id])
    assert len(read(crm, address)) == 1
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["activity"], activity_id, {"participants": []})
    assert read(crm, address) == []


def test_what_is_cancelled_or_said_or_far_away_is_not_in_it(crm, address, plan, actors):
    answer(actors["manager"], plan(), "cancel")
    plan(kind="comment")
    plan(activity_date=NOW + timedelta(days=500))
    assert read(crm, address) == []


def test_only_a_digest_is_kept(crm, address):
    [kept] = kept_addresses()
    assert kept.digest not in address
    assert len(kept.digest) == 64


def test_head_and_an_unchanged_calendar(crm, address, plan):
    plan()
    visitor = Visitor(crm)
    head = visitor.send("HEAD", address)
    assert (head.status_code, head.data) == (200, b"")
    again = visitor.get(address, headers={"If-None-Match": head.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written_through_it(crm, address, method):
    assert Visitor(crm).send(method, address).status_code in (400, 405)


def test_a_revoked_address_is_not_found_and_a_new_one_replaces_the_old(crm, address):
    manager = signed_in(crm, "manager")
    assert "/calendar/feed/" in manager.post("/calendar/subscription", {}).text
    assert Visitor(crm).get(address).status_code == 404
    assert manager.post("/calendar/subscription/revoke", {}).status_code == 303
    assert manager.post("/calendar/subscription/revoke", {}).status_code == 404
    assert kept_addresses() == []


def test_who_may_not_come_in_any_more_has_no_calendar_and_gets_none_back(crm, address, actors):
    for disabled in (True, False):
        update_person(actors["manager"].id, disabled=disabled)
        assert Visitor(crm).get(address).status_code == 404
    assert kept_addresses() == []


def test_a_new_password_ends_it(crm, address, actors):
    set_password(actors["manager"].id, "Совсем другой пароль 42")
    assert Visitor(crm).get(address).status_code == 404


def test_who_tries_addresses_is_slowed_down_and_the_right_one_still_answers(crm, address):
    visitor = Visitor(crm)
    answers = [visitor.get(f"/calendar/feed/wrong-{number}.ics").status_code for number in range(52)]
    assert answers[0] == 404
    refused = visitor.get("/calendar/feed/wrong.ics")
    assert (answers[-1], refused.status_code) == (429, 429)
    assert int(refused.headers["Retry-After"]) > 0
    assert visitor.get(address).status_code == 200
    assert signed_in(crm, "manager").get("/calendar").status_code == 200


def test_making_and_revoking_are_in_the_security_log_without_the_secret(crm, address):
    signed_in(crm, "manager").post("/calendar/subscription/revoke", {})
    page = signed_in(crm, "admin").get("/security-log").text
    assert "Calendar address made" in page
    assert "Calendar address revoked" in page
    assert address.rpartition("/")[2].removesuffix(".ics") not in page


def test_the_profile_leads_there(crm, people):
    visitor = signed_in(crm, "manager")
    assert 'href="/calendar/subscription"' in visitor.get("/profile").text
    assert "There is no address yet." in visitor.get("/calendar/subscription").text
