"""Item definitions: what conforms, what is coerced, what becomes null (DMN 1.5, 10.3.2.9.4)."""

from __future__ import annotations

import pytest

from app.feel.dmn import DecisionResult, DmnError, load_model
from tests.words import catalogue

from .dmn_xml import decision, dmn, input_data, literal

TYPES = """
<itemDefinition name="tNames" isCollection="true"><typeRef>string</typeRef></itemDefinition>
<itemDefinition name="tLevel"><typeRef>string</typeRef>
  <allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>
<itemDefinition name="tLevels" isCollection="true"><typeRef>tLevel</typeRef></itemDefinition>
<itemDefinition name="tPair" isCollection="true"><typeRef>number</typeRef>
  <typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
<itemDefinition name="tSmall" isCollection="true"><typeRef>number</typeRef>
  <allowedValues><text>[0..9]</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson">
  <itemComponent name="name"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="level"><typeRef>tLevel</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tTree">
  <itemComponent name="value"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="children" isCollection="true"><typeRef>tTree</typeRef></itemComponent>
</itemDefinition>
<itemDefinition name="tTest">
  <functionItem outputTypeRef="boolean"><parameters name="n" typeRef="number"/></functionItem></itemDefinition>
"""


def typed(text: str, type_ref: str) -> DecisionResult:
    return load_model(dmn(TYPES, decision("D", literal(text), type_ref=type_ref))).evaluate("D", {})


@pytest.mark.parametrize(
    ("text", "type_ref", "expected"),
    [
        ("1", "number", 1),
        ("1", "string", None),
        ("1", "Any", 1),
        ("null", "string", None),
        ('["a"]', "string", "a"),
        ("[1]", "string", None),
        ('["a", "b"]', "tNames", ["a", "b"]),
        ('["a", 1]', "tNames", None),
        ('["a", null]', "tNames", ["a", None]),
        ('"low"', "tLevel", "low"),
        ('"medium"', "tLevel", None),
        ('["low", "high"]', "tLevels", ["low", "high"]),
        ('["low", "medium"]', "tLevels", None),
        ("[1, 2]", "tPair", [1, 2]),
        ("[1, 2, 3]", "tPair", None),
        ("[1, 2]", "tSmall", [1, 2]),
        ("[1, 20]", "tSmall", None),
        ('{name: "Ann", level: "low"}', "tPerson", {"name": "Ann", "level": "low"}),
        ('{name: "Ann", level: "low", more: 1}', "tPerson", {"name": "Ann", "level": "low", "more": 1}),
        ('{name: "Ann", level: "medium"}', "tPerson", None),
        ('{name: "Ann"}', "tPerson", None),
        (
            "{value: 1, children: [{value: 2, children: []}]}",
            "tTree",
            {"value": 1, "children": [{"value": 2, "children": []}]},
        ),
        ('{value: 1, children: [{value: "2", children: []}]}', "tTree", None),
    ],
)
def test_a_value_conforms_is_coerced_or_becomes_null(text: str, type_ref: str, expected: object) -> None:
    result = typed(text, type_ref)
    assert result.value == expected
    if expected is None and text != "null":
        assert result.warnings[0].code == "value-not-of-type"


@pytest.mark.parametrize("name", ["integer", "long", "double"])
def test_the_number_types_of_other_editors_mean_number(name: str) -> None:
    assert typed("1.5", name).value is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"x" instance of tLevel', True),
        ("1 instance of tLevel", False),
        ('["a"] instance of tNames', True),
        ('{name: "a", level: "b"} instance of tPerson', True),
        ("{} instance of tPerson", False),
        ("(function(a: tLevel) a)(1)", None),
        ("{value: 1, children: []} instance of tTree", True),
    ],
)
def test_item_definitions_in_expressions_ignore_allowed_values(text: str, expected: object) -> None:
    assert typed(text, "Any").value is expected


@pytest.mark.parametrize("source", ["tA", "tB"])
def test_a_type_that_is_only_another_name_of_itself_is_refused(source: str) -> None:
    types = f"""<itemDefinition name="tA"><typeRef>{source}</typeRef></itemDefinition>
      <itemDefinition name="tB"><typeRef>tA</typeRef></itemDefinition>"""
    with pytest.raises(DmnError) as caught:
        load_model(dmn(types))
    assert caught.value.code == "type-cycle"
    assert caught.value.message.endswith("→ tA")


def test_a_function_type_takes_functions_only() -> None:
    assert typed("function(n: number) n > 1", "tTest").value is not None
    assert typed("5", "tTest").value is None


def test_input_data_outside_its_type_is_null_with_a_warning_in_words() -> None:
    model = load_model(dmn(TYPES, input_data("level", "tLevel"), decision("D", literal("level"), inputs=["level"])))
    result = model.evaluate("D", {"level": "medium"})
    assert result.value is None
    assert result.warnings[0].message == 'level: "medium" is not of type tLevel'
    assert "не соответствует типу tLevel" in result.warnings[0].translated(catalogue("ru"))
