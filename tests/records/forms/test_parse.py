"""Reading a form file: what it says, and what its author is told when it is wrong."""

import json

import pytest

from app.engine.problems.problem import ArtifactUnreadable
from app.records.forms.parse import parse_form
from tests.records.forms.sample import contacts, file_of, form_of, text
from tests.words import english, russian


def problems(content: bytes) -> list:
    with pytest.raises(ArtifactUnreadable) as refused:
        parse_form("sample.form", content)
    return refused.value.problems


def codes(*components: dict, **root) -> list[str]:
    return [problem.code for problem in problems(file_of(*components, **root))]


def test_its_key_is_the_id_of_the_form():
    assert parse_form("other.form", file_of())[0] == "sample"


def test_words_are_in_both_languages():
    form = form_of(text("name", label="Название", properties={"label:en": "Name"}))

    assert form.component("name").label == {"ru": "Название", "en": "Name"}


def test_options_are_in_both_languages():
    form = form_of(
        {
            "type": "select",
            "key": "kind",
            "values": [{"label": "Красный", "value": "red"}],
            "properties": {"option:red:en": "Red"},
        }
    )

    assert form.component("kind").options[0].label == {"ru": "Красный", "en": "Red"}


def test_groups_leave_their_fields_beside_the_others_and_lists_do_not():
    form = form_of({"type": "group", "components": [text("name")]}, contacts())

    assert [each.key for each in form.inputs()] == ["name", "contacts"]


def test_the_same_key_may_be_in_a_list_and_outside():
    assert form_of(text("email"), contacts(text("email"))).component("email")


def test_a_condition_is_feel():
    form = form_of(text("name", conditional={"hide": '=status = "new"'}))

    assert form.component("name").hide.reads == {("status",)}


@pytest.mark.parametrize("kind", ["button", "image", "iframe", "table", "documentPreview", "hologram"])
def test_a_component_that_is_not_drawn_is_refused_with_its_place(kind):
    [problem] = problems(file_of(text("name"), {"type": kind}))

    assert problem.code == "component-refused"
    assert "components[1]" in russian(problem.message)
    assert kind in english(problem.message)


def test_a_problem_knows_component_and_line():
    content = file_of(text("name"), text("name"))

    [problem] = problems(content)

    assert problem.element_id == "c1"
    assert '"id": "c1"' in content.decode().splitlines()[problem.line - 1]


@pytest.mark.parametrize(
    ("component", "code"),
    [
        ({"type": "textfield"}, "component-key-missing"),
        (text("two words"), "component-key-malformed"),
        (text("a.b"), "component-key-malformed"),
        (text("name", conditional={"hide": "=1 +"}), "feel-malformed"),
        ({"type": "expression", "key": "sum", "expression": "=(("}, "feel-malformed"),
        (text("name", validate={"pattern": "("}), "validation-malformed"),
        (text("name", validate={"maxLength": "many"}), "validation-malformed"),
        ({"type": "number", "key": "n", "validate": {"min": "low"}}, "validation-malformed"),
        ({"type": "select", "key": "kind"}, "options-missing"),
        ({"type": "select", "key": "kind", "values": [{"value": 1}, {"value": 1}]}, "options-twice"),
        ({"type": "select", "key": "kind", "valuesExpression": "=kinds", "values": []}, "attribute-refused"),
        (text("name", label="Здравствуйте, {{user}}"), "attribute-refused"),
        (text("name", readonly="=true"), "attribute-refused"),
        ({"type": "group", "path": "inner", "components": []}, "attribute-refused"),
        ({"type": "datetime", "key": "d", "subtype": "month"}, "form-shape"),
        (contacts(contacts()), "list-in-list"),
        ({"type": "group", "components": "none"}, "form-shape"),
    ],
)
def test_each_mistake_is_named(component, code):
    assert code in codes(component)


def test_what_has_no_effect_is_a_warning():
    form = form_of(text("name", sparkle=True))

    assert [(problem.code, problem.severity) for problem in form.warnings] == [("attribute-unknown", "warning")]


def test_an_old_format_is_refused():
    assert codes(schemaVersion=9) == ["form-schema-version"]


def test_a_form_without_an_id_is_refused():
    assert codes(id=None) == ["form-id"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff", b'{"a": NaN}', b"[" * 100_000, b" " * 1_000_001]
)
def test_what_is_no_form_is_refused_in_words(content):
    assert problems(content)


def test_a_key_given_twice_is_a_mistake():
    content = file_of().replace(b'"type": "default"', b'"type": "default", "type": "default"')

    assert [problem.code for problem in problems(content)] == ["key-duplicate"]


def test_components_nested_without_end_are_refused():
    component: dict = text("name")
    for _ in range(60):
        component = {"type": "group", "components": [component]}

    assert "form-too-deep" in codes(component)


def test_a_file_saved_by_the_editor_with_all_its_attributes_is_read():
    form = {
        "components": [
            {
                "label": "Сумма",
                "type": "number",
                "layout": {"row": "Row_1", "columns": 8},
                "id": "Field_1",
                "key": "amount",
                "decimalDigits": 2,
                "validate": {"min": 0, "max": 10.5},
                "defaultValue": 1,
                "appearance": {"suffixAdorner": "₽"},
            }
        ],
        "type": "default",
        "id": "Form_1",
        "executionPlatform": "Camunda Platform",
        "executionPlatformVersion": "7.23.0",
        "exporter": {"name": "form-js", "version": "1.23.0"},
        "schemaVersion": 19,
    }

    amount = parse_form("x.form", json.dumps(form).encode())[1].component("amount")

    assert (amount.row, amount.columns, amount.decimals, amount.default) == ("Row_1", 8, 2, 1)


def test_what_is_refused_is_named():
    found = problems(file_of({"type": "group", "path": "inner", "components": []}))
    [problem] = [each for each in found if each.code == "attribute-refused"]
    assert "“path” is not supported" in english(problem.message)
