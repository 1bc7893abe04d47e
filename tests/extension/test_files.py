"""Files of records, in fields and in rows, through every door."""

import io
import re
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db
from app.engine import Actor, unit_of_work
from app.feel import compile_expression
from app.files import StoredFile
from app.records.commands.command_views import CommandView
from app.records.commands.create import create_record
from app.records.commands.delete import delete_record
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.fields import FileField
from app.records.listing import ListQuery, fetch, read_filters
from app.records.rights.feel_views import ReaderViews
from app.records.types import ValueRefused
from tests.extension.test_orders import SUGAR, TEA, held
from tests.files import samples
from tests.files.samples import uploaded
from tests.records.samples import fetch as fetch_record


def change(order, order_id: int, actor: Actor, **values):
    with unit_of_work(actor) as unit:
        return update_record(unit, order, order_id, values)


def part(content: bytes = samples.PDF, name: str = "offer.pdf") -> tuple:
    return (io.BytesIO(content), name)


def got(client, address: str, **options):
    """An answer with a content, read to its end as a browser does."""
    return client.get(address, buffered=True, **options)


def history_of(order, order_id: int, sign_in) -> str:
    return sign_in("manager").get(f"/supply-orders/{order_id}?tab=history").text


class TestValues:
    def test_a_record_holds_what_was_given(self, order, new_order, upload):
        order_id = new_order(scan=upload(), documents=[upload(name="b.pdf"), upload(name="a.pdf")])
        scan, documents = held(order, order_id, "scan", "documents")
        assert (scan.name, scan.media_type, scan.size) == ("offer.pdf", "application/pdf", len(samples.PDF))
        assert [each.name for each in documents] == ["b.pdf", "a.pdf"]

    def test_a_file_is_replaced_and_removed(self, order, new_order, upload, actors):
        order_id = new_order(scan=upload())
        change(order, order_id, actors["manager"], scan=upload(name="second.pdf"))
        assert held(order, order_id, "scan").name == "second.pdf"
        change(order, order_id, actors["manager"], scan=None)
        assert held(order, order_id, "scan") is None

    def test_rows_keep_their_files_over_an_edit(self, order, new_order, upload, actors):
        order_id = new_order(lines=[{**SUGAR, "drawing": upload()}, TEA])
        sugar, tea = held(order, order_id, "lines")
        change(
            order, order_id, actors["manager"], lines=[{**tea, "drawing": upload(name="tea.pdf")}, {"id": sugar["id"]}]
        )
        again, before = held(order, order_id, "lines")
        assert (again["drawing"].name, before["drawing"]) == ("tea.pdf", sugar["drawing"])
        assert (again["id"], before["id"]) == (tea["id"], sugar["id"])

    def test_a_row_has_a_new_revision_when_its_file_changes(self, order, new_order, upload, actors):
        order_id = new_order(lines=[SUGAR, TEA])
        sugar, tea = held(order, order_id, "lines")
        change(order, order_id, actors["manager"], lines=[{"id": sugar["id"], "drawing": upload()}, {"id": tea["id"]}])
        revisions = [row["revision"] for row in held(order, order_id, "lines")]
        assert revisions == [sugar["revision"] + 1, tea["revision"]]

    def test_a_file_that_moves_to_another_row_is_there(self, order, new_order, upload, actors):
        order_id = new_order(lines=[{**SUGAR, "drawing": upload()}, TEA])
        sugar, tea = held(order, order_id, "lines")
        rows = [{"id": sugar["id"], "drawing": None}, {"id": tea["id"], "drawing": sugar["drawing"].id}]
        change(order, order_id, actors["manager"], lines=rows)
        first, second = held(order, order_id, "lines")
        assert (first["drawing"], second["drawing"].name) == (None, "offer.pdf")

    def test_what_a_removed_row_had_is_unused(self, order, new_order, upload, actors):
        order_id = new_order(lines=[{**SUGAR, "drawing": upload()}, TEA])
        tea = held(order, order_id, "lines")[1]
        change(order, order_id, actors["manager"], lines=[{"id": tea["id"]}])
        assert [row.unused_since is None for row in db.session.scalars(select(StoredFile))] == [False]

    def test_a_deleted_record_uses_no_file(self, order, new_order, upload, actors):
        order_id = new_order(scan=upload(), lines=[{**SUGAR, "drawing": upload()}])
        with unit_of_work(actors["director"]) as unit:
            delete_record(unit, order, order_id)
        assert all(row.unused_since for row in db.session.scalars(select(StoredFile)))

    def test_a_refused_change_takes_nothing(self, order, new_order, upload, actors):
        order_id, file_id = new_order(), upload()
        with pytest.raises(RecordRefused):
            change(order, order_id, actors["manager"], scan=file_id, lines=[SUGAR, SUGAR])
        db.session.expire_all()
        assert db.session.get(StoredFile, file_id).unused_since is not None

    def test_two_people_add_files_at_the_same_time(self, order, new_order, upload, actors):
        order_id = new_order(documents=[upload(name="a.pdf"), upload(name="b.pdf")])
        seen = fetch_record("supply_order", order_id).revision
        first, second = held(order, order_id, "documents")
        change(order, order_id, actors["manager"], documents=[first.id, upload(name="c.pdf")])
        with unit_of_work(actors["director"]) as unit:
            mine = [first.id, second.id, upload_inside(actors["director"], "d.pdf")]
            update_record(unit, order, order_id, {"documents": mine}, revision=seen)
        assert [each.name for each in held(order, order_id, "documents")] == ["a.pdf", "d.pdf", "c.pdf"]

    @pytest.mark.parametrize(
        "raw", ["text", 0, -1, True, {"name": "a"}, 10**30, 2**31, [1, 2], [[1]], {"id": "x"}, "\x00", 1.5]
    )
    def test_what_is_no_file_is_refused_in_words(self, app, raw):
        with pytest.raises(ValueRefused):
            FileField("scan", "Скан").read(raw)

    @pytest.mark.parametrize("raw", [7, "7", Decimal(7), {"id": 7}, {"id": 7, "name": "x", "size": 1}, [7], ["", "7"]])
    def test_a_file_is_named_by_its_id(self, app, raw):
        assert FileField("scan", "Скан").read(raw).id == 7

    def test_a_cell_of_a_spreadsheet_names_files_by_their_words(self, app):
        field = FileField("documents", "Документы", many=True)
        assert [each.id for each in field.read_cell("a.pdf, 9", {"a.pdf": 8})] == [8, 9]
        with pytest.raises(ValueRefused):
            field.read_cell("unknown.pdf")


