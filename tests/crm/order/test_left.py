"""Partial orders: what of a deal is ordered, and what is left of it."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.crm.order.left import lines_left, ordered_lines
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.types import registry
from tests.crm.line_items.test_line_items import lines_of
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in


def order_of(actors, deal_id, client_id, lines, who="manager"):
    values = {"counterparty": client_id, "currency": "RUB", "manager": actors[who].id, "deal": deal_id}
    return new(actors["director"], "order", lines=lines, **values)


def ordered(actors, deal_id, who="manager"):
    lines = ordered_lines(fetch("deal", deal_id), actors[who])
    return [(each.line["name"], each.ordered, each.left) for each in lines]


def test_a_product_is_ordered_bit_by_bit(crm, actors, client_id, deal_id):
    product = lines_of("deal", deal_id)[0]["product"]
    assert ordered(actors, deal_id) == [("Мюсли", 0, 10), ("Доставка", 0, 1)]
    for quantity in ("4", "5"):
        last = order_of(actors, deal_id, client_id, [{"product": product, "quantity": quantity}])
    assert ordered(actors, deal_id)[0] == ("Мюсли", 9, 1)
    move(actors["director"], "order", last, "canceled")
    assert ordered(actors, deal_id)[0] == ("Мюсли", 4, 6)


def test_lines_without_a_product_are_known_by_their_name(crm, actors, client_id, deal_id):
    with unit_of_work(actors["manager"]) as unit:
        lines = [{"name": "Монтаж", "price": "10", "quantity": "2"}, {"name": "монтаж ", "price": "9", "quantity": "3"}]
        update_record(unit, registry["deal"], deal_id, {"lines": lines})
    order_of(actors, deal_id, client_id, [{"name": "МОНТАЖ", "price": "10", "quantity": "4"}])
    assert [(taken, left) for _name, taken, left in ordered(actors, deal_id)] == [(2, 0), (2, 1)]


def test_what_one_may_not_read_is_not_counted(crm, actors, client_id, deal_id):
    order_of(actors, deal_id, client_id, [{"name": "Мюсли", "price": "1"}], "manager2")
    assert ordered(actors, deal_id)[0][1] == 0


def test_the_next_order_begins_with_what_is_left(crm, actors, client_id, deal_id):
    product = lines_of("deal", deal_id)[0]["product"]
    manager = signed_in(crm, "manager")
    assert "What is left" not in manager.get(f"/orders/new?deal={deal_id}").text
    order_of(actors, deal_id, client_id, [{"product": product, "quantity": "4"}])
    page = manager.get(f"/orders/new?deal={deal_id}").text
    assert "What is left of the deal" in page
    assert 'value="6"' in page
    assert "Доставка" in page
    tab = manager.get(f"/deals/{deal_id}?tab=orders").text
    assert "What of the deal is ordered" in tab

    order_of(actors, deal_id, client_id, lines_left(ordered_lines(fetch("deal", deal_id), actors["manager"])))
    page = manager.get(f"/orders/new?deal={deal_id}").text
    assert "Everything in the deal is ordered already" in page
    assert 'name="lines-0-name"' not in page


@pytest.mark.parametrize("deal", ["999999", "x", ""])
def test_a_deal_that_is_not_there_leaves_the_form_empty(crm, client_id, deal):
    assert signed_in(crm, "manager").get(f"/orders/new?deal={deal}").status_code == 200


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.tuples(st.sampled_from("абв"), st.integers(1, 9), st.integers(1, 999)), min_size=1, max_size=4),
    taken=st.lists(st.integers(0, 9), min_size=4, max_size=4),
)
def test_orders_of_a_part_and_of_what_is_left_are_the_deal(crm, actors, client_id, lines, taken):
    """In quantities, and where nothing is rounded in money, too."""
    given_lines = [{"name": name, "price": str(price), "quantity": str(quantity)} for name, quantity, price in lines]
    deal_id = new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id, lines=given_lines)
    parts = [
        {**line, "quantity": str(min(int(line["quantity"]), part))}
        for line, part in zip(given_lines, taken, strict=False)
        if min(int(line["quantity"]), part)
    ]
    if parts:
        order_of(actors, deal_id, client_id, parts)
    left = lines_left(ordered_lines(fetch("deal", deal_id), actors["manager"]))
    if left:
        order_of(actors, deal_id, client_id, left)
    after = ordered_lines(fetch("deal", deal_id), actors["manager"])
    assert lines_left(after) == []
    assert sum(each.ordered for each in after) == sum(Decimal(quantity) for _name, quantity, _price in lines)
