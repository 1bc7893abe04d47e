"""From a deal to the money, as a manager does it: lines, orders, payments (S-lines of the specification)."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible


@pytest.fixture
def client(records):
    return records.new(
        "manager", "counterparty", full_organization_name="ООО «Ромашка»", counterparty_kind="legalEntity"
    )


@pytest.fixture
def products(records):
    return [
        records.new("director", "product", name=name, price=price, unit=1, vat_rate=1)
        for name, price in (("Мюсли", "142"), ("Доставка", "6500"))
    ]


@pytest.fixture
def deal_id(records, people, client, products):
    lines = [{"product": products[0], "quantity": 10}, {"product": products[1]}]
    return records.new(
        "manager", "deal", name="Поставка", manager=people["manager"].id, counterparty=client, lines=lines
    )


def test_S92_the_card_of_a_deal_has_its_four_tabs(visit, deal_id):
    page = visit("manager", f"/deals/{deal_id}", language="ru")
    for tab in ("Продукты и услуги", "Заказы", "Платежи", "Основное"):
        page.locator(".card-tabs").get_by_role("link", name=tab, exact=True).click()
        expect(page.locator(".card-tabs [aria-current=page]")).to_have_text(tab)
        assert_accessible(page)


def test_S112_S118_an_order_is_made_out_of_the_deal_in_one_save(visit, records, deal_id):
    page = visit("manager", f"/deals/{deal_id}?tab=orders", language="ru")
    page.get_by_role("link", name="Создать заказ").click()
    dialog = page.locator("#dialog")
    expect(dialog.locator("[name='lines-0-name']")).to_have_value("Мюсли")
    dialog.get_by_role("button", name="Создать", exact=True).click()
    page.wait_for_url("**/orders/*")
    expect(page.locator("h1")).to_contain_text("Заказ №")
    order = records.fetch("order", int(page.url.rpartition("/")[2]))
    deal = records.fetch("deal", deal_id)
    assert (order.deal_id, order.counterparty_id) == (deal_id, deal.counterparty_id)
    assert order.total_amount_with_vat == deal.total_amount_with_vat
    assert deal.revision == 1

    page.goto(f"/deals/{deal_id}?tab=orders")
    expect(page.locator(".listed tbody tr")).to_have_count(1)


def test_S134_S138_a_payment_is_made_on_the_tab_of_the_deal(visit, records, deal_id):
    page = visit("manager", f"/deals/{deal_id}?tab=payments")
    page.get_by_role("link", name="Create a payment").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Amount").fill("1000")
    dialog.get_by_role("button", name="Create", exact=True).click()
    page.wait_for_url("**/payments/*")
    made = records.fetch("payment", int(page.url.rpartition("/")[2]))
    assert (made.deal_id, made.amount) == (deal_id, 1000)
    assert_accessible(page)