def upload_inside(actor: Actor, name: str) -> int:
    return uploaded(actor.id, samples.PDF, name)


class TestSideDoors:
    @pytest.mark.parametrize("field", ["scan", "documents", "lines"])
    def test_what_somebody_else_gave_is_not_there(self, order, new_order, upload, actors, field):
        foreign = upload("director")
        value = [{**SUGAR, "drawing": foreign}] if field == "lines" else foreign
        with pytest.raises(RecordRefused) as refused:
            new_order(**{field: value})
        unknown = [{**SUGAR, "drawing": 999}] if field == "lines" else 999
        with pytest.raises(RecordRefused) as as_unknown:
            new_order(**{field: unknown})
        assert refused.value.fields == as_unknown.value.fields

    def test_what_another_record_holds_is_not_there(self, order, new_order, upload, actors):
        new_order("director", scan=upload("director"))
        with pytest.raises(RecordRefused):
            new_order(scan=db.session.scalar(select(StoredFile.id)))

    def test_a_file_that_was_given_for_another_field_is_checked_again(self, order, new_order, upload):
        page = upload(content=samples.HTML, name="page.html")
        with pytest.raises(RecordRefused) as refused:
            new_order(scan=page)
        assert "text/html" in refused.value.fields["scan"]
        with pytest.raises(RecordRefused) as refused:
            new_order(lines=[TEA, {**SUGAR, "drawing": page}])
        assert list(refused.value.fields) == ["lines-1-drawing"]
        assert held(order, new_order(documents=[page]), "documents")[0].media_type == "text/html"

    def test_expressions_tell_nothing_of_what_one_may_not_know(self, order, upload, actors):
        scan = FileField("scan", "Скан")
        given = scan.read(upload("director"))
        name = compile_expression("scan.name")
        assert name.evaluate({"scan": scan.feel(given, ReaderViews(actors["manager"]))}) is None
        assert name.evaluate({"scan": scan.feel(given, ReaderViews(actors["director"]))}) == "offer.pdf"

    def test_a_form_tells_no_name_of_what_one_may_not_know(self, order, upload, sign_in):
        secret = upload("director", name="secret.pdf")
        page = sign_in("manager").post("/supply-orders/new", data={"name": "", "scan": str(secret)})
        assert page.status_code == 422
        assert "secret.pdf" not in page.text
        assert "secret.pdf" not in sign_in("manager").get(f"/supply-orders/new?scan={secret}").text

    def test_a_diagram_may_hand_a_file_on_and_the_records_do_not_share_it(self, order, new_order, upload, actors):
        first_id = new_order(scan=upload())
        scan = held(order, first_id, "scan")
        with unit_of_work(Actor(None, "", "", frozenset())) as unit:
            value = CommandView(unit, order, first_id)["scan"]
            second_id = create_record(unit, order, {"name": "Копия", "scan": value}, system=True).id
        change(order, first_id, actors["manager"], scan=None)
        copy = held(order, second_id, "scan")
        assert (copy.name, copy.id == scan.id) == ("offer.pdf", False)


