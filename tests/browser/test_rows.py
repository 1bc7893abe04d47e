"""A table of rows in a form: added, chosen several at once, moved with the keyboard, computed while one types."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.access.models import Person
from app.cli.prepare import collect
from app.crm.counterparty import counterparty
from app.db import db
from app.engine import SYSTEM, Actor, deploy, unit_of_work
from app.records.commands.create import create_record
from app.records.types import registry
from app.records.values.of_records import values_of
from tests.browser.conftest import assert_accessible
from tests.extension import orders


@pytest.fixture(scope="module", autouse=True)
def order(live_server):
    """The record type of another package, on the running server."""
    registry.register(orders.order)
    with live_server.app.app_context():
        deploy(collect([orders.ARTIFACTS]), name="orders", actor=SYSTEM)
        db.session.remove()
    yield orders.order
    registry.withdraw(orders.order)


@pytest.fixture
def order_id(live_server) -> int:
    """An order with two lines; two counterparties are there to choose from."""
    with live_server.app.app_context():
        person = db.session.scalars(select(Person).where(Person.login == "director")).one()
        actor = Actor(person.id, person.login, person.display_name, frozenset(group.id for group in person.groups))
        lines = [
            {"article": "Сахар", "quantity": "3", "price": "100.10"},
            {"article": "Чай", "quantity": "0.5", "price": "999.99"},
        ]
        with unit_of_work(actor) as unit:
            for name in ("Заря", "Восток"):
                create_record(unit, counterparty, {"full_organization_name": name})
            made = create_record(unit, orders.order, {"name": "Бакалея", "discount": "10", "lines": lines}).id
        db.session.remove()
    return made


def lines_of(live_server, order_id):
    with live_server.app.app_context():
        record = db.session.get(orders.order.model, order_id, populate_existing=True)
        values = values_of(orders.order, record, ["lines", "amount"])
        db.session.remove()
    return [row["article"] for row in values["lines"]], str(values["amount"])


def test_values_are_computed_while_one_types_and_follow_a_row_that_is_moved(visit, live_server, order_id):
    page = visit("director", f"/supply-orders/{order_id}/edit", language="ru")
    first, second = (page.locator(".form-table-row").nth(number) for number in (0, 1))
    page.fill("[name='lines-0-quantity']", "4")
    expect(first.locator("output")).to_have_text("400,40")
    expect(page.locator("tfoot")).to_contain_text("900,40")

    page.focus("[name='lines-0-article']")
    page.keyboard.press("Alt+ArrowDown")
    expect(first.locator("[name='lines-1-article']")).to_have_value("Чай")
    expect(page.locator("[name='lines-0-article']")).to_be_focused()
    page.fill("[name='lines-1-quantity']", "1")
    expect(first.locator("output")).to_have_text("999,99")
    expect(second.locator("output")).to_have_text("400,40")

    page.get_by_role("button", name="Сохранить").click()
    page.wait_for_url(f"**/supply-orders/{order_id}")
    assert lines_of(live_server, order_id) == (["Чай", "Сахар"], "1260.35")


def test_several_are_chosen_at_once(visit, order_id):
    page = visit("director", f"/supply-orders/{order_id}/edit", language="ru")
    page.get_by_role("button", name="Выбрать несколько: Поставщик").click()
    dialog = page.locator(".pick-dialog")
    for name in ("Восток", "Заря"):
        dialog.get_by_label(name).first.check()
    dialog.get_by_role("button", name="Добавить").click()
    expect(page.locator(".form-table-row")).to_have_count(4)
    expect(page.locator(".form-table-row").nth(2)).to_contain_text("Восток")


def test_a_table_is_usable_on_a_small_screen_and_by_everybody(visit, order_id):
    for dark in (False, True):
        page = visit("director", f"/supply-orders/{order_id}/edit", width=360, dark=dark)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert_accessible(page)
    card = visit("director", f"/supply-orders/{order_id}", language="ru")
    expect(card.locator(".rows-table tfoot")).to_contain_text("800,30")
    card.problems.clear()  # the small diagram of the test has no picture


def test_rows_are_moved_without_scripts(visit, live_server, order_id):
    page = visit("director", f"/supply-orders/{order_id}/edit", language="ru", scripts=False)
    page.locator("[name=_move_down]").first.click()
    page.get_by_role("button", name="Сохранить").click()
    assert lines_of(live_server, order_id)[0] == ["Чай", "Сахар"]
