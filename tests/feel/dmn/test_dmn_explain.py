"""Why a decision came out as it did, as plain data."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

import pytest

from app.feel.dmn import explain, load_model
from app.feel.dmn.language import show
from tests.words import catalogue

from .dmn_xml import decision, dmn, input_data, literal, table


def test_an_explanation_is_json_with_inputs_rules_and_values() -> None:
    rules = [["> 100", '"big"'], ["> 10", '"middle"'], ["-", '"small"']]
    model = load_model(
        dmn(
            input_data("amount"),
            decision("size", table(["amount"], rules, policy="FIRST"), inputs=["amount"]),
            decision("text", literal('"It is " + size'), decisions=["size"]),
        )
    )
    explained = json.loads(json.dumps(explain(model.evaluate("text", {"amount": 50}))))
    assert explained["value"] == '"It is middle"'
    size, text = explained["decisions"]
    assert (size["name"], size["inputs"], size["value"]) == ("size", {"amount": "50"}, '"middle"')
    assert size["tables"] == [
        {
            "element": "table",
            "hitPolicy": "FIRST",
            "inputs": [{"text": "amount", "value": "50"}],
            "matched": [2],
            "rules": [{"number": 2, "id": "rule2", "outputs": {"size": '"middle"'}, "annotations": []}],
            "byDefault": False,
        }
    ]
    assert (text["inputs"], text["tables"]) == ({"size": '"middle"'}, [])


def test_warnings_are_explained_in_the_language_asked_for() -> None:
    model = load_model(dmn(decision("D", table(["x"], [["-", "1"], ["-", "2"]]))))
    (warning,) = explain(model.evaluate("D", {"x": 1}), catalogue("ru"))["warnings"]
    assert (warning["code"], warning["decision"]) == ("unique-several-hits", "D")
    assert "подошли правила 1, 2" in warning["message"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("null", "null"),
        ("1.50", "1.50"),
        ('"a\\"b"', '"a\\"b"'),
        ('[1, true, {a: "x"}]', '[1, true, {a: "x"}]'),
        ('date("2024-01-02")', '@"2024-01-02"'),
        ('duration("P1D")', '@"P1D"'),
        ("(1..5]", "(1..5]"),
        ("(> 5)", "(> 5)"),
        ("for i in 1..1000 return i", "…"),
    ],
)
def test_values_are_shown_as_feel_writes_them(source: str, shown: str) -> None:
    value = load_model(dmn(decision("D", literal(source)))).evaluate("D", {}).value
    assert show(value).endswith(shown)
    assert len(show(value)) <= 81


def test_a_lazy_mapping_is_not_looked_into() -> None:
    class Record(Mapping[str, object]):
        def __getitem__(self, name: str) -> object:
            raise AssertionError

        __iter__ = __len__ = __getitem__  # type: ignore[assignment]

    assert show(Record()) == "{…}"


def test_a_result_as_plain_python() -> None:
    model = load_model(dmn(decision("D", literal('[date("2024-01-02"), duration("PT1H")]'))))
    assert model.evaluate("D", {}).to_python() == [datetime.date(2024, 1, 2), datetime.timedelta(hours=1)]
