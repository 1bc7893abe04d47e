"""The tabs of a deal: its lines, orders and payments, each ready to be added to without a second save of the deal."""

import re

import pytest

from tests.records.samples import new
from tests.visitors import signed_in

TABS = ("general", "lines", "orders", "payments")


@pytest.fixture
def manager(crm, deal_id):
    return signed_in(crm, "manager")


def add_orders_and_payments(actors, deal_id, client_id, orders, payments):
    manager = actors["manager"]
    for _each in range(orders):
        common = {"deal": deal_id, "counterparty": client_id, "currency": "RUB"}
        order = new(manager, "order", manager=manager.id, lines=[{"name": "Чай", "price": "10"}], **common)
        for _payment in range(payments):
            new(manager, "payment", order=order, amount="5", responsible=manager.id, **common)


def test_a_deal_has_the_tabs_of_the_form(manager, deal_id):
    tabs = manager.get(f"/deals/{deal_id}").text.split('class="card-tabs"')[1].split("</nav>")[0]
    labels = re.findall(r'data-shortcut-label="([^"]+)"', tabs)
    assert labels[:4] == ["General", "Products and services", "Orders", "Payments"]


@pytest.mark.parametrize(
    ("tab", "words", "address"),
    [
        ("orders", "what the client takes", "/orders/new?deal={}"),
        ("payments", "which money is awaited", "/payments/new?deal={}"),
    ],
)
def test_an_empty_table_says_what_would_be_here_and_offers_it(manager, deal_id, tab, words, address):
    page = manager.get(f"/deals/{deal_id}?tab={tab}").text
    assert words in page
    assert address.format(deal_id) in page


def test_orders_and_payments_are_listed_with_their_sums(manager, deal_id, client_id, actors):
    add_orders_and_payments(actors, deal_id, client_id, 2, 1)
    assert "20\xa0RUB" in manager.get(f"/deals/{deal_id}?tab=orders").text
    page = manager.get(f"/deals/{deal_id}?tab=payments").text
    assert 'href="/payments/2"' in page
    assert "10\xa0RUB" in page


def test_what_others_keep_to_themselves_is_not_in_the_table(crm, deal_id, client_id, actors):
    whose = {"deal": deal_id, "counterparty": client_id, "manager": actors["manager2"].id}
    new(actors["director"], "order", currency="RUB", **whose)
    assert 'href="/orders/1"' not in signed_in(crm, "manager").get(f"/deals/{deal_id}?tab=orders").text
    assert 'href="/orders/1"' in signed_in(crm, "director").get(f"/deals/{deal_id}?tab=orders").text


def test_an_order_that_the_table_does_not_know_is_its_own(manager, deal_id, client_id, actors):
    add_orders_and_payments(actors, deal_id, client_id, 1, 0)
    for sort in ("nothing", "-order_date", "total_amount"):
        assert manager.get(f"/deals/{deal_id}?tab=orders&sort={sort}").status_code == 200


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_costs_the_same_however_much_there_is(manager, deal_id, client_id, actors, tab, count_statements):
    address = f"/deals/{deal_id}?tab={tab}"
    add_orders_and_payments(actors, deal_id, client_id, 1, 1)
    manager.get(address)
    with count_statements() as with_one:
        manager.get(address)
    add_orders_and_payments(actors, deal_id, client_id, 9, 3)
    with count_statements() as with_many:
        manager.get(address)
    assert len(with_many) == len(with_one) <= 20, "\n".join(with_many)


def test_lines_are_saved_on_their_tab(manager, deal_id):
    address = f"/deals/{deal_id}?tab=lines"
    assert 'name="lines-0-quantity"' in manager.get(address).text
    lines = {"lines-0-name": "Сахар", "lines-0-price": "50", "lines-0-quantity": "3"}
    answer = manager.post(f"/deals/{deal_id}/edit?form=lines", {"lines": "", "_revision": "1", **lines})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert "150" in manager.get(f"/deals/{deal_id}").text


def test_who_may_not_write_reads_the_lines(crm, deal_id, actors):
    from app.engine import unit_of_work
    from app.records.commands.update import update_record
    from app.records.types import registry

    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["deal"], deal_id, {"viewers": [actors["observer"].id]})
    page = signed_in(crm, "observer").get(f"/deals/{deal_id}?tab=lines").text
    assert "Мюсли" in page
    assert 'name="lines-0-quantity"' not in page


def test_the_properties_leave_the_lines_to_their_tab(manager, deal_id):
    page = manager.get(f"/deals/{deal_id}").text
    assert "Мюсли" not in page
    assert "Total amount incl. VAT" in page
