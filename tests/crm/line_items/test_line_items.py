"""Lines of products and services: what a product brings along, what is computed, and that no kopeck is lost."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.crm.order import order
from app.crm.vat_rate.models import VatRate
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.fields.row_subtotals import subtotals
from app.records.types import registry
from app.records.values.of_records import values_of
from app.records.values.related import read_rows
from tests.crm.conftest import id_of
from tests.records.samples import fetch, new

KOPECK = Decimal("0.01")


def lines_of(record_type, record_id):
    return values_of(registry[record_type], fetch(record_type, record_id), ["lines"])["lines"]


def test_a_line_takes_over_what_it_does_not_say_from_the_product(deal_id):
    first, second = lines_of("deal", deal_id)
    assert (first["name"], first["price"], first["vat_percent"]) == ("Мюсли", Decimal("142.00"), Decimal(10))
    assert (second["name"], second["quantity"], second["discount"]) == ("Доставка", Decimal(1), Decimal(0))


def test_the_catalogue_changes_and_the_deal_does_not(deal_id, actors):
    [line, _other] = lines_of("deal", deal_id)
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["product"], line["product"], {"price": "150", "name": "Мюсли с орехами"})
    assert lines_of("deal", deal_id)[0]["price"] == Decimal("142.00")

    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["deal"], deal_id, {"lines": [{"id": line["id"], "quantity": "20"}]})
    [line] = lines_of("deal", deal_id)
    assert (line["name"], line["price"], line["amount"]) == ("Мюсли", Decimal("142.00"), Decimal("2698.00"))


def test_the_percentage_follows_the_chosen_rate(deal_id, actors):
    [line, _other] = lines_of("deal", deal_id)
    for rate, percent, tax in (("vat22", Decimal(22), Decimal("296.78")), ("none", None, Decimal(0))):
        change = {"lines": [{"id": line["id"], "vat_rate": id_of(VatRate, rate)}]}
        with unit_of_work(actors["director"]) as unit:
            update_record(unit, registry["deal"], deal_id, change)
        [changed] = lines_of("deal", deal_id)
        assert (changed["vat_percent"], changed["vat_amount"]) == (percent, tax)


def test_nobody_says_the_percentage_beside_the_rate(deal_id, actors):
    [line, _other] = lines_of("deal", deal_id)
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["deal"], deal_id, {"lines": [{"id": line["id"], "vat_percent": "0"}]})
    assert lines_of("deal", deal_id)[0]["vat_percent"] == Decimal(10)


def test_the_seed_s_own_numbers(actors, client_id, product):
    lines = [{"product": product("Разработка", "200", "vat20"), "quantity": 1500}]
    values = {"counterparty": client_id, "currency": "RUB", "lines": lines, "order_date": "2025-06-01T10:00:00+03:00"}
    made = fetch("order", new(actors["manager"], "order", **values))
    totals = (made.total_amount, made.total_vat, made.total_amount_with_vat)
    assert totals == (Decimal(300_000), Decimal(60_000), Decimal(360_000))


def test_what_has_no_lines_is_worth_nothing(actors, client_id):
    made = fetch("order", new(actors["manager"], "order", counterparty=client_id, currency="RUB"))
    assert (made.total_amount, made.total_amount_with_vat) == (0, 0)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"price": "1"}, "name"),
        ({"name": "Сахар"}, "price"),
        ({"name": "Сахар", "price": "-1"}, "price"),
        ({"name": "Сахар", "price": "1", "quantity": "0"}, "quantity"),
        ({"name": "Сахар", "price": "1", "discount": "101"}, "discount"),
        ({"name": "Сахар", "price": "9999999999999.99", "quantity": "1000"}, "amount"),
        ({"name": "Сахар", "price": "9999999999999.99", "quantity": "999999999999999"}, "amount"),
    ],
)
def test_what_does_not_fit_is_said_at_the_line(actors, client_id, line, field):
    with pytest.raises(RecordRefused) as refused:
        new(actors["manager"], "order", counterparty=client_id, currency="RUB", lines=[line])
    assert list(refused.value.fields) == [f"lines-0-{field}"]


MONEY = st.decimals(min_value=0, max_value=Decimal("999999.99"), places=2)
CARTS = st.lists(
    st.fixed_dictionaries(
        {
            "price": MONEY,
            "quantity": st.decimals(min_value=Decimal("0.001"), max_value=Decimal(999), places=3),
            "discount": st.decimals(min_value=0, max_value=100, places=2),
            "rate": st.sampled_from(["vat22", "vat20", "vat10", "vat7", "vat5", "vat0", "none"]),
        }
    ),
    min_size=1,
    max_size=6,
)


def test_a_line_with_its_whole_price_off_costs_nothing(actors, client_id, reference_data):
    line = {"name": "Подарок", "price": Decimal("3.15"), "quantity": Decimal("22.3"), "discount": Decimal(100)}
    order_id = new(actors["manager"], "order", counterparty=client_id, currency="RUB", lines=[line])
    [kept] = lines_of("order", order_id)
    assert (kept["discount_amount"], kept["amount"]) == (Decimal("70.25"), 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cart=CARTS)
def test_lines_and_totals_agree_to_the_kopeck(actors, client_id, reference_data, cart):
    lines = [
        {"name": "Товар", **{name: line[name] for name in ("price", "quantity", "discount")}}
        | {"vat_rate": id_of(VatRate, line["rate"])}
        for line in cart
    ]
    order_id = new(actors["manager"], "order", counterparty=client_id, currency="RUB", lines=lines)
    made, kept = fetch("order", order_id), lines_of("order", order_id)
    for given_line, line in zip(cart, kept, strict=True):
        whole = (given_line["price"] * given_line["quantity"]).quantize(KOPECK, ROUND_HALF_UP)
        assert abs(line["amount"] + line["discount_amount"] - whole) <= KOPECK
        assert line["amount_with_vat"] == line["amount"] + line["vat_amount"]
        percent = line["vat_percent"] or 0
        assert line["vat_amount"] == (line["amount"] * percent / 100).quantize(KOPECK, ROUND_HALF_UP)
    assert made.total_amount == sum(line["amount"] for line in kept)
    assert made.total_vat == sum(line["vat_amount"] for line in kept)
    assert made.total_amount_with_vat == made.total_amount + made.total_vat
    by_rate = subtotals(order.field("lines"), kept)
    assert [sum(sums[name] for _rate, sums in by_rate) for name in ("amount", "vat_amount", "amount_with_vat")] == [
        made.total_amount,
        made.total_vat,
        made.total_amount_with_vat,
    ]


def test_a_deleted_order_leaves_no_lines(actors, client_id, product):
    from app.crm.line_items.models import LineItem
    from app.records.commands.delete import delete_record

    lines = [{"product": product()}]
    order_id = new(actors["director"], "order", counterparty=client_id, currency="RUB", lines=lines)
    with unit_of_work(actors["director"]) as unit:
        delete_record(unit, order, order_id)
    assert read_rows(LineItem, "order", "lines", [order_id], {"name": "name"}) == {}


@pytest.mark.parametrize(
    ("day", "rate", "percent"),
    [
        ("2025-12-31T12:00:00+03:00", "vat22", Decimal(20)),
        ("2025-12-31T21:00:00+00:00", "vat20", Decimal(22)),  # in Moscow it is the new year
        ("2026-06-01T12:00:00+03:00", "vat20", Decimal(22)),
        ("2026-06-01T12:00:00+03:00", "vat10", Decimal(10)),
        ("2018-06-01T12:00:00+03:00", "vat20", Decimal(20)),  # no rate of its kind was in force: it stays
    ],
)
def test_the_date_of_the_order_decides_which_rate_is_in_force(actors, client_id, reference_data, day, rate, percent):
    lines = [{"name": "Чай", "price": "100", "vat_rate": id_of(VatRate, rate)}]
    values = {"counterparty": client_id, "currency": "RUB", "lines": lines, "order_date": day}
    [line] = lines_of("order", new(actors["director"], "order", **values))
    assert (line["vat_percent"], line["vat_amount"]) == (percent, percent)


def test_another_date_brings_other_rates(actors, client_id, product):
    lines = [{"product": product(rate="vat22")}]
    director = actors["director"]
    order_id = new(director, "order", counterparty=client_id, currency="RUB", lines=lines)
    with unit_of_work(director) as unit:
        update_record(unit, order, order_id, {"order_date": "2025-03-01T10:00:00+03:00"})
    [line] = lines_of("order", order_id)
    assert (line["vat_percent"], fetch("order", order_id).total_vat) == (Decimal(20), Decimal("28.40"))


def test_a_deal_keeps_the_rates_that_it_has_been_given(actors, client_id, product):
    deal_id = new(actors["manager"], "deal", name="Поставка", lines=[{"product": product(rate="vat20")}])
    assert lines_of("deal", deal_id)[0]["vat_percent"] == Decimal(20)
