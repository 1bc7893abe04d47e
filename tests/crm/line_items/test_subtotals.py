"""The sums of lines, told apart by the VAT rate."""

import re
from decimal import Decimal

from app.crm.vat_rate.models import VatRate
from app.records.fields.row_subtotals import subtotals
from app.records.types import registry
from tests.crm.conftest import id_of
from tests.crm.line_items.test_line_items import lines_of
from tests.records.samples import new
from tests.visitors import signed_in


def test_each_rate_has_its_sums_and_no_rate_comes_last(crm, actors, client_id, reference_data):
    rates = ("vat22", "none", "vat10", "vat22")
    lines = [{"name": "Чай", "price": "100", "vat_rate": id_of(VatRate, rate)} for rate in rates]
    values = {"counterparty": client_id, "currency": "RUB", "lines": lines, "manager": actors["manager"].id}
    order_id = new(actors["manager"], "order", **values)
    found = subtotals(registry["order"].field("lines"), lines_of("order", order_id))
    assert [(rate, sums["amount"], sums["vat_amount"]) for rate, sums in found] == [
        (Decimal(10), Decimal(100), Decimal(10)),
        (Decimal(22), Decimal(200), Decimal(44)),
        (None, Decimal(100), Decimal(0)),
    ]
    page = signed_in(crm, "manager").get(f"/orders/{order_id}?tab=lines").text
    lines = page.split('class="rows-subtotals"')[1].split("</output>")[0].split(">")[-1].split("\n")
    assert [line.split(":")[0].replace("\xa0", " ") for line in lines] == ["VAT 10 %", "VAT 22 %", "No VAT"]
    assert "VAT amount 44" in lines[1]


def test_they_follow_what_is_typed(crm, actors, deal_id):
    manager = signed_in(crm, "manager")
    typed = {"lines-0-name": "Чай", "lines-0-price": "10", "lines-0-vat_rate": str(id_of(VatRate, "vat10"))}
    patch = manager.post("/forms/deal-lines/evaluate", typed | {"_scope": "{}"}).json
    assert "VAT amount 1," in patch["computed"]["deal_own_lines-total-"]


def test_below_a_column_stands_its_sum_where_it_has_one(crm, actors, deal_id):
    manager = actors["manager"]
    lines = [{"name": "Чай", "price": "100"}, {"name": "Кофе", "price": "20"}]
    deal = new(manager, "deal", name="Снеки", manager=manager.id, lines=lines)
    page = signed_in(crm, "manager").get(f"/deals/{deal}/edit?form=lines").text
    sums = re.findall(r'<output data-computed="deal_own_lines-total-deal_own_line_(\w+)">([^<]*)<', page)
    assert sums == [("amount", "120"), ("vat_amount", "0"), ("amount_with_vat", "120")]


def test_a_chosen_product_fills_what_is_empty(crm, actors, product, deal_id):
    """As the script asks while a line is filled; what the product does not have stays as it is."""
    typed = {"lines-0-product": str(product("Мюсли", "142.00")), "lines-0-name": "", "lines-0-quantity": "3"}
    patch = signed_in(crm, "manager").post("/forms/deal-lines/evaluate", typed | {"_scope": "{}"}).json
    filled = {name.removeprefix("deal_own_lines-0-deal_own_line_"): shown for name, shown in patch["filled"].items()}
    rate = {"value": str(id_of(VatRate, "vat10")), "text": "Reduced, 10%"}
    assert filled.pop("unit")["text"] == "Piece"
    assert filled == {"name": {"value": "Мюсли"}, "price": {"value": "142"}, "vat_rate": rate}
