"""Counterparties as a manager fills them in, in a real browser; each test is named by what it shows of the product."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible
from tests.crm.registries.conftest import party, serving

TAB = {"ru": "Банковские реквизиты", "en": "Bank details"}
ADD = {"ru": "Добавить счет", "en": "Add an account"}
SAVE = "form:has(.record-form) button.btn-primary"


def test_S52_required_fields_on_all_tabs_of_a_counterparty(visit):
    page = visit("manager", "/counterparties/new", language="ru")
    page.select_option("[name=counterparty_type]", "buyer")
    page.select_option("[name=counterparty_kind]", "legalEntity")
    page.fill("[name=full_organization_name]", "ООО «Весна»")
    page.fill("[name=inn]", "7707083893")
    page.fill("[name=kpp]", "770701001")
    page.fill("[name=ogrn]", "1027700132195")
    page.fill("[name=juridical_address]", "Москва, Южное шоссе, 11")
    page.get_by_role("tab", name=TAB["ru"]).click()
    page.get_by_role("button", name=ADD["ru"]).click()
    page.fill("[name=bank_accounts-0-bank_title]", "ПАО Сбербанк")
    page.fill("[name=bank_accounts-0-bank_id]", "044525225")
    page.fill("[name=bank_accounts-0-account_number]", "40702810438000060473")
    page.get_by_role("tab", name="Контактные лица").click()
    page.get_by_role("button", name="Добавить ещё").click()
    page.fill("[name=contacts-0-full_name]", "Анна Осипова")

    page.click(SAVE)

    expect(page.locator("#property-inn")).to_contain_text("7707083893")
    expect(page.locator("#property-mailing_address")).to_contain_text("Москва, Южное шоссе, 11")
    expect(page.locator("#widget-properties")).to_contain_text("40702810438000060473")
    assert_accessible(page)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_account_that_does_not_fit_its_bank_is_said_beside_it(visit, language):
    page = visit("manager", "/counterparties/new", language=language)
    page.select_option("[name=counterparty_kind]", "individual")
    page.fill("[name=full_organization_name]", "Весна")
    page.fill("[name=juridical_address]", "Москва")
    page.get_by_role("tab", name=TAB[language]).click()
    page.get_by_role("button", name=ADD[language]).click()
    page.fill("[name=bank_accounts-0-bank_id]", "044525225")
    page.fill("[name=bank_accounts-0-account_number]", "40702810438000060474")

    page.click(SAVE)

    wrong = {"ru": "Счёт не подходит к БИК", "en": "The account does not fit the BIC"}[language]
    expect(page.locator(".field-error:visible")).to_contain_text(wrong)
    assert_accessible(page)
    page.problems.clear()  # Chromium logs the answer 422


def test_W46_each_kind_is_asked_for_its_own_requisites_only(visit):
    page = visit("manager", "/counterparties/new", language="en")
    asked = {
        "legalEntity": {"inn", "kpp", "ogrn", "okpo", "ceo_name", "legal_form"},
        "individualEntrepreneur": {"inn", "ogrnip", "okpo", "certificate_series"},
        "individual": {"inn"},
        "foreign": {"inn", "kpp", "foreign_tax_number", "country", "ceo_name"},
    }
    every = set().union(*asked.values())
    for kind, names in asked.items():
        page.select_option("[name=counterparty_kind]", kind)
        for name in every:
            expect(page.locator(f"[name={name}]")).to_be_visible(visible=name in names)
    assert "EDI" not in page.content()


def test_S53_the_inn_and_one_press_fill_the_requisites(visit, live_server):
    with serving(live_server.app) as registry:
        registry.suggestions = [party()]
        page = visit("manager", "/counterparties/new", language="ru")
        page.fill("[name=inn]", "7707083893")
        page.fill("[name=kpp]", "770701001")
        page.get_by_role("button", name="Автозаполнение").click()

        expect(page.locator("[name=full_organization_name]")).to_have_value("ПАО «СБЕРБАНК РОССИИ»")
        expect(page.locator(".notice")).to_contain_text("КПП: 770701001 → 773601001")
        expect(page.locator("[name=kpp]")).to_have_value("770701001")
        assert_accessible(page, "main")
        page.get_by_role("button", name="Заменить на данные реестра").click()
        expect(page.locator("[name=kpp]")).to_have_value("773601001")
        page.click(SAVE)
        expect(page.locator("#property-ceo_name")).to_contain_text("Греф Герман Оскарович")


def test_without_a_token_autofill_says_whom_to_ask(visit):
    page = visit("manager", "/counterparties/new", language="en")
    page.fill("[name=inn]", "7707083893")
    page.get_by_role("button", name="Autofill").click()
    expect(page.locator(".notice-error")).to_contain_text("Ask the administrator")
    expect(page.locator("[name=inn]")).to_have_value("7707083893")
