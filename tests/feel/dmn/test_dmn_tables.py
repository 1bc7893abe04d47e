"""Decision tables: cells, inputs, outputs, allowed values, the index, and the trace that says why."""

from __future__ import annotations

import random
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feel.dmn import DecisionResult, Model, load_model
from app.feel.dmn.index import SMALLEST_INDEXED_TABLE

from .dmn_xml import decision, dmn, table


def model_of(logic: str) -> Model:
    return load_model(dmn(decision("D", logic)))


def evaluate(logic: str, inputs: Mapping[str, object]) -> DecisionResult:
    return model_of(logic).evaluate("D", inputs)


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("-", None, True),
        ("", 5, True),
        ("5", 5, True),
        ("5", "5", False),
        ('"a", "b"', "b", True),
        ("[1..5]", 5, True),
        ("[1..5)", 5, False),
        ("]1..5]", 1, False),
        ("< 3, > 7", 8, True),
        ("not(1, 2)", 3, True),
        ("true", None, False),
        ("true", 5, False),
        ("true", True, True),
        ("not(false)", None, False),
        ("not(false)", True, True),
        ("not(1, 2)", 2, False),
        ("null", None, True),
        ("null", 1, False),
        ("-5", -5, True),
        ("true", False, False),
        ('@"2024-05-01"', "2024-05-01", False),
        ("? > other", 8, True),
        ("other", 7, True),
        ("> other * 2", 15, True),
        ("list", "x", True),
        ('date("2024-01-01")', None, False),
        ("? in [1, 2]", 2, True),
    ],
)
@pytest.mark.parametrize("padding", [0, SMALLEST_INDEXED_TABLE])
def test_what_a_cell_accepts_is_the_same_with_and_without_an_index(
    cell: str, value: object, expected: bool, padding: int
) -> None:
    rules = [[cell, "true"]] + [[f"{1000 + number}", "false"] for number in range(padding)]
    scope = {"x": value, "other": 7, "list": ["x", "y"]}
    assert evaluate(table(["x"], rules, policy="FIRST"), scope).value is (True if expected else None)


CELLS = st.one_of(
    st.just("-"),
    st.integers(-3, 3).map(str),
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), st.integers(-3, 3)).map(lambda pair: f"{pair[0]} {pair[1]}"),
    st.tuples(st.sampled_from("[("), st.integers(-3, 3), st.integers(-3, 3), st.sampled_from("])")).map(
        lambda parts: f"{parts[0]}{parts[1]}..{parts[2]}{parts[3]}"
    ),
    st.sampled_from(['"a"', '"a", "b"', "true", "null", "not(1)", 'not("a")', "1, 2, [3..4]", "limit", "> limit"]),
)
VALUES = st.one_of(st.integers(-4, 4), st.sampled_from(["a", "b", "c", None, True, False, Decimal("1.5"), [1], {}]))


@settings(max_examples=150, deadline=None)
@given(rules=st.lists(st.tuples(CELLS, CELLS), min_size=SMALLEST_INDEXED_TABLE, max_size=20), x=VALUES, y=VALUES)
def test_an_indexed_table_matches_exactly_the_rules_that_match_alone(
    rules: list[tuple[str, str]], x: object, y: object
) -> None:
    rows = [[first, second, str(number)] for number, (first, second) in enumerate(rules)]
    scope = {"x": x, "y": y, "limit": 2}
    together = evaluate(table(["x", "y"], rows, policy="COLLECT"), scope).value
    alone = [
        each
        for row in rows
        for each in evaluate(table(["x", "y"], [row], policy="COLLECT"), scope).value  # type: ignore[attr-defined]
    ]
    assert together == alone


def test_a_thousand_rows_give_what_each_row_says() -> None:
    rules = [[f"{number}", f'"name {number}"', f"{number * 2}"] for number in range(1000)]
    model = model_of(table(["x", "y"], rules))
    for number in random.Random(1).sample(range(1000), 50):
        assert model.evaluate("D", {"x": number, "y": f"name {number}"}).value == number * 2
    assert model.evaluate("D", {"x": 3, "y": "name 4"}).value is None


def test_an_input_is_any_expression() -> None:
    logic = table(["sum(items.price)"], [["> 100", '"big"'], ["<= 100", '"small"']])
    assert evaluate(logic, {"items": [{"price": 60}, {"price": 50}]}).value == "big"