class TestShowing:
    def test_expressions_read_name_size_and_media_type(self, order, new_order, upload, actors):
        views = ReaderViews(actors["manager"])
        view = views.record(order, new_order(scan=upload(), lines=[{**SUGAR, "drawing": upload(name="d.pdf")}]))
        words = 'scan.name + " " + scan.media_type + " " + string(scan.size) + " " + lines[1].drawing.name'
        assert compile_expression(words).evaluate(view) == f"offer.pdf application/pdf {len(samples.PDF)} d.pdf"
        assert compile_expression("scan = null").evaluate(views.record(order, new_order())) is True

    def test_the_history_says_which_file_came_and_which_went(self, order, new_order, upload, actors, sign_in):
        order_id = new_order(scan=upload(name="old.pdf"), documents=[upload(name="stays.pdf"), upload(name="goes.pdf")])
        stays = held(order, order_id, "documents")[0]
        change(
            order,
            order_id,
            actors["manager"],
            scan=upload(name="new.pdf"),
            documents=[stays.id, upload(name="comes.pdf")],
            lines=[{**SUGAR, "drawing": upload(name="sugar.pdf")}],
        )
        changes = order.field("documents").history_changes(
            {"old": [{"id": 1, "name": "goes.pdf"}], "new": [{"id": 2, "name": "comes.pdf"}]}, None
        )
        assert changes == [("Документы", "goes.pdf", "comes.pdf")]
        text = history_of(order, order_id, sign_in)
        assert all(name in text for name in ("old.pdf", "new.pdf", "goes.pdf", "comes.pdf", "sugar.pdf"))
        assert "stays.pdf" not in text

    def test_lists_filter_and_sort_by_files(self, order, new_order, upload, actors):
        names = {"b": new_order(scan=upload(name="Бета.pdf")), "a": new_order(scan=upload(name="Альфа.pdf"))}
        names["none"] = new_order(lines=[{**SUGAR, "drawing": upload(name="Чертёж.pdf")}])
        assert self.found(order, actors, {"scan__contains": "бета"}) == [names["b"]]
        assert self.found(order, actors, {"scan__empty": "true"}) == [names["none"]]
        assert self.found(order, actors, {"scan__empty": "no"}, "scan") == [names["a"], names["b"]]
        assert self.found(order, actors, {"lines.drawing__contains": "ЧЕРТЁЖ"}) == [names["none"]]
        assert self.found(order, actors, {"lines.drawing__empty": "true"}) == [names["b"], names["a"]]
        assert self.found(order, actors, {}, "scan") == [names["a"], names["b"], names["none"]]

    def found(self, order, actors, filters, sort="id"):
        query = ListQuery(order, read_filters(order, filters), "", sort)
        return [each.id for each in fetch(query, actors["manager"]).records]

    def test_a_page_of_records_reads_all_files_with_one_statement(self, order, new_order, upload, sign_in):
        for _each in range(3):
            new_order(scan=upload(), documents=[upload(), upload()], lines=[{**SUGAR, "drawing": upload()}, TEA])
        client = sign_in("manager")
        client.get("/api/v1/supply-orders")
        few = statements(client, "/api/v1/supply-orders?per_page=1")
        assert statements(client, "/api/v1/supply-orders") == few


def statements(client, address: str) -> int:
    from sqlalchemy import event

    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


