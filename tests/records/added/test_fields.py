"""Fields that an analyst has added: read, kept, shown, filtered, sorted, computed like declared ones."""

import json
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.db import db
from app.engine import SYSTEM, deploy, unit_of_work
from app.engine.models import HistoryEntry
from app.i18n import in_every_language
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.listing.by_key import fetch_after
from app.records.listing.filters import Filter
from app.records.listing.query import ListQuery, fetch
from app.records.rights.feel_views import ReadableView
from app.records.types import Showing, registry
from tests.records.samples import fetch as read
from tests.records.samples import new
from tests.visitors import signed_in

FORM = Path(__file__).parents[3] / "forms" / "deal.form"
LIFECYCLE = Path(__file__).parents[3] / "bpmn" / "deal.lifecycle.yaml"
FILE = """\
record_type: deal
fields:
  - {name: motto, type: text, label: {ru: Девиз, en: Motto}, max_length: 40}
  - {name: story, type: rich_text, label: {ru: История, en: Story}}
  - {name: floors, type: integer, label: {ru: Этажи, en: Floors}}
  - {name: area, type: decimal, scale: 3, label: {ru: Площадь, en: Area}}
  - {name: share, type: percent, label: {ru: Доля, en: Share}}
  - {name: fee, type: money, label: {ru: Сбор, en: Fee}}
  - {name: urgent, type: boolean, label: {ru: Срочно, en: Urgent}}
  - {name: visit, type: date, label: {ru: Выезд, en: Visit}}
  - {name: call_at, type: datetime, label: {ru: Звонок, en: Call}}
  - {name: travel, type: duration, label: {ru: Дорога, en: Travel}}
  - name: colour
    type: choice
    label: {ru: Цвет, en: Colour}
    choices: [{id: red, label: {ru: Красный, en: Red}}, {id: blue, label: {ru: Синий, en: Blue}}]
  - name: parts
    type: choices
    label: {ru: Части, en: Parts}
    choices: [{id: roof, label: {ru: Крыша, en: Roof}}, {id: wall, label: {ru: Стена, en: Wall}}]
  - {name: engineer, type: person, label: {ru: Инженер, en: Engineer}}
  - {name: origin, type: reference, target: lead, label: {ru: Источник, en: Origin}}
  - {name: site, type: url, label: {ru: Сайт, en: Site}}
  - {name: letter, type: email, label: {ru: Почта, en: Mail}}
  - {name: desk, type: phone, label: {ru: Стойка, en: Desk}}
  - {name: total, type: money, label: {ru: Итог, en: Total}, formula: amount + fee}
"""
#: A smaller and a larger value by field, as the API gives them, and as they are held.
VALUES = {
    "motto": ("Альфа", "Бета", "Альфа", "Бета"),
    "floors": (9, 10, 9, 10),
    "area": ("9.125", "10.5", Decimal("9.125"), Decimal("10.500")),
    "share": ("9", "10.5", Decimal("9.00"), Decimal("10.50")),
    "fee": ("9.50", "1000", Decimal("9.50"), Decimal("1000.00")),
    "visit": ("2026-02-09", "2026-10-01", date(2026, 2, 9), date(2026, 10, 1)),
    "call_at": (
        "2026-02-09T12:00:00Z",
        "2026-10-01T12:00:00+03:00",
        datetime(2026, 2, 9, 12, tzinfo=UTC),
        datetime(2026, 10, 1, 9, tzinfo=UTC),
    ),
    "travel": ("9:30", "PT10H", timedelta(hours=9, minutes=30), timedelta(hours=10)),
    "site": ("https://a.example", "https://b.example", "https://a.example", "https://b.example"),
    "letter": ("a@b.ru", "b@b.ru", "a@b.ru", "b@b.ru"),
    "desk": ("100 20 30", "200 20 30", "100 20 30", "200 20 30"),
}
ORDERED = list(VALUES)
NONE = "record_type: deal\nfields: []\n"


def publish(text: str = FILE, confirmed: Collection[str] = ()):
    done = deploy({"deal.fields.yaml": text.encode()}, name="fields", actor=SYSTEM, confirmed=confirmed)
    db.session.commit()
    return done


