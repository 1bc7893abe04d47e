"""Orders: made out of a deal, with its lines and parties."""

import pytest

from tests.records.samples import fetch, move, new
from tests.visitors import signed_in


@pytest.fixture
def manager(crm, deal_id):
    return signed_in(crm, "manager")


def test_the_form_begins_with_what_the_deal_knows(manager, deal_id, actors):
    page = manager.get(f"/orders/new?deal={deal_id}").text
    for words in ("ООО «Ромашка»", "Мюсли", "Доставка", 'value="142'):
        assert words in page


def test_a_deal_that_one_may_not_read_tells_nothing(crm, deal_id):
    page = signed_in(crm, "manager2").get(f"/orders/new?deal={deal_id}").text
    assert "Мюсли" not in page
    assert "Ромашка" not in page


def test_the_card_of_the_deal_offers_an_order(manager, deal_id):
    assert f"/orders/new?deal={deal_id}" in manager.get(f"/deals/{deal_id}/widget/related", htmx=True).text


def test_any_status_follows_any_other(actors, client_id):
    director = actors["director"]
    order_id = new(director, "order", counterparty=client_id, currency="RUB")
    for status in ("execution", "approving", "completed"):
        move(director, "order", order_id, status)
        assert fetch("order", order_id).status == status


def test_a_foreign_order_is_not_seen(crm, actors, client_id):
    manager = actors["manager"]
    order_id = new(manager, "order", counterparty=client_id, currency="RUB", manager=manager.id)
    seen = {
        who: signed_in(crm, who).get(f"/orders/{order_id}").status_code for who in ("manager", "manager2", "director")
    }
    assert seen == {"manager": 200, "manager2": 404, "director": 200}