def test_an_output_is_any_expression_over_the_scope() -> None:
    assert evaluate(table(["x"], [["-", "x * rate"]]), {"x": 10, "rate": Decimal("0.2")}).value == 2


def test_an_empty_output_cell_is_null() -> None:
    assert evaluate(table(["x"], [["-", ""]]), {"x": 1}).value is None


def test_an_input_of_another_type_is_null_with_a_warning() -> None:
    result = evaluate(table(["x"], [["-", "1"], ["null", "2"]], policy="COLLECT", input_types=["number"]), {"x": "a"})
    assert result.value == [1, 2]
    assert result.warnings[0].code == "value-not-of-type"


def test_an_input_outside_its_allowed_values_gives_null_with_a_warning() -> None:
    logic = table(["x"], [["-", "1"]], input_values=['"a", "b"'])
    assert evaluate(logic, {"x": "a"}).value == 1
    result = evaluate(logic, {"x": "c"})
    assert result.value is None
    assert result.warnings[0].code == "value-not-allowed"


def test_an_output_outside_its_values_is_null_with_a_warning() -> None:
    result = evaluate(table(["x"], [["-", "x"]], values=['"a", "b"']), {"x": "c"})
    assert result.value is None
    assert result.warnings[0].code == "output-not-allowed"
    assert result.warnings[0].parameters["row"] == 1


def test_a_cell_that_does_not_parse_never_matches_and_says_so() -> None:
    result = evaluate(table(["x"], [["> >", "1"], ["-", "2"]], policy="COLLECT"), {"x": 1})
    assert result.value == [2]
    warning = result.warnings[0]
    assert (warning.code, warning.row, warning.column) == ("expression-syntax", 1, 1)


def test_the_trace_tells_inputs_matching_rules_outputs_and_annotations() -> None:
    logic = table(["amount"], [["> 10", '"small"'], ["> 100", '"big"']], policy="FIRST").replace(
        "</rule>", "<annotationEntry><text>because</text></annotationEntry></rule>"
    )
    result = evaluate(logic, {"amount": 50})
    trace = result.trace[0]
    assert (trace.name, trace.value) == ("D", "small")
    assert trace.tables[0].inputs == (("amount", 50),)
    assert trace.tables[0].matched == (1,)
    rule = trace.tables[0].rules[0]
    assert (rule.number, rule.id, dict(rule.outputs), rule.annotations) == (1, "rule1", {"D": "small"}, ("because",))


def test_a_rules_description_serves_as_its_annotation() -> None:
    logic = table(["x"], [["-", "1"]]).replace('<rule id="rule1">', '<rule id="rule1"><description>why</description>')
    assert evaluate(logic, {"x": 1}).trace[0].tables[0].rules[0].annotations == ("why",)


def test_only_the_names_that_are_read_are_asked_of_the_scope() -> None:
    class Record(Mapping[str, object]):
        def __init__(self) -> None:
            self.asked: list[str] = []

        def __getitem__(self, name: str) -> object:
            self.asked.append(name)
            return {"amount": 5, "secret": 6}[name]

        def __iter__(self):  # type: ignore[no-untyped-def]
            raise AssertionError("nobody lists a record")

        def __len__(self) -> int:
            raise AssertionError("nobody counts a record")

    record = Record()
    assert evaluate(table(["deal.amount"], [["> 1", "1"]]), {"deal": record}).value == 1
    assert set(record.asked) == {"amount"}


@pytest.mark.parametrize("orientation", ["Rule-as-Row", "Rule-as-Column", "CrossTable"])
def test_the_orientation_changes_the_drawing_only(orientation: str) -> None:
    logic = table(["x"], [["1", '"a"'], ["2", '"b"']])
    logic = logic.replace("<decisionTable ", f'<decisionTable preferredOrientation="{orientation}" ')
    assert evaluate(logic, {"x": 2}).value == "b"


def test_threads_share_a_model() -> None:
    rules = [[f"{number}", f"x * {number}"] for number in range(200)]
    model = model_of(table(["x"], rules))
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda number: model.evaluate("D", {"x": number}).value, range(200)))
    assert values == [number * number for number in range(200)]
