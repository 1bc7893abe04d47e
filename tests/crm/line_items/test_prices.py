"""Prices of the catalogue that have changed since a line took them over."""

from decimal import Decimal

import pytest

from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.types import registry
from tests.crm.line_items.test_line_items import lines_of
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in


@pytest.fixture
def manager(crm, deal_id):
    return signed_in(crm, "manager")


def reprice(actors, product_id, **values):
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["product"], product_id, values)


def test_nothing_is_said_while_nothing_has_changed(manager, deal_id):
    assert "have changed since" not in manager.get(f"/deals/{deal_id}?tab=lines").text


def test_a_changed_price_is_said_and_taken_over_with_one_press(manager, deal_id, actors):
    [line, other] = lines_of("deal", deal_id)
    reprice(actors, line["product"], price="150")
    page = manager.get(f"/deals/{deal_id}?tab=lines").text
    assert "have changed since" in page
    assert "142.00\xa0RUB" in page
    assert "150.00\xa0RUB" in page

    answer = manager.post(f"/deals/{deal_id}/prices")
    assert answer.headers["Location"] == f"/deals/{deal_id}?tab=lines"
    [changed, untouched] = lines_of("deal", deal_id)
    assert changed == line | {
        "price": Decimal(150),
        "price_with_discount": Decimal("142.50"),
        "discount_amount": Decimal(75),
        "amount": Decimal(1425),
        "vat_amount": Decimal("142.50"),
        "amount_with_vat": Decimal("1567.50"),
        "revision": line["revision"] + 1,
    }
    assert untouched == other
    assert "have changed since" not in manager.get(f"/deals/{deal_id}?tab=lines").text


def test_a_price_in_another_currency_is_not_compared(manager, deal_id, actors):
    [line, _other] = lines_of("deal", deal_id)
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["product"], line["product"], {"price": "2", "currency": "USD"}, system=True)
    assert "have changed since" not in manager.get(f"/deals/{deal_id}?tab=lines").text


def test_what_is_at_its_end_keeps_its_prices_unasked(crm, actors, client_id, product):
    director, product_id = actors["director"], product()
    values = {"counterparty": client_id, "currency": "RUB", "lines": [{"product": product_id}]}
    order_id = new(director, "order", **values)
    move(director, "order", order_id, "completed")
    reprice(actors, product_id, price="150")
    assert "have changed since" not in signed_in(crm, "director").get(f"/orders/{order_id}?tab=lines").text


def test_who_may_not_write_takes_nothing_over(crm, manager, deal_id, actors):
    [line, _other] = lines_of("deal", deal_id)
    reprice(actors, line["product"], price="150")
    assert signed_in(crm, "manager2").post(f"/deals/{deal_id}/prices").status_code == 404
    assert manager.post("/leads/1/prices").status_code == 404
    assert fetch("deal", deal_id).revision == 1
