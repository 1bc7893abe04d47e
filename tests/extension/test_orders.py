"""Rows, computed values and everything else of a record type that no file of the application knows."""

from decimal import Decimal

import pytest

from app.engine import Refusal, unit_of_work
from app.feel import compile_expression
from app.records.commands.status import request_status
from app.records.commands.update import update_record
from app.records.errors import Conflict, RecordRefused
from app.records.listing import ListQuery, fetch, read_filters
from app.records.rights.feel_views import ReadableView
from app.records.values.of_records import values_of
from tests.api.documented import Document, make_record
from tests.records.samples import fetch as fetch_record

SUGAR = {"article": "Сахар", "quantity": "3", "price": "100.10"}
TEA = {"article": "Чай", "quantity": "0.5", "price": "999.99"}


def held(order, order_id, *names):
    values = values_of(order, fetch_record("supply_order", order_id), names)
    return values[names[0]] if len(names) == 1 else tuple(values[name] for name in names)


def said(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


class TestComputedValues:
    def test_rows_and_records_are_computed_to_the_last_kopeck(self, order, new_order):
        order_id = new_order(lines=[SUGAR, TEA], discount="10")

        assert said(held(order, order_id, "lines"), "total") == [(Decimal("300.30"),), (Decimal("500.00"),)]
        assert held(order, order_id, "subtotal", "amount") == (Decimal("800.30"), Decimal("720.27"))

    def test_a_value_that_is_left_out_counts_as_its_default(self, order, new_order):
        order_id = new_order(lines=[{"article": "Соль", "price": "20"}])
        assert held(order, order_id, "amount") == Decimal("20.00")

    def test_what_follows_from_a_changed_field_is_computed_again(self, order, new_order, actors):
        order_id = new_order(lines=[SUGAR])
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"discount": "50"})

        assert held(order, order_id, "subtotal", "amount") == (Decimal("300.30"), Decimal("150.15"))

    def test_nobody_writes_them(self, order, new_order, actors):
        order_id = new_order(lines=[SUGAR])
        with pytest.raises(RecordRefused) as refused, unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"amount": "1"})
        assert refused.value.fields == {"amount": "Это поле вычисляется."}

    def test_a_row_s_computed_value_is_not_taken_from_outside(self, order, new_order):
        order_id = new_order(lines=[{**SUGAR, "total": "1"}])
        assert said(held(order, order_id, "lines"), "total") == [(Decimal("300.30"),)]


class TestRows:
    def test_they_keep_their_ids_and_get_a_new_revision_when_they_change(self, order, new_order, actors):
        order_id = new_order(lines=[SUGAR, TEA])
        sugar, tea = held(order, order_id, "lines")
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [{"id": sugar["id"], "quantity": "5"}, {"id": tea["id"]}]})

        after = held(order, order_id, "lines")
        assert said(after, "id", "revision") == [(sugar["id"], 2), (tea["id"], 1)]
        assert said(after, "article", "quantity") == [("Сахар", Decimal(5)), ("Чай", Decimal("0.5"))]

    def test_a_row_that_is_sent_again_without_its_id_is_the_same_row(self, order, new_order, actors):
        order_id = new_order(lines=[SUGAR, TEA])
        before = held(order, order_id, "lines")
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [SUGAR, TEA]})
        assert held(order, order_id, "lines") == before

    def test_they_are_moved_and_removed(self, order, new_order, actors):
        order_id = new_order(lines=[SUGAR, TEA])
        sugar, tea = held(order, order_id, "lines")
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [{"id": tea["id"]}, {"id": sugar["id"]}]})
        assert said(held(order, order_id, "lines"), "id") == [(tea["id"],), (sugar["id"],)]
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [{"id": sugar["id"]}]})
        assert said(held(order, order_id, "lines"), "id") == [(sugar["id"],)]

    @pytest.mark.parametrize(
        ("lines", "place", "words"),
        [
            ([SUGAR, {"article": "Чай", "price": "-1"}], "lines-1-price", "Сумма не может быть отрицательной."),
            ([{"article": "Чай"}], "lines-0-price", "Это поле нужно заполнить."),
            ([SUGAR, {**SUGAR, "price": "1"}], "lines-1-article", "В другой строке уже есть такое значение."),
            ([{**SUGAR, "colour": "red"}], "lines-0-colour", "Такого поля нет."),
            ([{**SUGAR, "supplier": 999}], "lines", "Этого больше нет: выберите другое."),
        ],
    )
    def test_what_does_not_fit_is_said_at_the_row_and_nothing_is_written(self, order, new_order, lines, place, words):
        with pytest.raises(RecordRefused) as refused:
            new_order(lines=lines)
        assert refused.value.fields == {place: words}

    def test_two_people_change_different_rows(self, order, new_order, actors):
        order_id = new_order(lines=[SUGAR, TEA])
        sugar, tea = held(order, order_id, "lines")
        seen = fetch_record("supply_order", order_id).revision
        with unit_of_work(actors["director"]) as unit:
            update_record(unit, order, order_id, {"lines": [{**sugar, "quantity": "7"}, tea]})
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [sugar, {**tea, "quantity": "9"}]}, revision=seen)

        assert said(held(order, order_id, "lines"), "quantity") == [(Decimal(7),), (Decimal(9),)]

    def test_two_people_change_the_same_row(self, order, new_order, actors):
        order_id = new_order(lines=[SUGAR])
        [sugar] = held(order, order_id, "lines")
        seen = fetch_record("supply_order", order_id).revision
        with unit_of_work(actors["director"]) as unit:
            update_record(unit, order, order_id, {"lines": [{**sugar, "quantity": "7"}]})
        with pytest.raises(Conflict), unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [{**sugar, "quantity": "9"}]}, revision=seen)

    def test_nobody_reads_the_name_of_a_record_by_pointing_to_it_from_a_row(self, order, new_order, suppliers, actors):
        order_id = new_order(lines=[SUGAR])
        with pytest.raises(RecordRefused), unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [{**TEA, "supplier": 10_000}]})


