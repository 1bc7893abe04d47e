"""The sums of lines, told apart by the VAT rate."""

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
