"""From a deal to the money, as a manager does it: lines, orders, payments (S-lines of the specification)."""

import re

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
    page.wait_for_url(re.compile(r"/orders/\d+$"))
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
    page.wait_for_url(re.compile(r"/payments/\d+$"))
    made = records.fetch("payment", int(page.url.rpartition("/")[2]))
    assert (made.deal_id, made.amount) == (deal_id, 1000)
    assert_accessible(page)


def rows(page):
    return page.locator(".form-table-row")


def cell(page, row, field):
    return rows(page).nth(row).locator(f"[name$='-{field}']")


def paste(page, text):
    """What Ctrl+V does with text of a spreadsheet."""
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const pasted = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(pasted);
        }""",
        text,
    )


def test_S70_S71_products_are_chosen_with_their_quantities(visit, records, deal_id):
    page = visit("manager", f"/deals/{deal_id}?tab=lines", language="ru")
    page.get_by_role("button", name="Выбрать").click()
    dialog = page.locator(".pick-dialog")
    dialog.get_by_label("Количество: Мюсли").first.fill("25")
    expect(dialog.get_by_label("Мюсли", exact=True).first).to_be_checked()
    dialog.get_by_role("button", name="Добавить").click()
    expect(rows(page)).to_have_count(3)
    expect(cell(page, 2, "quantity")).to_have_value("25")
    expect(cell(page, 2, "price")).to_have_value("142")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено")).to_be_visible()
    assert str(records.fetch("deal", deal_id).total_amount) == "11470.00"


def test_S72_S73_lines_are_edited_from_cell_to_cell_with_the_keyboard(visit, records, deal_id):
    page = visit("manager", f"/deals/{deal_id}?tab=lines")
    cell(page, 0, "quantity").fill("20")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "quantity")).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("ArrowUp")
    expect(cell(page, 0, "quantity")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_attribute("id", re.compile("unit"))
    cell(page, 1, "quantity").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(3)
    expect(cell(page, 2, "quantity")).to_be_focused()
    expect(page.locator("tfoot")).to_contain_text("22,340")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/deals/{deal_id}?tab=lines")
    expect(rows(page)).to_have_count(2)
    assert str(records.fetch("deal", deal_id).total_amount) == "22340.00"


def test_S115_rows_of_a_spreadsheet_are_pasted_into_an_order(visit, records, people, client, products):
    order_id = records.new("manager", "order", counterparty=client, currency="RUB", manager=people["manager"].id)
    page = visit("manager", f"/orders/{order_id}?tab=lines", language="ru")
    page.get_by_role("button", name="Создать позицию").click()
    cell(page, 0, "name").focus()
    paste(page, 'Чай\t2\tШтука\t1 000,50\n"Сахар ""Экстра"""\t3\tМешок\t10\n')
    expect(rows(page)).to_have_count(2)
    expect(cell(page, 1, "name")).to_have_value('Сахар "Экстра"')
    expect(cell(page, 0, "price")).to_have_value("1\u00a0000,50")
    expect(page.get_by_text("Не найдено, выберите сами: Мешок")).to_be_visible()
    expect(page.locator("tfoot")).to_contain_text("2 031")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено")).to_be_visible()
    assert str(records.fetch("order", order_id).total_amount) == "2031.00"


def test_one_discount_goes_into_all_lines(visit, records, deal_id):
    page = visit("manager", f"/deals/{deal_id}?tab=lines", language="ru")
    page.get_by_label("Скидка, % на все строки").fill("10")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "discount")).to_have_value("10")
    expect(page.locator(".rows-subtotals")).to_contain_text("НДС 22 %: Сумма скидки 792")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено")).to_be_visible()
    assert str(records.fetch("deal", deal_id).total_amount) == "7128.00"


def test_a_table_of_lines_is_usable_by_everybody(visit, deal_id):
    for width, dark in ((1440, False), (360, True)):
        page = visit("manager", f"/deals/{deal_id}?tab=lines", width=width, dark=dark)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)


