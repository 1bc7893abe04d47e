"""Saving a form writes only what somebody has changed, whatever the form shows of what is stored."""

from datetime import UTC, datetime

import pytest
from lxml import html
from sqlalchemy import select, update

from app.crm.deal.models import Deal
from app.db import db
from app.engine.models import HistoryEntry
from app.records.types import registry
from app.records.values.of_records import values_of
from tests.records.samples import fetch, new
from tests.visitors import signed_in

STORED = datetime(2026, 3, 29, 10, 20, 33, 123456, tzinfo=UTC)


@pytest.fixture
def deal(actors) -> int:
    """A deal whose date of receipt has seconds, as a program or a diagram writes it."""
    deal_id = new(actors["director"], "deal", name="Поставка", amount="1250.50", description="<p>a</p>\n<p>b</p>")
    db.session.execute(update(Deal).where(Deal.id == deal_id).values(date_received=STORED))
    db.session.commit()
    return deal_id


def changes(deal: int) -> list[str]:
    """The fields that the history says were changed."""
    found = select(HistoryEntry.data).where(
        HistoryEntry.record_type == "deal", HistoryEntry.record_id == deal, HistoryEntry.kind == "fieldsChanged"
    )
    return [name for data in db.session.scalars(found) for name in data["fields"]]


def held(deal: int) -> list[dict]:
    """The contacts of a deal."""
    contacts: list[dict] = values_of(registry["deal"], fetch("deal", deal), ["contacts"])["contacts"]
    return contacts


def shown(page: str, name: str) -> str:
    """What the input of that name holds on the page."""
    return html.fromstring(page).xpath("//input[@name=$name]/@value", name=name)[0]


def test_seconds_that_the_form_does_not_show_stay(crm, deal):
    visitor = signed_in(crm, "director")
    received = shown(visitor.get(f"/deals/{deal}/edit").text, "date_received")
    answer = visitor.post(f"/deals/{deal}/edit", {"name": "Другое имя", "date_received": received})
    assert answer.status_code == 303
    assert fetch("deal", deal).date_received == STORED
    assert changes(deal) == ["name"]


def test_a_whole_form_that_nobody_has_touched_changes_nothing(crm, deal):
    visitor = signed_in(crm, "director")
    page = visitor.get(f"/deals/{deal}/edit").text
    form = {name: shown(page, name) for name in ("name", "date_received", "amount")}
    form["description"] = "<p>a</p>\r\n<p>b</p>"
    assert visitor.post(f"/deals/{deal}/edit", form).status_code == 303
    assert changes(deal) == []


def test_another_minute_is_written(crm, deal):
    visitor = signed_in(crm, "director")
    assert visitor.post(f"/deals/{deal}/edit", {"date_received": "2026-03-29T18:00"}).status_code == 303
    assert changes(deal) == ["date_received"]


def test_who_has_not_touched_the_date_is_not_asked_which_one_is_right(crm, deal):
    first, second = signed_in(crm, "director"), signed_in(crm, "admin")
    page = first.get(f"/deals/{deal}/edit").text
    seen = {"_revision": shown(page, "_revision"), "date_received": shown(page, "date_received")}
    assert second.post(f"/deals/{deal}/edit", {"date_received": "2026-04-01T09:00"}).status_code == 303
    assert first.post(f"/deals/{deal}/edit", {**seen, "name": "Другое имя"}).status_code == 303
    assert fetch("deal", deal).date_received.month == 4


def test_a_value_that_would_be_refused_today_does_not_stand_in_the_way_of_others(crm, deal):
    end = datetime(9999, 12, 31, 20, tzinfo=UTC)
    db.session.execute(update(Deal).where(Deal.id == deal).values(date_received=end))
    db.session.commit()
    visitor = signed_in(crm, "director")
    received = shown(visitor.get(f"/deals/{deal}/edit").text, "date_received")
    assert visitor.post(f"/deals/{deal}/edit", {"name": "Ещё имя", "date_received": received}).status_code == 303
    assert changes(deal) == ["name"]


def test_a_row_that_nobody_has_touched_stays_as_it_is(crm, actors):
    """A browser ends each line of a text with two characters."""
    rows = [{"full_name": "Анна", "comment": "звонить\nутром"}, {"full_name": "Иван", "phone": "+7 495 123-45-67"}]
    deal = new(actors["director"], "deal", name="Поставка", contacts=rows)
    first, second = held(deal)
    form = {
        "contacts": "",
        "contacts-0-id": first["id"],
        "contacts-0-full_name": "Анна",
        "contacts-0-comment": "звонить\r\nутром",
        "contacts-1-id": second["id"],
        "contacts-1-full_name": "Пётр",
        "contacts-1-phone": "+7 495 123-45-67",
    }
    assert signed_in(crm, "director").post(f"/deals/{deal}/field/contacts", form).status_code == 303
    assert [each["full_name"] for each in held(deal)] == ["Анна", "Пётр"]
    assert held(deal)[0] == first
