"""What a person writes into a page is read in the language of the page, and comes out as the page prints it."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from sqlalchemy import select

from app.access.models import Person
from app.crm.deal.models import Deal
from app.db import db, write_transaction
from app.engine import unit_of_work
from app.records.commands.create import create_record
from app.records.types import registry
from tests.visitors import Visitor, signed_in

ROOT = Path(__file__).parents[3]
MOMENT = datetime(2026, 3, 4, 11, 5, tzinfo=UTC)
PRINTED = {"ru": ("1\u00a0250\u00a0000,50", "04.03.2026 14:05"), "en": ("1,250,000.50", "4 Mar 2026, 14:05")}


@pytest.fixture
def deal(actors) -> Deal:
    with unit_of_work(actors["manager"]) as unit:
        values = {"name": "Снеки", "amount": "1250000.50", "date_received": MOMENT}
        return create_record(unit, registry["deal"], values)


@pytest.fixture
def speaking(crm):
    """`client = speaking("en")`: a manager whose pages are in this language."""

    def client_of(language: str) -> Visitor:
        with write_transaction():
            db.session.scalars(select(Person).where(Person.login == "manager")).one().language = language
        return signed_in(crm, "manager")

    return client_of


def fields(page) -> dict[str, str]:
    return dict(html.fromstring(page.text).xpath("//form[.//input[@name='amount']]")[0].form_values())


@pytest.mark.parametrize("language", PRINTED)
def test_an_edit_page_shows_what_it_takes(speaking, deal, language):
    client = speaking(language)
    shown = fields(client.get(f"/deals/{deal.id}/edit"))

    assert (shown["amount"], shown["date_received"]) == PRINTED[language]
    client.post(f"/deals/{deal.id}/edit", shown)

    db.session.refresh(deal)
    assert (deal.amount, deal.date_received) == (Decimal("1250000.50"), MOMENT)


@pytest.mark.parametrize(("language", "written", "amount"), [("en", "1,250", "1250.00"), ("ru", "1 250,5", "1250.50")])
def test_an_amount_is_stored_as_it_is_meant(speaking, deal, language, written, amount):
    client = speaking(language)
    client.post(f"/deals/{deal.id}/edit", fields(client.get(f"/deals/{deal.id}/edit")) | {"amount": written})

    db.session.refresh(deal)
    assert deal.amount == Decimal(amount)


def test_an_amount_with_two_readings_is_asked_back(speaking, deal):
    client = speaking("en")
    given = fields(client.get(f"/deals/{deal.id}/edit")) | {"amount": "1,25"}
    answer = client.post(f"/deals/{deal.id}/edit", given)

    assert answer.status_code == 422
    assert "1.25" in answer.text
    assert "125" in answer.text
    db.session.refresh(deal)
    assert deal.amount == Decimal("1250000.50")


def test_programs_write_numbers_in_one_way(speaking, deal):
    client = speaking("en")
    address = f"/api/v1/deals/{deal.id}"

    assert client.send("PATCH", address, json={"amount": "1,250"}).status_code == 422
    assert client.send("PATCH", address, json={"amount": "1250.25"}).status_code == 200


@pytest.mark.parametrize(("language", "written"), [("en", "1,250,000"), ("ru", "1 250 000")])
def test_a_filter_takes_what_a_person_writes_and_its_address_means_the_same_to_all(speaking, deal, language, written):
    client = speaking(language)
    answer = client.get("/deals", query_string={"written": "amount", "amount__gte": written})

    assert answer.location == "/deals?amount__gte=1250000.00"
    form = client.get("/deals/filter/amount?amount__gte=1250000.00").text
    assert f'value="{PRINTED[language][0].split(PRINTED[language][0][-3])[0]}"' in form


def test_a_filter_of_days_takes_days_as_the_page_prints_them(speaking, deal):
    client = speaking("en")
    asked = {"written": "date_received", "date_received__gte": "4 Mar 2026", "date_received__lte": "2026-03-04"}

    assert client.get("/deals", query_string=asked).location == (
        "/deals?date_received__gte=2026-03-04&date_received__lte=2026-03-04"
    )


def test_a_filter_with_two_readings_is_asked_back(speaking, deal):
    answer = speaking("en").get("/deals", query_string={"written": "amount", "amount__gte": "1,25"})

    assert answer.status_code == 400
    assert "1.25" in answer.text


@pytest.mark.parametrize("kind", ["date", "datetime-local", "time", "month"])
def test_no_input_follows_the_language_of_the_browser(kind):
    templates = (ROOT / "app").glob("**/*.html")

    assert not [path for path in templates if f'type="{kind}"' in path.read_text(encoding="utf-8")]
