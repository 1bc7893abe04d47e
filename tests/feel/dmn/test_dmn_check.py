"""The deploy check: what is wrong though the file loads, placed to the cell, in both languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feel.dmn import Problem, load_model
from tests.words import catalogue

from .dmn_xml import decision, dmn, input_data, knowledge, literal, table


def check(logic: str, *others: str, **keywords: object) -> list[Problem]:
    return load_model(dmn(*others, decision("D", logic))).check(**keywords)  # type: ignore[arg-type]


def codes(logic: str, *others: str, **keywords: object) -> list[str]:
    return [problem.code for problem in check(logic, *others, **keywords)]


def examples(logic: str, code: str) -> list[str]:
    return [str(problem.parameters["example"]) for problem in check(logic) if problem.code == code]


def test_a_table_without_fault_has_no_problems() -> None:
    assert check(table(["age"], [["< 18", "1"], [">= 18", "2"]])) == []


def test_a_cell_that_does_not_parse_is_placed_by_row_column_line_and_position() -> None:
    logic = table(["x", "y"], [["1", "2", "3"], ["1", "2 +", "4"]])
    (problem,) = [problem for problem in check(logic) if problem.code == "expression-syntax"]
    assert (problem.severity, problem.row, problem.column, problem.position) == ("error", 2, 2, 3)
    assert (problem.line, problem.element_name) == (4, "D")
    assert problem.message.startswith("Rule 2, y: ")
    assert problem.translated(catalogue("ru")).startswith("Правило 2, y: ")
    assert problem.message != problem.translated(catalogue("ru"))


def test_output_cells_inputs_values_and_defaults_are_parsed_too() -> None:
    logic = table(["x +"], [["1", "2 +"]], values=["1,"], defaults=["("], input_values=["]"])
    assert codes(logic).count("expression-syntax") == 5


def test_empty_expressions_are_errors_but_empty_cells_are_not() -> None:
    assert codes(literal(" ")) == ["expression-empty"]
    assert codes(table(["x"], [["", ""]])) == []


@pytest.mark.parametrize(
    ("logic", "unknown"),
    [
        (literal("deal.amuont"), "amuont"),
        (literal("deel.amount"), "deel"),
        (table(["deal.amount"], [["> limt", "1"]]), "limt"),
        (table(["deal.amount"], [["-", "reslt"]]), "reslt"),
    ],
)
def test_unknown_names_are_errors_with_a_suggestion(logic: str, unknown: str) -> None:
    field = '<itemComponent name="amount"><typeRef>number</typeRef></itemComponent>'
    kind = f'<itemDefinition name="tDeal">{field}</itemDefinition>'
    model = load_model(dmn(kind, input_data("deal", "tDeal"), decision("D", logic, inputs=["deal"])))
    (problem,) = [problem for problem in model.check(known=["limit", "result"]) if problem.code == "name-unknown"]
    assert unknown in problem.message
    assert "Did you mean" in problem.message


def test_local_names_are_known() -> None:
    context = (
        f'<context><contextEntry><variable name="a b"/>{literal("1")}</contextEntry>'
        f"<contextEntry>{literal('a b + deal')}</contextEntry></context>"
    )
    loop = f'<for iteratorVariable="i"><in>{literal("[1]")}</in><return>{literal("i + count(partial)")}</return></for>'
    filtered = f"<filter><in>{literal('[1]')}</in><match>{literal('item > 1 or price > 2')}</match></filter>"
    for logic in (context, loop, filtered, table(["deal"], [["? > 1", "1"], ["<= 1", "2"]])):
        assert load_model(dmn(input_data("deal"), decision("D", logic, inputs=["deal"]))).check() == []


def test_without_input_data_any_name_may_come_from_the_caller() -> None:
    assert codes(literal("anything + 1")) == []
    assert codes(literal("anything + 1"), known=["something"]) == ["name-unknown"]


def test_a_name_of_an_element_that_is_not_required_is_unknown() -> None:
    others = [input_data("x"), decision("E", literal("1"))]
    assert codes(literal("E"), *others) == ["name-unknown"]


def test_unknown_types_are_errors() -> None:
    kind = '<itemDefinition name="tA"><typeRef>nunber</typeRef></itemDefinition>'
    assert codes(table(["x"], [["-", "1"]], input_types=["strin"]), kind) == ["type-unknown", "type-unknown"]


def test_external_functions_and_other_languages_are_errors() -> None:
    java = f'<functionDefinition kind="Java"><formalParameter name="a"/>{literal("1")}</functionDefinition>'
    assert codes(java) == ["function-external"]
    assert codes('<literalExpression expressionLanguage="juel"><text>${x}</text></literalExpression>') == [
        "expression-language"
    ]


def test_a_decision_without_logic_is_a_warning() -> None:
    assert [(problem.code, problem.severity) for problem in load_model(dmn(decision("A"))).check()] == [
        ("decision-without-logic", "warning")
    ]


def test_knowledge_models_are_checked() -> None:
    model = load_model(dmn(input_data("x"), knowledge("f", ["a"], literal("a + b"))))
    assert [problem.code for problem in model.check()] == ["name-unknown"]


# --- tables as a whole ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([["< 18", "1"], ["> 18", "2"]], ["age = 18"]),
        ([["[0..10)", "1"], ["[20..30)", "2"]], ["age < 0", "age in [10..20)", "age >= 30"]),
        ([['"a"', "1"], ['"b"', "2"]], ["age = another value"]),
        ([["true", "1"]], ["age = false"]),
        ([['< @"2024-01-01"', "1"], ['> @"2024-01-01"', "2"]], ['age = @"2024-01-01"']),
        ([['<= duration("P1D")', "1"]], ['age > @"P1D"']),
        ([["not(1)", "1"]], ["age = 1"]),
        ([["> limit", "1"]], []),
        ([["-", "1"]], []),
    ],
)
def test_gaps_are_found(rules: list[list[str]], expected: list[str]) -> None:
    kinds = ["boolean"] if rules[0][0] == "true" else []
    assert examples(table(["age"], rules, input_types=kinds), "rules-gap") == expected


def test_allowed_values_bound_the_gaps() -> None:
    logic = table(["x"], [['"a"', "1"], ['"b"', "2"]], input_values=['"a", "b", "c"'])
    assert examples(logic, "rules-gap") == ['x = "c"']
    allowed = "<allowedValues><text>[0..100]</text></allowedValues>"
    kind = f'<itemDefinition name="tPercent"><typeRef>number</typeRef>{allowed}</itemDefinition>'
    assert codes(table(["x"], [["<= 50", "1"], ["> 50", "2"]], input_types=["tPercent"]), kind) == []
    (gap,) = check(table(["x"], [["< 50", "1"], ["(50..100]", "2"]], input_types=["tPercent"]), kind)
    assert str(gap.parameters["example"]) == "x = 50"


def test_a_default_output_or_a_list_policy_leaves_no_gap() -> None:
    assert codes(table(["x"], [["1", "1"]], defaults=["2"])) == []
    assert codes(table(["x"], [["1", "1"]], policy="COLLECT")) == []


def test_an_overlap_is_an_error_under_unique_with_an_example() -> None:
    logic = table(["age", "level"], [["< 18", '"a"', "1"], ["[10..30]", '"a", "b"', "2"], [">= 18", "-", "3"]])
    overlaps = [problem for problem in check(logic) if problem.code == "rules-overlap"]
    assert [(problem.parameters["first"], problem.parameters["second"]) for problem in overlaps] == [(1, 2), (2, 3)]
    assert all(problem.severity == "error" for problem in overlaps)
    assert overlaps[0].row == 2
    assert "age" in overlaps[0].message
    assert "Правила 1 и 2" in overlaps[0].translated(catalogue("ru"))


def test_an_overlap_is_no_problem_under_the_other_policies() -> None:
    rules = [["> 1", "1"], ["-", "2"]]
    assert codes(table(["x"], rules, policy="FIRST")) == []
    assert codes(table(["x"], rules, policy="COLLECT")) == []


def test_overlap_under_any_matters_only_when_outputs_differ() -> None:
    assert codes(table(["x"], [["> 1", "1"], ["-", "1.0"]], policy="ANY")) == []
    assert codes(table(["x"], [["> 1", "1"], ["-", "2"]], policy="ANY")) == ["rules-overlap-any"]
    (problem,) = check(table(["x"], [["> 1", "y"], ["-", "2"]], policy="ANY"))
    assert problem.severity == "warning"


def test_rules_that_never_decide_are_warned_about() -> None:
    assert codes(table(["x"], [["< 18", "1"], ["< 10", "2"], ["-", "3"]], policy="FIRST")) == ["rule-unreachable"]
    values = ['"yes", "no"']
    rules = [["-", '"no"'], ["-", '"yes"']]
    (problem,) = check(table(["x"], rules, policy="PRIORITY", values=values))
    assert (problem.code, problem.row) == ("rule-unreachable", 1)


def test_a_cell_that_accepts_nothing_is_warned_about() -> None:
    assert "rule-never-matches" in codes(table(["x"], [["[5..1]", "1"], ["-", "2"]]))
    logic = table(["x"], [['"d"', "1"], ["-", "2"]], input_values=['"a", "b"'], policy="FIRST")
    assert codes(logic) == ["rule-never-matches"]


def test_hit_policies_are_checked() -> None:
    assert codes(table(["x"], [["-", "1"]], policy="PRIORITY")) == ["priority-without-values"]
    assert codes(table(["x"], [["-", "1"]], aggregation="SUM")) == ["aggregation-without-collect"]
    logic = table(["x"], [["-", "1", "2"]], policy="COLLECT", aggregation="SUM", outputs=["a", "b"])
    assert codes(logic) == ["aggregation-several-outputs"]


def test_an_output_that_is_not_among_the_output_values_is_an_error() -> None:
    (problem,) = check(table(["x"], [["-", '"c"']], values=['"a", "b"']))
    assert (problem.code, problem.severity, problem.row) == ("output-not-allowed", "error", 1)


NUMBER_CELLS = st.one_of(
    st.just("-"),
    st.integers(0, 4).map(str),
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), st.integers(0, 4)).map(lambda pair: f"{pair[0]} {pair[1]}"),
    st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: f"({pair[0]}..{pair[1]}]"),
    st.integers(0, 4).map(lambda number: f"not({number})"),
)


@settings(max_examples=100, deadline=None)
@given(rules=st.lists(st.tuples(NUMBER_CELLS, NUMBER_CELLS), min_size=1, max_size=6))
def test_gaps_and_overlaps_are_those_that_evaluation_shows(rules: list[tuple[str, str]]) -> None:
    """Every half step of the grid is evaluated; the check must agree on whether there is a gap and an overlap."""
    rows = [[first, second, str(number)] for number, (first, second) in enumerate(rules)]
    model = load_model(dmn(decision("D", table(["x", "y"], rows, policy="UNIQUE", input_types=["number", "number"]))))
    found = {problem.code for problem in model.check()}
    grid = [step / 2 for step in range(-1, 10)]
    matched = [len(model.evaluate("D", {"x": x, "y": y}).trace[0].tables[0].matched) for x in grid for y in grid]
    assert ("rules-gap" in found) == (0 in matched)
    assert ("rules-overlap" in found) == any(count > 1 for count in matched)


def test_a_huge_table_is_checked_in_bounded_time_and_says_when_it_gave_up() -> None:
    generator = random.Random(1)
    rules = [[f"not({generator.randint(0, 999)})" for _ in range(12)] + ["1"] for _ in range(300)]
    assert codes(table([f"x{number}" for number in range(12)], rules))[-1] == "analysis-incomplete"
