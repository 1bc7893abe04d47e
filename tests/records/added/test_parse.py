"""A file of added fields: what it says, and what its author is told."""

import pytest

import app.crm.lead  # noqa: F401
from app.engine.problems.problem import ArtifactUnreadable
from app.i18n import localized
from app.records.added.parse import TYPES, parse_fields

SMALL = """\
record_type: deal
fields:
  - {name: motto, type: text, label: {ru: Девиз, en: Motto}, max_length: 40}
  - {name: area, type: decimal, label: {ru: Площадь, en: Area}, scale: 3}
  - name: colour
    type: choice
    label: {ru: Цвет, en: Colour}
    choices:
      - {id: red, label: {ru: Красный, en: Red}}
  - {name: origin, type: reference, label: {ru: Источник, en: Origin}, target: lead}
  - {name: double, type: decimal, label: {ru: Дважды, en: Twice}, formula: area * 2}
"""


def read(text: str):
    return parse_fields("deal.fields.yaml", text.encode())


def problems(text: str) -> list:
    with pytest.raises(ArtifactUnreadable) as refused:
        read(text)
    return refused.value.problems


def test_its_key_is_the_record_type():
    assert read(SMALL)[0] == "deal"


def test_it_says_the_fields_in_their_order():
    motto, area, colour, origin, double = read(SMALL)[1].fields
    assert (motto.max_length, area.scale, origin.targets) == (40, 3, ("lead",))
    assert [choice.id for choice in colour.choices] == ["red"]
    assert (double.formula, double.read_only) == ("area * 2", True)
    assert all(field.custom for field in (motto, area, colour, origin, double))


def test_the_same_text_gives_fields_that_can_be_looked_up():
    assert {*read(SMALL)[1].fields} == {*read(SMALL)[1].fields}


@pytest.mark.parametrize("name", [each for each in TYPES if each not in ("choice", "choices", "reference")])
def test_every_type_needs_no_more_than_a_name_and_a_label(name):
    [field] = read(f"record_type: deal\nfields: [{{name: one, type: {name}, label: {{ru: Одно, en: One}}}}]")[1].fields
    assert field.type == name


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "says"),
    [
        ("record_type: deal\n", "", "key-missing", 1, "record_type"),
        ("type: text", "type: file, accept: [pdf]", "field-accept", 3, "pdf"),
        ("type: text", "type: text, many: true", "field-key-unfit", 3, "many"),
        ("name: motto", "name: Motto", "field-name", 3, "Motto"),
        ("name: motto", "name: my__motto", "field-name", 3, "my__motto"),
        ("name: motto", f"name: {'m' * 65}", "field-name", 3, "m"),
        ("name: motto, ", "", "key-missing", 3, "name"),
        ("type: text", "type: txet", "field-type-unknown", 3, "txet"),
        ("max_length: 40", "max_length: many", "field-number", 3, "max_length"),
        ("max_length: 40", "max_length: 0", "field-number", 3, "max_length"),
        ("scale: 3", "scale: 10", "field-number", 4, "scale"),
        ("scale: 3", "max_length: 3", "field-key-unfit", 4, "max_length"),
        (", en: Motto", "", "field-language-missing", 3, "en"),
        ("name: area", "name: motto", "id-duplicate", 4, "motto"),
        (
            "{id: red, label: {ru: Красный, en: Red}}",
            "{id: red, label: {ru: Красный}}",
            "field-language-missing",
            9,
            "en",
        ),
        ("{id: red, label: {ru: Красный, en: Red}}", "{id: red}", "key-missing", 9, "label"),
        (", target: lead", "", "key-missing", 10, "target"),
        ("target: lead", "target: leed", "field-target", 10, "leed"),
        ("formula: area * 2", "formula: area *", "field-formula", 11, "double"),
        ("double, type: decimal", "double, type: rich_text", "field-formula-unfit", 11, "rich_text"),
        ("scale: 3", "sclae: 3", "key-unknown", 4, "sclae"),
    ],
)
def test_each_mistake_is_named_with_its_line(old, new, code, line, says):
    text = SMALL.replace(old, new, 1)
    assert text != SMALL

    found = next(problem for problem in problems(text) if problem.code == code)

    assert found.line == line
    assert says in localized(found.message, "ru")
    assert says in localized(found.message, "en")


def test_a_list_without_choices_is_a_mistake():
    text = SMALL.replace("    choices:\n      - {id: red, label: {ru: Красный, en: Red}}\n", "")
    assert [problem.code for problem in problems(text)] == ["field-choices"]


@pytest.mark.parametrize("text", ["", "record_type: [", "- a", "fields: {a: 1}", "record_type: deal\nfields: [1, [2]]"])
def test_what_is_no_such_file_is_refused_in_words(text):
    assert problems(text)
