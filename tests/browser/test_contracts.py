"""A contract from the deal to the scan, in a real browser; tests are named by what they show of the product."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible
from tests.records import samples

SAVE = "form:has(.record-form) button.btn-primary"


@pytest.fixture
def known(live_server):
    """A deal with a counterparty, another counterparty, and our own company."""
    with live_server.app.app_context():
        from app.access.models import Person
        from app.db import db
        from app.engine import Actor

        people = {
            each.login: Actor(each.id, each.login, each.display_name, frozenset(group.id for group in each.groups))
            for each in db.session.query(Person)
        }
        director, manager = people["director"], people["manager"]
        client = {"full_organization_name": "ООО «Ромашка»", "counterparty_kind": "legalEntity"}
        other = {"full_organization_name": "АО «Лето»", "counterparty_kind": "legalEntity"}
        ours = {"full_organization_name": "ООО «Здоровый перекус»", "inn": "7727563778", "contract_prefix": "ЗП-"}
        found = {
            "client": samples.new(director, "counterparty", **client),
            "other": samples.new(director, "counterparty", **other),
            "ours": samples.new(director, "legal_entity", **ours),
        }
        made = {"name": "Поставка", "manager": manager.id, "counterparty": found["client"]}
        found["deal"] = samples.new(manager, "deal", **made)
        held = {"legal_entity": found["ours"], "initiator": manager.id, "signatory": director.id, "kind": "supply"}
        found["theirs"] = samples.new(manager, "contract", **held, counterparty=found["other"], contract_number="Л-1")
        found["mine"] = samples.new(
            manager, "contract", **held, counterparty=found["client"], contract_number="Р-1", amount=1
        )
        db.session.remove()
        return found


def open_picker(page):
    page.locator("[name=contract] + .ts-wrapper .ts-control").click()


def test_S104_S109_a_contract_is_made_from_the_deal_and_attached(visit, known, live_server):
    page = visit("manager", f"/deals/{known['deal']}/edit", language="ru")
    open_picker(page)  # S104
    page.keyboard.type("Р-2026")
    page.locator(".ts-dropdown .create").click()  # S105
    dialog = page.locator("#dialog")
    expect(dialog.locator("[name=counterparty] + .ts-wrapper")).to_contain_text("Ромашка")
    expect(dialog.locator("[name=contract_number]")).to_have_value("Р-2026")
    dialog.locator(SAVE).click()  # S106

    expect(page.locator("[name=contract] + .ts-wrapper")).to_contain_text("Договор №Р-2026")  # S108
    page.locator(SAVE).click()  # S109

    expect(page.locator("#property-contract")).to_contain_text("Договор №Р-2026")
    page.locator("#property-contract a", has_text="Договор").click()
    expect(page.locator("#widget-my-tasks")).to_contain_text("Подготовить договор")  # S107
    assert_accessible(page)


def test_W15_only_contracts_of_the_counterparty_are_offered_and_drafts_are_marked(visit, known):
    page = visit("manager", f"/deals/{known['deal']}/edit", language="ru")
    open_picker(page)
    options = page.locator(".ts-dropdown .option:visible")
    expect(options.first).to_contain_text("Черновик")
    shown = " ".join(options.all_inner_texts())
    assert "Р-1" in shown
    assert "Л-1" not in shown


def test_S107_a_contract_is_approved_signed_and_active(visit, known):
    page = visit("manager", f"/contracts/{known['mine']}", language="ru")
    page.get_by_role("button", name="Отправить на согласование").click()
    expect(page.locator("#card-status")).to_have_text("Согласование")

    director = visit("director", f"/contracts/{known['mine']}", language="ru")
    director.get_by_role("button", name="На доработку").click()
    expect(director.locator("#widget-my-tasks .field-error")).to_contain_text("Напишите, что исправить")
    director.problems.clear()  # Chromium logs the answer 422
    director.get_by_role("button", name="Согласовать", exact=True).click()
    expect(director.locator("#card-status")).to_have_text("Подписание")
    director.get_by_role("button", name="Подписать", exact=True).click()
    expect(director.locator("#card-status")).to_have_text("Подписание контрагентом")

    page.reload()
    page.get_by_role("button", name="Подписан контрагентом").click()
    expect(page.locator("#card-status")).to_have_text("Сканирование")
    scan = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    page.locator("#widget-my-tasks input[type=file]").set_input_files(scan)
    expect(page.locator("#widget-my-tasks [data-file]")).to_contain_text("scan.pdf")
    page.get_by_role("button", name="Подтвердить").click()
    expect(page.locator("#card-status")).to_have_text("Действует")
    expect(page.locator("#property-scan")).to_contain_text("scan.pdf")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_form_of_a_contract_can_be_used_by_everybody(visit, language):
    page = visit("manager", "/contracts/new", language=language)
    expect(page.locator("[name=valid_until]")).to_have_value(re.compile(r"20\d\d"))
    assert_accessible(page, "main")