class TestLists:
    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"lines.article": "Сахар"}, ["A"]),
            ({"lines.article__contains": "ча"}, ["B"]),
            ({"lines.quantity__gte": "2"}, ["A"]),
            ({"lines.total__lte": "500"}, ["A", "B"]),
            ({"lines__empty": "true"}, ["C"]),
            ({"amount__gte": "400"}, ["B"]),
        ],
    )
    def test_filters_reach_into_rows(self, order, new_order, actors, filters, found):
        for name, lines in (("A", [SUGAR]), ("B", [TEA]), ("C", [])):
            new_order(name=name, lines=lines)
        query = ListQuery(order, read_filters(order, filters), sort="name")
        assert [record.name for record in fetch(query, actors["manager"]).records] == found

    def test_the_search_finds_a_record_by_its_rows(self, new_order, sign_in):
        new_order(name="Бакалея", lines=[SUGAR])
        assert "Бакалея" in sign_in("manager").get("/search?q=сахар").text

    def test_the_journal_shows_rows_and_sums(self, new_order, sign_in):
        new_order(lines=[SUGAR, TEA])
        page = sign_in("manager").get("/supply-orders").text
        assert "Сахар, Чай" in page
        assert "800,30" in page

    def test_the_board_shows_the_computed_amount(self, new_order, sign_in):
        new_order(lines=[SUGAR])
        assert "300,30" in sign_in("manager").get("/supply-orders/board").text