class TestPages:
    def test_a_file_comes_with_the_form_and_is_got_back(self, order, sign_in):
        client = sign_in("manager")
        answer = client.post(
            "/supply-orders/new",
            data={
                "name": "Сахар",
                "_file-scan": part(name="../скан.pdf"),
                "_file-documents": [part(samples.PNG, "a.png"), part(b"words", "b.txt")],
                "lines-0-article": "Сахар",
                "lines-0-price": "1",
                "_file-lines-0-drawing": part(samples.JPEG, "drawing.jpg"),
            },
        )
        assert answer.status_code == 303
        order_id = int(answer.location.rpartition("/")[2])
        scan, documents, lines = held(order, order_id, "scan", "documents", "lines")
        assert (scan.name, [each.name for each in documents]) == ("скан.pdf", ["a.png", "b.txt"])
        assert lines[0]["drawing"].name == "drawing.jpg"
        page = client.get(f"/supply-orders/{order_id}").text
        for file in (scan, *documents, lines[0]["drawing"]):
            assert file.name in page
            assert f"/supply-orders/{order_id}/files/{file.id}" in page
        assert got(client, f"/supply-orders/{order_id}/files/{scan.id}").data == samples.PDF

    def test_a_refused_form_keeps_what_was_attached(self, order, sign_in):
        client = sign_in("manager")
        refused = client.post("/supply-orders/new", data={"name": "", "_file-scan": part()})
        assert refused.status_code == 422
        assert "offer.pdf" in refused.text
        [file_id] = re.findall(r'name="scan" value="(\d+)"', refused.text)
        made = client.post("/supply-orders/new", data={"name": "Сахар", "scan": ["", file_id]})
        assert held(order, int(made.location.rpartition("/")[2]), "scan").id == int(file_id)

    def test_a_refused_file_does_not_lose_the_others(self, order, sign_in):
        client = sign_in("manager")
        data = {"name": "Сахар", "_file-scan": part(samples.HTML, "a.png"), "_file-documents": [part(name="b.pdf")]}
        refused = client.post("/supply-orders/new", data=data)
        assert refused.status_code == 422
        assert "не то, чем назван" in refused.text
        assert re.findall(r'name="documents" value="\d+"', refused.text)

    def test_rows_are_added_without_losing_what_was_attached(self, order, sign_in):
        client = sign_in("manager")
        page = client.post("/supply-orders/new", data={"name": "x", "_file-scan": part(), "_add_row": "lines"})
        assert page.status_code == 200
        assert re.findall(r'name="scan" value="\d+"', page.text)

    def test_a_box_without_its_mark_removes_the_file(self, order, new_order, upload, sign_in):
        order_id = new_order(documents=[upload(name="a.pdf"), upload(name="b.pdf")])
        first = held(order, order_id, "documents")[0]
        revision = fetch_record("supply_order", order_id).revision
        data = {"documents": ["", str(first.id)], "_revision": revision}
        assert sign_in("manager").post(f"/supply-orders/{order_id}/edit", data=data).status_code == 303
        assert [each.name for each in held(order, order_id, "documents")] == ["a.pdf"]

    def test_one_field_is_filled_where_it_stands(self, order, new_order, sign_in):
        order_id, client = new_order(), sign_in("manager")
        assert "multipart/form-data" in client.get(f"/supply-orders/{order_id}/field/scan").text
        done = client.post(f"/supply-orders/{order_id}/field/scan", data={"_file-scan": part()})
        assert done.status_code == 303
        assert held(order, order_id, "scan").name == "offer.pdf"

    @pytest.mark.parametrize("name", ["scan", "_file-name", "_file-unknown", "_file-lines-x-drawing", "_file-"])
    def test_a_file_for_nothing_is_refused_and_not_kept(self, order, sign_in, name):
        answer = sign_in("manager").post("/supply-orders/new", data={"name": "x", name: part()})
        assert answer.status_code == 415
        assert db.session.scalar(select(StoredFile.id)) is None

    def test_scripts_hand_a_file_over_before_the_form(self, order, new_order, sign_in):
        client = sign_in("manager")
        made = client.post("/supply-orders/files?field=lines.drawing", data={"file": part()})
        assert (made.status_code, made.json["name"]) == (201, "offer.pdf")
        refused = client.post(f"/supply-orders/{new_order()}/files?field=scan", data={"file": part(b"", "a.pdf")})
        assert (refused.status_code, refused.json) == (422, {"message": "«a.pdf» — пустой файл."})

    def test_forms_are_evaluated_with_files_in_them(self, order, upload, sign_in):
        answer = sign_in("manager").post("/forms/order/evaluate", data={"name": "x", "documents": ["", str(upload())]})
        assert answer.status_code == 200
