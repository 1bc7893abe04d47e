"""Forms as HTML: every component can be read, filled and understood, and nothing typed is lost."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask import render_template
from lxml import html
from werkzeug.datastructures import MultiDict

import app.crm.lead  # noqa: F401
from app.records.forms.posted import read_post
from app.records.forms.render import Drawing, changed_rows, form_view
from app.records.forms.schema import submit
from tests.records.forms.sample import People, contacts, form_of, text

COLOUR = {"type": "select", "key": "colour", "label": "Цвет", "properties": {"choices": "colour"}}
BOSS = {"type": "select", "key": "boss", "label": "Начальник", "properties": {"entity": "person"}}
EVERY_INPUT = (
    text("name"),
    {"type": "textarea", "key": "comment", "label": "Комментарий"},
    {"type": "textarea", "key": "rich", "label": "Описание", "properties": {"richText": "true"}},
    {"type": "number", "key": "amount", "label": "Сумма", "properties": {"format": "money"}},
    {"type": "checkbox", "key": "main", "label": "Основной"},
    COLOUR,
    BOSS,
    {"type": "radio", "key": "size", "label": "Размер", "values": [{"value": "s"}, {"value": "m"}]},
    {"type": "checklist", "key": "days", "label": "Дни", "values": [{"value": "mon"}, {"value": "tue"}]},
    {"type": "taglist", "key": "viewers", "label": "Наблюдатели", "properties": {"entity": "person"}},
    {"type": "datetime", "key": "when", "dateLabel": "Когда", "subtype": "datetime"},
)
FILLED = {
    "name": 'Ромашка "<&>"',
    "comment": "\nстрока",
    "rich": "<p>Да</p>",
    "amount": Decimal("1250000.50"),
    "main": True,
    "colour": "blue",
    "boss": 1,
    "size": "m",
    "days": ["tue"],
    "viewers": [2, 1],
    "when": datetime(2026, 11, 24, 11, 5, tzinfo=UTC),
}
POSTED = {
    "name": 'Ромашка "<&>"',
    "comment": "\nстрока",
    "rich": "<p>Да</p>",
    "amount": "1\u00a0250\u00a0000,50",
    "main": "true",
    "colour": "blue",
    "boss": "1",
    "size": "m",
    "days": ["tue"],
    "viewers": ["2", "1"],
    "when": "24.11.2026 14:05",
}


@pytest.fixture
def page(app):
    with app.test_request_context():
        yield


def draw(form, values=(), **options):
    drawing = Drawing(People(), **options)
    return html.fromstring(render_template("forms/form.html", form_view=form_view(form, dict(values), drawing)))


def draw_again(submission):
    """The form with what was typed and what is wrong with it."""
    return draw(submission.form, submission.raw, errors=submission.errors)


def sent(tree) -> MultiDict:
    """What a browser would send, were the drawing inside a form."""
    form = html.fromstring("<form></form>")
    form.append(tree)
    for area in form.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")  # browsers leave out the first line break, lxml does not
    return MultiDict([(name, value.replace("\r\n", "\n")) for name, value in form.form_values()])


@pytest.mark.usefixtures("page")
class TestInputs:
    def test_what_is_drawn_is_what_is_sent_back(self):
        form = form_of(*EVERY_INPUT)

        assert read_post(form, sent(draw(form, FILLED))) == POSTED

    def test_the_same_values_come_out_typed_again(self):
        form = form_of(*EVERY_INPUT)

        submission = submit(form, read_post(form, sent(draw(form, FILLED))), People())

        assert submission.errors == {}
        assert submission.values == FILLED | {"comment": "\nстрока"}

    def test_raw_values_are_drawn_as_they_were_typed(self):
        form = form_of(*EVERY_INPUT)
        typed = POSTED | {"amount": "сто", "when": "завтра"}

        assert read_post(form, sent(draw(form, typed))) == typed

    def test_every_input_has_a_label(self):
        tree = draw(form_of(*EVERY_INPUT))

        for control in tree.xpath("//input[@type!='hidden']|//select|//textarea"):
            assert control.xpath("ancestor::label") or tree.xpath(f"//label[@for='{control.get('id')}']")

    def test_people_are_shown_by_name(self):
        tree = draw(form_of(BOSS), {"boss": 2})

        assert tree.xpath("//option[@selected]/text()") == ["Иван Сидоров"]
        assert tree.xpath("//select/@data-picker-url") == ["/pickers/person"]

    def test_a_value_that_is_no_longer_offered_stays(self):
        assert draw(form_of(COLOUR), {"colour": "green"}).xpath("//option[@selected]/@value") == ["green"]

    def test_defaults_of_the_form_are_used_where_nothing_is_given(self):
        form = form_of(text("name", defaultValue="Без названия"))

        assert draw(form).xpath("//input/@value") == ["Без названия"]
        assert draw(form, {"name": ""}).xpath("//input/@value") == [""]

    def test_what_may_not_be_edited_is_not_sent(self):
        form = form_of(*({**each, "disabled": True} for each in EVERY_INPUT))

        assert read_post(form, sent(draw(form, FILLED))) == {}

    def test_a_form_to_read_has_nothing_to_change(self):
        form = form_of(*EVERY_INPUT, contacts())

        tree = draw(form, FILLED | {"contacts": [{"full_name": "Анна"}]}, read_only=True)

        assert not tree.xpath("//button")
        assert "name" not in sent(tree)

    def test_the_prefix_keeps_two_forms_of_a_page_apart(self):
        assert draw(form_of(text("name")), prefix="left-").xpath("//label/@for") == ["left-c0"]


@pytest.mark.usefixtures("page")
class TestErrors:
    def test_the_words_stand_beside_the_field_and_the_field_says_so(self):
        form = form_of(text("name", validate={"required": True}), COLOUR)
        submission = submit(form, {"name": "", "colour": "green"}, People())

        tree = draw_again(submission)

        for control in tree.xpath("//input|//select"):
            assert control.get("aria-invalid") == "true"
            assert tree.get_element_by_id(control.get("aria-describedby").split()[-1]).text_content().strip()

    def test_rows_keep_what_was_typed_and_their_errors(self):
        form = form_of(contacts())
        raw = {"contacts": [{"full_name": "Анна", "email": "нет"}]}

        tree = draw_again(submit(form, raw, People()))

        assert tree.xpath("//input[@name='contacts-0-email']/@value") == ["нет"]
        assert tree.xpath("//input[@name='contacts-0-email']/@aria-invalid") == ["true"]

    def test_words_that_belong_to_no_field_stand_on_top(self):
        form = form_of(text("name"))
        drawing = Drawing(People(), errors={"is_admin": ["Нет такого поля."]})

        assert form_view(form, {}, drawing).general_errors == ["Нет такого поля."]

    def test_the_tab_where_something_is_wrong_is_open(self):
        groups = [{"type": "group", "label": each, "components": [text(each)]} for each in ("one", "two")]
        form = replace(form_of(*groups), tabs=True)

        view = form_view(form, {}, Drawing(People(), errors={"two": ["Заполните."]}))

        assert view.open_tab.label == "two"


@pytest.mark.usefixtures("page")
class TestConditions:
    FORM = (text("status"), text("reason", validate={"required": True}, conditional={"hide": '=status != "pause"'}))

    def test_a_hidden_field_is_there_but_not_shown(self):
        assert draw(form_of(*self.FORM)).xpath("//*[@hidden]/@data-component") == ["c1"]

    def test_a_field_appears_for_the_values_given(self):
        assert not draw(form_of(*self.FORM), {"status": "pause"}).xpath("//*[@hidden]")

    def test_only_a_form_with_conditions_asks_the_server(self):
        for form, address in ((form_of(*self.FORM), "/patch"), (form_of(text("name")), "")):
            assert form_view(form, {}, Drawing(People()), evaluate_address="/patch").evaluate_address == address

    def test_what_conditions_read_besides_the_inputs_goes_with_the_page(self):
        form = form_of(
            text("status", disabled=True),
            text("name"),
            text(
                "reason", conditional={"hide": "=status = null or name = null or lead.amount > 5 or user.login = null"}
            ),
        )
        scope = {
            "lead": {"amount": Decimal(7), "description": "…"},
            "user": {"login": "anna", "groups": []},
            "other": 1,
        }

        view = form_view(form, {"status": "new", "name": "x"}, Drawing(People()), scope=scope)

        assert json.loads(view.scope) == {"status": "new", "lead": {"amount": 7.0}, "user": {"login": "anna"}}


@pytest.mark.usefixtures("page")
class TestGroupsAndLists:
    def test_components_of_one_row_share_it(self):
        form = form_of(
            text("a", layout={"row": "r1", "columns": 8}),
            text("b", layout={"row": "r1", "columns": 4}),
            text("c", layout={"row": "r2", "columns": None}),
        )

        assert [[view.width for view in row] for row in form_view(form, {}, Drawing(People())).rows] == [
            ["col-12 col-md-6", "col-12 col-md-3"],
            ["col-12 col-md"],
        ]

    def test_a_row_is_called_by_its_name(self):
        component = contacts() | {"properties": {"rowTitle": "Контакт", "rowTitleField": "full_name"}}

        tree = draw(form_of(component), {"contacts": [{"full_name": "Анна"}, {}]})

        titles = tree.xpath("//div[@data-form-rows]//span[@class='form-list-title']/text()")
        assert titles == ["Контакт: Анна", "Контакт"]

    def test_an_emptied_list_is_sent_as_empty(self):
        form = form_of(contacts())
        tree = draw(form)
        for template in tree.xpath("//template"):
            template.drop_tree()

        assert read_post(form, sent(tree)) == {"contacts": []}

    def test_rows_are_added_and_removed_without_scripts(self):
        form = form_of(contacts())
        raw = {"contacts": [{"full_name": "Анна"}, {"full_name": "Иван"}]}

        assert changed_rows(form, {"_add_row": "contacts"}, raw)["contacts"][-1] == {}
        assert changed_rows(form, {"_remove_row": "contacts-0"}, raw)["contacts"] == [{"full_name": "Иван"}]
        assert changed_rows(form, {}, raw) is None

    @pytest.mark.parametrize("pressed", [{"_add_row": "name"}, {"_remove_row": "x-y"}, {"_remove_row": "-"}])
    def test_a_button_that_is_not_there_changes_nothing(self, pressed):
        assert changed_rows(form_of(text("name"), contacts()), pressed, {}) is None

    def test_shown_html_is_cleaned(self):
        tree = draw(form_of({"type": "html", "content": "<p>Да<script>x()</script></p>"}, {"type": "separator"}))

        assert tree.xpath("//p/text()") == ["Да"]
        assert not tree.xpath("//script")