@pytest.fixture
def director(actors):
    publish()
    return actors["director"]


def change(actor, deal_id: int, **values) -> None:
    with unit_of_work(actor) as unit:
        update_record(unit, registry["deal"], deal_id, values)


def held(deal_id: int, name: str):
    return registry["deal"].field(name).get(read("deal", deal_id))


def found(actor, *filters: tuple[str, str, str], sort: str = "id") -> list[int]:
    query = ListQuery(registry["deal"], [Filter(*each) for each in filters], sort=sort)
    return [record.id for record in fetch(query, actor).records]


@pytest.mark.parametrize("name", ORDERED)
class TestEveryTypeWithAnOrder:
    @pytest.fixture
    def three(self, director, name):
        """The ids of a record with the smaller value, with the larger one, and with none."""
        smaller, larger, *_held = VALUES[name]
        ids = [new(director, "deal", name="1", **{name: larger}), new(director, "deal", name="2", **{name: smaller})]
        return ids[1], ids[0], new(director, "deal", name="3")

    def test_it_holds_what_was_given(self, three, name):
        assert [held(each, name) for each in three] == [*VALUES[name][2:], None]

    def test_it_is_found_by_its_value(self, three, director, name):
        assert found(director, (name, "eq", str(VALUES[name][0]))) == [three[0]]

    def test_it_is_found_by_its_bounds(self, three, director, name):
        smaller, larger = (str(each) for each in VALUES[name][:2])
        assert found(director, (name, "gte", larger)) == [three[1]]
        assert found(director, (name, "lte", smaller)) == [three[0]]

    def test_it_is_found_among_several(self, three, director, name):
        smaller, larger = (str(each) for each in VALUES[name][:2])
        assert found(director, (name, "in", f"{smaller},{larger}")) == sorted(three[:2])

    def test_it_is_found_when_it_is_empty(self, three, director, name):
        assert found(director, (name, "empty", "true")) == [three[2]]
        assert found(director, (name, "empty", "false")) == sorted(three[:2])

    def test_a_list_is_sorted_by_it_and_what_is_empty_comes_last(self, three, director, name):
        smaller, larger, empty = three
        assert found(director, sort=name) == [smaller, larger, empty]
        assert found(director, sort=f"-{name}") == [larger, smaller, empty]

    def test_a_list_in_its_order_is_read_page_after_page(self, three, director, name):
        query = ListQuery(registry["deal"], sort=name, per_page=1)
        ids, after = [], ""
        for _page in three:
            records, after = fetch_after(query, director, after)
            ids += [record.id for record in records]
        assert (ids, after) == ([*three], None)


class TestOtherTypes:
    def test_yes_and_no(self, director):
        yes, no, none = (new(director, "deal", name="1", urgent=each) for each in (True, False, None))
        assert found(director, ("urgent", "eq", "true")) == [yes]
        assert found(director, ("urgent", "eq", "false")) == [no]
        assert found(director, ("urgent", "empty", "true")) == [none]

    def test_one_of_a_list(self, director):
        red, blue = (new(director, "deal", name="1", colour=each) for each in ("red", "blue"))
        assert found(director, ("colour", "in", "red,blue")) == [red, blue]
        assert found(director, ("colour", "contains", "син")) == [blue]

    def test_some_of_a_list(self, director):
        both, one = (new(director, "deal", name="1", parts=each) for each in (["wall", "roof"], ["roof"]))
        none = new(director, "deal", name="1")
        assert held(both, "parts") == ["roof", "wall"]
        assert found(director, ("parts", "eq", "wall")) == [both]
        assert found(director, ("parts", "in", "roof,wall")) == [both, one]
        assert found(director, ("parts", "empty", "true")) == [none]

    def test_a_person(self, director, actors):
        mine = new(director, "deal", name="1", engineer=director.id)
        other = new(director, "deal", name="2", engineer=actors["manager"].id)
        assert found(director, ("engineer", "eq", str(director.id))) == [mine]
        assert found(director, ("engineer", "in", f"{director.id},{actors['manager'].id}")) == [mine, other]
        assert set(found(director, sort="engineer")) == {mine, other}

    def test_a_reference(self, director):
        lead_id = new(director, "lead", name="Весенняя заявка")
        deal_id = new(director, "deal", name="1", origin=lead_id)
        assert found(director, ("origin", "contains", "весен")) == [deal_id]
        assert found(director, ("origin", "eq", str(lead_id)), sort="origin") == [deal_id]

    def test_a_reference_to_what_is_not_there_is_refused(self, director):
        with pytest.raises(RecordRefused) as refused:
            new(director, "deal", name="1", origin=4711)
        assert set(refused.value.fields) == {"origin"}

    def test_rich_text_is_cleaned_and_found_by_its_words(self, director):
        deal_id = new(director, "deal", name="1", story="<strong>Дом</strong><script>1</script>")
        assert held(deal_id, "story") == "<strong>Дом</strong>"
        assert found(director, ("story", "contains", "дом")) == [deal_id]

    def test_a_text_is_found_by_a_part_whatever_its_case(self, director):
        deal_id = new(director, "deal", name="1", motto="Быстрее ВЕТРА")
        assert found(director, ("motto", "contains", "ветра")) == [deal_id]

    def test_a_day_finds_its_moments(self, director):
        deal_id = new(director, "deal", name="1", call_at="2026-02-09T21:30:00Z")  # the tenth, in Moscow
        assert found(director, ("call_at", "eq", "2026-02-10")) == [deal_id]
        assert found(director, ("call_at", "lte", "2026-02-09")) == []