class TestDoors:
    def test_the_api_takes_and_gives_rows(self, order, new_order, sign_in):
        client = sign_in("manager")
        made = client.post("/api/v1/supply-orders", json={"name": "По API", "lines": [SUGAR]})
        assert made.status_code == 201, made.text
        [line] = made.json["lines"]
        assert (line["article"], line["total"], made.json["amount"]) == ("Сахар", "300.30", "300.30")

        changed = client.patch(
            f"/api/v1/supply-orders/{made.json['id']}", json={"lines": [{"id": line["id"], "quantity": "1"}, TEA]}
        )
        assert [(each["id"] == line["id"], each["total"]) for each in changed.json["lines"]] == [
            (True, "100.10"),
            (False, "500.00"),
        ]

    def test_the_api_refuses_a_row_in_words(self, order, sign_in):
        client = sign_in("manager")
        refused = client.post(
            "/api/v1/supply-orders", json={"name": "x", "lines": [{"article": "Чай", "price": "дорого"}]}
        )
        assert (refused.status_code, list(refused.json["details"])) == (422, ["lines[0].price"])

    def test_openapi_describes_rows_and_what_is_computed(self, order, sign_in):
        document = sign_in("manager").get("/api/openapi.json").json
        properties = document["components"]["schemas"]["SampleOrder"]["properties"]
        assert properties["amount"]["readOnly"]
        assert properties["lines"]["items"]["properties"]["quantity"]["type"] == "string"
        assert properties["lines"]["items"]["properties"]["total"]["readOnly"]

    def test_what_the_api_answers_is_what_openapi_says(self, order, suppliers, actors, sign_in):
        client = sign_in("manager")
        document = Document(client)
        known = {"person": actors["manager"].id, "counterparty": suppliers["Заря"]}
        sent, made = make_record(document, client, "supply-orders", known)
        assert sent["lines"]
        for path, method, answer in (
            ("/api/v1/supply-orders", "post", made),
            ("/api/v1/supply-orders", "get", client.get("/api/v1/supply-orders")),
            ("/api/v1/supply-orders/{record_id}", "get", client.get(f"/api/v1/supply-orders/{made.json['id']}")),
        ):
            assert document.faults_of_answer(path, method, answer) == []

    @pytest.mark.parametrize(
        "lines", ["Сахар", [{"colour": "red"}], [{**SUGAR, "price": "дорого"}], [{"supplier": {}}]]
    )
    def test_rows_that_openapi_refuses_are_refused(self, order, sign_in, lines):
        client = sign_in("manager")
        document = Document(client)
        assert document.faults(document.request_schema("/api/v1/supply-orders", "post"), {"lines": lines})
        assert client.post("/api/v1/supply-orders", json={"name": "x", "lines": lines}).status_code == 422

    def test_a_form_is_posted_row_by_row(self, order, new_order, sign_in):
        order_id = new_order(lines=[SUGAR, TEA])
        sugar, tea = held(order, order_id, "lines")
        revision = fetch_record("supply_order", order_id).revision
        posted = {
            "_revision": revision, "name": "Заказ", "lines": "",
            "lines-1-id": tea["id"], "lines-1-article": "Чай", "lines-1-quantity": "2", "lines-1-price": "10",
            "lines-0-id": sugar["id"], "lines-0-article": "Сахар", "lines-0-quantity": "1", "lines-0-price": "20,50",
        }  # fmt: skip
        answer = sign_in("manager").post(f"/supply-orders/{order_id}/edit", data=posted)
        assert answer.status_code in (204, 302, 303), answer.text
        assert said(held(order, order_id, "lines"), "id", "total") == [
            (tea["id"], Decimal("20.00")),
            (sugar["id"], Decimal("20.50")),
        ]

    def test_a_form_with_a_wrong_row_comes_back_with_words_beside_it(self, new_order, sign_in):
        order_id = new_order(lines=[SUGAR])
        revision = fetch_record("supply_order", order_id).revision
        posted = {"_revision": revision, "name": "Заказ", "lines": "", "lines-0-article": "Чай", "lines-0-price": "x"}
        answer = sign_in("manager").post(f"/supply-orders/{order_id}/edit", data=posted)
        assert answer.status_code == 422
        assert "lines-0-order_lines_price-error" in answer.text

    def test_what_is_computed_is_shown_while_the_form_is_filled(self, order, sign_in):
        posted = {"lines-0-article": "Чай", "lines-0-quantity": "2", "lines-0-price": "10,50", "discount": "10"}
        patch = sign_in("manager").post("/forms/supply-order/evaluate", data=posted).json["computed"]
        assert patch["order_lines-0-order_lines_total"] == "21"
        assert patch["order_lines-total-order_lines_total"] == "21"
        assert patch["order_amount"] == "18,90"

    def test_the_diagram_reads_rows_and_its_refusal_names_them(self, order, new_order, actors):
        order_id = new_order()
        with pytest.raises(Refusal) as refused, unit_of_work(actors["manager"]) as unit:
            request_status(unit, order, order_id, "confirmed")
        assert tuple(refused.value.missing) == ("lines",)
        with unit_of_work(actors["manager"]) as unit:
            request_status(unit, order, order_id, "confirmed", {"lines": [SUGAR]})
        assert fetch_record("supply_order", order_id).status == "confirmed"

    def test_expressions_see_rows(self, order, new_order, actors):
        view = {"supply_order": ReadableView(order, new_order(lines=[SUGAR, TEA]), actors["manager"])}
        assert compile_expression("sum(supply_order.lines.quantity)").evaluate(view) == Decimal("3.5")
        assert compile_expression('supply_order.lines[article = "Чай"][1].total').evaluate(view) == Decimal("500.00")

    def test_the_history_names_the_row_and_what_changed_in_it(self, order, new_order, actors, sign_in):
        order_id = new_order(lines=[SUGAR, TEA])
        sugar, _tea = held(order, order_id, "lines")
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [{"id": sugar["id"], "quantity": "5"}]})
        page = sign_in("manager").get(f"/supply-orders/{order_id}/history").text
        assert "Позиции: Сахар, Количество" in page
        assert "Позиции: удалено" in page

    def test_the_card_shows_a_table_with_sums(self, new_order, sign_in):
        page = sign_in("manager").get(f"/supply-orders/{new_order(lines=[SUGAR, TEA])}").text
        assert "rows-table" in page
        assert "800,30" in page

    def test_deleting_an_order_removes_its_rows(self, order, new_order, actors):
        from app.records.commands.delete import delete_record

        order_id = new_order(lines=[SUGAR])
        with unit_of_work(actors["manager"]) as unit:
            delete_record(unit, order, order_id)
        assert held_rows(order, order_id) == []


def held_rows(order, order_id):
    return order.field("lines").load([order_id]).get(order_id, [])
