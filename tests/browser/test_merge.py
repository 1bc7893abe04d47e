"""Merging of two records in a browser: proposed, side by side, with a choice, and taken apart again."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible


@pytest.fixture
def two(records, people):
    manager = people["manager"].id
    contact = {"full_name": "Анна Осипова", "phone": "+7 916 555-01-02"}
    common = {"manager": manager, "contacts": [contact]}
    source = records.new("manager", "deal", name="Снеки в офис", amount="1500", company="Весна", **common)
    return source, records.new("manager", "deal", name="Снеки", amount="900", **common)


@pytest.mark.parametrize(
    ("language", "action", "confirm"),
    [("ru", "Объединить с основной сделкой", "Объединить"), ("en", "Merge with the main deal", "Merge")],
)
def test_S142_S144_two_deals_are_merged_and_taken_apart_again(visit, records, two, language, action, confirm):
    source, target = two
    page = visit("manager", f"/deals/{source}", language=language, height=3000)
    page.get_by_role("link", name=action).click()
    dialog = page.locator("#dialog")
    proposal = dialog.locator(f'.merge-proposals a[href$="into={target}"]')
    expect(proposal).to_be_visible()
    assert_accessible(page)
    proposal.click()
    expect(dialog.locator(".merge-table")).to_be_visible()
    assert_accessible(page)
    dialog.locator('[name="take-amount"][value=source]').check()
    dialog.get_by_role("button", name=confirm, exact=True).click()
    page.wait_for_url(f"**/deals/{target}")
    expect(page.locator("#property-company")).to_contain_text("Весна")
    assert records.fetch("deal", target).amount == 1500
    assert records.fetch("deal", source).merged_into_id == target

    page.goto(page.url.replace(f"/deals/{target}", f"/deals/{source}"))
    page.wait_for_url(f"**/deals/{target}")
    merges = page.locator("#widget-merges")
    expect(merges).to_contain_text("Снеки в офис")
    assert_accessible(page)
    merges.locator("button[type=submit]").click()
    page.click("[data-confirm-yes]")
    page.wait_for_url(f"**/deals/{source}")
    assert records.fetch("deal", source).merged_into_id is None
    assert records.fetch("deal", target).amount == 900


def test_the_other_one_is_chosen_by_its_name(visit, records, two, people):
    source, _target = two
    other = records.new("manager", "deal", name="Совсем другая", manager=people["manager"].id)
    page = visit("manager", f"/deals/{source}/merge")
    page.locator(".ts-control input").first.fill("Совсем")
    page.locator(".ts-dropdown .option").first.click()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(f"**/deals/{source}/merge?into={other}")
    expect(page.locator(".merge-table")).to_contain_text("Совсем другая")


def test_two_ticked_rows_are_compared(visit, two):
    page = visit("manager", "/deals")
    for each in two:
        page.locator(f"#row-{each} [data-select]").check()
    page.locator("[data-bulk-bar] button", has_text="Merge with the main deal").click()
    expect(page.locator(".merge-table")).to_be_visible()
    page.locator(".merge-table").get_by_text("Снеки в офис").first.wait_for()