class TestFormulas:
    def test_it_follows_what_it_reads(self, director):
        deal_id = new(director, "deal", name="1", amount="100.10", fee="0.20")
        assert held(deal_id, "total") == Decimal("100.30")
        change(director, deal_id, fee=None)
        assert held(deal_id, "total") is None

    def test_nobody_writes_it(self, director):
        with pytest.raises(RecordRefused) as refused:
            new(director, "deal", name="1", total="5")
        assert set(refused.value.fields) == {"total"}


class TestEverywhere:
    @pytest.fixture
    def deal_id(self, director):
        return new(director, "deal", name="Дом", manager=director.id, motto="Быстрее ветра", colour="red", fee="5")

    def test_the_api_reads_and_writes_it(self, sign_in, director, deal_id):
        client = sign_in("director")
        answer = client.patch(f"/api/v1/deals/{deal_id}", json={"visit": "2026-02-09", "parts": ["roof"]})
        assert answer.status_code == 200
        body = client.get(f"/api/v1/deals/{deal_id}").json
        assert (body["visit"], body["parts"], body["motto"]) == ("2026-02-09", ["roof"], "Быстрее ветра")
        assert client.get("/api/v1/deals?colour=red").json["total"] == 1

    def test_a_wrong_value_is_named_by_the_api(self, sign_in, director, deal_id):
        answer = sign_in("director").patch(f"/api/v1/deals/{deal_id}", json={"colour": "green", "floors": 1.5})
        assert (answer.status_code, set(answer.json["details"])) == (422, {"colour", "floors"})

    def test_the_description_of_the_api_has_it(self, sign_in, director):
        assert '"travel"' in sign_in("director").get("/api/openapi.json").text

    def test_the_journal_shows_it_when_it_is_chosen(self, crm, deal_id):
        visitor = signed_in(crm, "director")
        assert "Быстрее ветра" not in visitor.get("/deals").text
        assert "Motto" in visitor.get("/deals/columns").text
        visitor.post("/deals/columns", {"order": ["number", "motto", "fee"], "column": ["number", "motto", "fee"]})
        assert "Быстрее ветра" in visitor.get("/deals").text

    def test_the_properties_have_it_in_a_group_of_its_own(self, crm, deal_id):
        page = signed_in(crm, "director").get(f"/deals/{deal_id}").text
        assert "Additional" in page
        assert "Быстрее ветра" in page

    def test_what_is_computed_follows_while_it_is_typed(self, crm, deal_id):
        visitor = signed_in(crm, "director")
        reply = visitor.post("/forms/deal/evaluate", {"amount": "100", "fee": "20"})
        assert [words for words in reply.json["computed"].values() if words.startswith("120")]

    def test_a_form_that_has_it_takes_it_out_of_the_group(self, crm, deal_id):
        form = json.loads(FORM.read_text(encoding="utf-8"))
        form["components"].append({"id": "own", "type": "textfield", "key": "motto", "label": "Наш девиз"})
        deploy({"deal.form": json.dumps(form).encode()}, name="form", actor=SYSTEM)
        db.session.commit()
        page = signed_in(crm, "director").get(f"/deals/{deal_id}").text
        assert ("Наш девиз" in page, page.count("Быстрее ветра")) == (True, 1)

    def test_the_history_of_a_field_that_is_gone_can_be_read(self, crm, director, deal_id):
        change(director, deal_id, motto="Тише едешь")
        problems = deploy({"deal.fields.yaml": NONE.encode()}, name="fields", actor=SYSTEM, dry_run=True).problems
        publish(NONE, [each.confirmation for each in problems])
        assert signed_in(crm, "director").get(f"/deals/{deal_id}/history").status_code == 200
        assert signed_in(crm, "director").get(f"/deals/{deal_id}").status_code == 200

    def test_a_role_may_be_bound_to_it(self, crm, actors, deal_id):
        text = LIFECYCLE.read_text(encoding="utf-8")
        bound = text.replace("\nroles:\n", "\nroles:\n  engineer: {attribute: engineer}\n", 1)
        bound = bound.replace("\npermissions:\n", "\npermissions:\n  engineer: {read: all}\n", 1)
        assert found(actors["observer"]) == []
        deploy({"deal.lifecycle.yaml": bound.encode()}, name="role", actor=SYSTEM)
        db.session.commit()
        change(actors["director"], deal_id, engineer=actors["observer"].id)
        assert found(actors["observer"]) == [deal_id]

    def test_it_is_edited_where_it_stands(self, crm, deal_id):
        visitor = signed_in(crm, "director")
        reply = visitor.post(f"/deals/{deal_id}/field/motto", {"motto": "Тише едешь", "_revision": "1"})
        assert reply.status_code == 303
        assert held(deal_id, "motto") == "Тише едешь"

    def test_the_history_has_it_in_words(self, crm, director, deal_id):
        change(director, deal_id, colour="blue")
        [entry] = db.session.query(HistoryEntry).filter_by(record_id=deal_id, kind="fieldsChanged")
        assert entry.data["fields"]["colour"] == {"old": "red", "new": "blue"}
        page = signed_in(crm, "director").get(f"/deals/{deal_id}/history").text
        assert "Colour" in page

    def test_expressions_read_it(self, crm, director, deal_id):
        assert ReadableView(registry["deal"], deal_id, director)["motto"] == "Быстрее ветра"

    def test_it_is_a_number_in_a_spreadsheet(self, director, deal_id):
        assert registry["deal"].field("fee").cell(held(deal_id, "fee"), Showing()) == Decimal("5.00")

    def test_its_label_is_in_the_language_of_the_person(self, crm, director):
        assert in_every_language(registry["deal"].field("motto").label) == {"ru": "Девиз", "en": "Motto"}

    def test_nothing_more_is_asked_of_the_database_for_it(self, director, deal_id, count_statements):
        found(director)
        with count_statements() as statements:
            found(director)
        assert len(statements) == 2

    def test_nothing_is_asked_when_no_field_is_added(self, actors, count_statements):
        found(actors["director"])
        with count_statements() as statements:
            found(actors["director"])
            assert not registry["deal"].has_field("motto")
        assert len(statements) == 2

    def test_other_types_of_records_do_not_have_it(self, director):
        assert not registry["lead"].has_field("motto")


@pytest.mark.parametrize(
    "retyped", ["duration", "decimal", "date", "datetime", "boolean", "url", "person", "reference, target: lead"]
)
def test_the_history_of_a_field_that_is_of_another_type_now_is_read(crm, director, retyped):
    publish()
    deal = new(director, "deal", name="Поставка")
    for motto in ("Альфа", None):
        change(director, deal, motto=motto)
    publish(FILE.replace("name: motto, type: text,", f"name: motto, type: {retyped},").replace(", max_length: 40", ""))
    answer = signed_in(crm, "director").get(f"/deals/{deal}/history")
    assert answer.status_code == 200
    assert "Motto" in answer.text