def test_an_order_says_how_it_stands_with_the_money(visit, records, people, client):
    lines = [{"name": "Чай", "price": "1000"}]
    values = {"counterparty": client, "currency": "RUB"}
    order_id = records.new("manager", "order", manager=people["manager"].id, lines=lines, **values)
    page = visit("manager", f"/orders/{order_id}", language="ru")
    widget = page.locator("#widget-balance")
    expect(widget).to_contain_text("К оплате")
    widget.get_by_role("link", name="Разбить на платежи").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Сколько платежей").fill("4")
    dialog.get_by_role("textbox", name="Дата первого платежа").fill("31.01.2031")
    dialog.get_by_label("Предоплата, %").fill("40")
    dialog.get_by_role("button", name="Создать платежи").click()
    expect(page.get_by_text("Запланировано 4 платежа.")).to_be_visible()
    expect(page.locator(".listed tbody tr")).to_have_count(4)
    expect(page.locator(".listed tbody tr").nth(1)).to_contain_text("28.02.2031")
    assert_accessible(page)


@pytest.mark.parametrize(
    ("language", "status", "field", "value", "words"),
    [
        ("ru", "Запланирован", "Планируемая дата платежа", "20.01.2031", "Необходимо указать планируемую дату платежа"),
        ("ru", "Оплачен", "Фактическая дата платежа", "20.01.2026", "Необходимо указать фактическую дату платежа"),
        ("en", "Planned", "Planned payment date", "20 Jan 2031", "Give the planned payment date"),
    ],
)
def test_S139_S141_a_status_asks_for_its_date_in_the_same_dialog(
    visit, records, people, client, language, status, field, value, words
):
    values = {"counterparty": client, "currency": "RUB", "amount": "100", "responsible": people["manager"].id}
    payment_id = records.new("manager", "payment", **values)
    page = visit("manager", f"/payments/{payment_id}", language=language)
    page.keyboard.press("s")
    dialog = page.locator("#dialog")
    dialog.locator("select[name=status]").select_option(label=status)
    dialog.locator("[type=submit]").last.click()
    expect(dialog).to_contain_text(words)
    dialog.get_by_role("textbox", name=field).fill(value)
    page.keyboard.press("Tab")
    dialog.locator("[type=submit]").last.click()
    expect(page.locator("#card-status")).to_contain_text(status)


def test_the_next_order_takes_what_is_left_of_the_deal(visit, records, people, client, deal_id, products):
    lines = [{"product": products[0], "quantity": "4"}]
    values = {"counterparty": client, "currency": "RUB", "deal": deal_id, "manager": people["manager"].id}
    records.new("manager", "order", lines=lines, **values)
    page = visit("manager", f"/deals/{deal_id}?tab=orders", language="ru")
    left = page.locator(".ordered tbody tr").first.locator("td")
    expect(left).to_have_text(["Мюсли", "10", "4", "6"])
    page.get_by_role("link", name="Создать", exact=True).click()
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("Здесь то, что осталось от сделки.")
    expect(dialog.locator("[name='lines-0-quantity']")).to_have_value("6")


def show_links(page):
    """Scroll to the widget, which is read when it comes into view and then another element."""
    page.wait_for_selector("#widget-links")
    page.evaluate("document.getElementById('widget-links').scrollIntoView()")


def test_S90_S91_a_deal_is_linked_with_any_record_and_both_show_it(visit, records, people, deal_id):
    lead_id = records.new("manager", "lead", name="Заявка с выставки", manager=people["manager"].id)
    page = visit("manager", f"/deals/{deal_id}", language="ru")
    widget = page.locator("#widget-links")
    show_links(page)
    widget.get_by_role("link", name="Связать с записью").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Вид связи").select_option(label="Создано на основании")
    assert_accessible(page, "#dialog")
    dialog.locator(".ts-control input").fill("выставки")
    dialog.locator(".ts-dropdown .option").first.click()
    page.keyboard.press("Tab")
    with page.expect_navigation():  # the card is shown anew
        dialog.get_by_role("button", name="Связать").click()
    show_links(page)
    expect(widget).to_contain_text("Создано на основании")
    widget.get_by_role("link", name="Заявка с выставки").click()
    page.wait_for_url(f"**/leads/{lead_id}")
    back = page.locator("#widget-links")
    show_links(page)
    expect(back).to_contain_text("Основание для")
    back.get_by_role("button", name=re.compile("Удалить связь")).click()
    with page.expect_navigation():
        page.locator("#confirm [data-confirm-yes]").click()
    show_links(page)
    expect(page.locator("#widget-links")).to_contain_text("Здесь будут связи")
