"""Each hit policy (DMN 1.5, 8.2.10), without and with several matching rules."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.feel.dmn import DecisionResult, load_model
from tests.words import catalogue

from .dmn_xml import decision, dmn, table


def evaluate(logic: str, **inputs: object) -> DecisionResult:
    return load_model(dmn(decision("D", logic))).evaluate("D", inputs)


AGES = [["< 18", '"child"'], [">= 18", '"adult"'], [">= 65", '"retired"']]


@pytest.mark.parametrize(
    ("policy", "values", "expected"),
    [
        ("UNIQUE", "", None),
        ("FIRST", "", "adult"),
        ("RULE ORDER", "", ["adult", "retired"]),
        ("COLLECT", "", ["adult", "retired"]),
        ("ANY", "", None),
        ("PRIORITY", '"retired", "adult", "child"', "retired"),
        ("PRIORITY", '"child", "adult", "retired"', "adult"),
        ("OUTPUT ORDER", '"retired", "adult", "child"', ["retired", "adult"]),
    ],
)
def test_what_two_matching_rules_give(policy: str, values: str, expected: object) -> None:
    assert evaluate(table(["age"], AGES, policy=policy, values=[values]), age=70).value == expected


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "ANY", "PRIORITY"])
def test_one_matching_rule_decides_under_any_single_policy(policy: str) -> None:
    logic = table(["age"], AGES, policy=policy, values=['"retired", "adult", "child"'])
    assert evaluate(logic, age=10).value == "child"


@pytest.mark.parametrize(
    ("policy", "aggregation", "expected"),
    [
        ("UNIQUE", None, None),
        ("ANY", None, None),
        ("FIRST", None, None),
        ("PRIORITY", None, None),
        ("RULE ORDER", None, []),
        ("OUTPUT ORDER", None, []),
        ("COLLECT", None, []),
        ("COLLECT", "COUNT", Decimal(0)),
        ("COLLECT", "SUM", None),
        ("COLLECT", "MIN", None),
        ("COLLECT", "MAX", None),
    ],
)
def test_without_a_matching_rule(policy: str, aggregation: str | None, expected: object) -> None:
    logic = table(["x"], [["1", "10"]], policy=policy, aggregation=aggregation, values=["10"])
    assert evaluate(logic, x=2).value == expected


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "ANY", "PRIORITY"])
def test_the_default_output_is_taken_when_no_rule_matches(policy: str) -> None:
    result = evaluate(table(["x"], [["1", "10"]], policy=policy, defaults=["99"], values=["10, 99"]), x=2)
    assert result.value == 99
    assert result.trace[0].tables[0].by_default


@pytest.mark.parametrize(
    ("aggregation", "expected"), [("SUM", 60), ("COUNT", 3), ("MIN", 10), ("MAX", 30), (None, [10, 20, 30])]
)
def test_collect_aggregates(aggregation: str | None, expected: object) -> None:
    rules = [["> 0", "10"], ["> 0", "20"], ["> 0", "30"], ["> 100", "40"]]
    assert evaluate(table(["x"], rules, policy="COLLECT", aggregation=aggregation), x=1).value == expected


def test_min_and_max_take_strings_and_dates_too() -> None:
    rules = [["-", '"b"'], ["-", '"a"']]
    assert evaluate(table(["x"], rules, policy="COLLECT", aggregation="MIN"), x=1).value == "a"
    rules = [["-", '@"2024-01-02"'], ["-", '@"2024-03-01"']]
    assert str(evaluate(table(["x"], rules, policy="COLLECT", aggregation="MAX"), x=1).value) == "2024-03-01"


def test_a_sum_of_what_is_no_number_is_null_with_a_warning() -> None:
    result = evaluate(table(["x"], [["-", '"b"']], policy="COLLECT", aggregation="SUM"), x=1)
    assert result.value is None
    assert result.warnings[0].code == "aggregation-not-numbers"


def test_unique_names_the_rules_that_clash_in_both_languages() -> None:
    warning = evaluate(table(["age"], AGES), age=70).warnings[0]
    assert (warning.code, warning.severity) == ("unique-several-hits", "warning")
    assert "2, 3" in warning.message
    assert "подошли правила 2, 3" in warning.translated(catalogue("ru"))


def test_any_accepts_rules_with_equal_outputs() -> None:
    rules = [["> 0", "1"], ["> 5", "1.0"], ["> 100", "2"]]
    assert evaluate(table(["x"], rules, policy="ANY"), x=10).value == 1
    assert evaluate(table(["x"], rules, policy="ANY"), x=1000).value is None


def test_several_outputs_make_a_context() -> None:
    logic = table(["x"], [["1", '"a"', "10"], ["2", '"b"', "20"]], outputs=["name", "rate"])
    assert evaluate(logic, x=2).value == {"name": "b", "rate": 20}


def test_priority_over_several_outputs_goes_from_left_to_right() -> None:
    rules = [["-", '"low"', '"no"'], ["-", '"high"', '"no"'], ["-", '"high"', '"yes"']]
    logic = table(["x"], rules, policy="PRIORITY", outputs=["risk", "answer"], values=['"high", "low"', '"yes", "no"'])
    assert evaluate(logic, x=1).value == {"risk": "high", "answer": "yes"}
