"""Files that are damaged or mean harm: an error in words, or null with a warning; never a traceback, never a hang."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feel.dmn import DmnError, EvaluationLimits, explain, load_model
from tests.words import catalogue

from .dmn_xml import decision, dmn, input_data, knowledge, literal, table

SAMPLE = dmn(
    '<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues>'
    "</itemDefinition>",
    '<itemDefinition name="tDeal"><itemComponent name="amount"><typeRef>number</typeRef></itemComponent>'
    '<itemComponent name="level"><typeRef>tLevel</typeRef></itemComponent></itemDefinition>',
    input_data("deal", "tDeal"),
    knowledge("rate", ["amount:number"], literal("if amount > 10 then 0.5 else rate(amount + 1)")),
    decision(
        "size",
        table(["deal.amount", "deal.level"], [["> 10", '"a"', '"big"'], ["<= 10", "-", '"small"']], values=['"big"']),
        inputs=["deal"],
        type_ref="string",
    ),
    decision(
        "all",
        f'<context><contextEntry><variable name="x"/>{literal("rate(deal.amount)")}</contextEntry>'
        f'<contextEntry><variable name="y"/><filter><in>{literal("[1, 2, 3]")}</in><match>{literal("item > x")}</match>'
        f"</filter></contextEntry></context>",
        inputs=["deal"],
        decisions=["size"],
        knowledge=["rate"],
    ),
    '<decisionService id="S" name="S"><outputDecision href="#size"/><inputData href="#deal"/></decisionService>',
)


@settings(max_examples=200, deadline=None)
@given(
    edits=st.lists(
        st.tuples(
            st.integers(0, len(SAMPLE)), st.integers(0, 40), st.sampled_from(["", "<", "]", '"', "text", "list"])
        ),
        min_size=1,
        max_size=3,
    )
)
def test_a_damaged_file_is_refused_or_evaluates_to_something(edits: list[tuple[int, int, str]]) -> None:
    source = SAMPLE
    for start, length, replacement in edits:
        source = source[:start] + replacement + source[start + length :]
    try:
        model = load_model(source)
        for problem in model.check():
            assert problem.message
        for each in model.decisions:
            explain(model.evaluate(each.id, {"deal": {"amount": 5, "level": "a"}}), catalogue("ru"))
        for name in model.services:
            model.evaluate_service(name, {})
    except DmnError as error:
        told = error.message, error.translated(catalogue("ru"))
    else:
        told = ("fine", "fine")
    assert all(told)


def test_the_sample_itself_is_sound() -> None:
    assert load_model(SAMPLE).evaluate("all", {"deal": {"amount": 5, "level": "a"}}).value == {
        "x": 0.5,
        "y": [1, 2, 3],
    }


@pytest.mark.parametrize(
    "logic",
    [
        literal("for a in 1..1000000, b in 1..1000000 return a"),
        literal("count(for a in 1..100000 return string join(for b in 1..100 return string(a)))"),
        literal('matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")'),
        literal("10 ** 10 ** 10 ** 10"),
        literal("(" * 5_000),
        literal("1" * 200_000),
        f'<for iteratorVariable="i"><in>{literal("1..100000")}</in><return>{literal("[1..100000]")}</return></for>',
        '<for iteratorVariable="i"><in>{0}</in><return><for iteratorVariable="j"><in>{0}</in><return>{1}</return></for>'
        "</return></for>".format(literal("[1..50000]"), literal("i + j")),
    ],
)
def test_costly_expressions_end(logic: str) -> None:
    started = time.monotonic()
    model = load_model(dmn(decision("D", logic)), limits=EvaluationLimits(seconds=5))
    with contextlib.suppress(DmnError):
        model.evaluate("D", {})
    assert time.monotonic() - started < 20


def test_a_file_of_ten_thousand_decisions_loads_and_is_checked() -> None:
    source = dmn(*(decision(f"d{number}", literal(f"{number} + 1")) for number in range(10_000)))
    model = load_model(source)
    assert model.check() == []
    assert model.evaluate("d9999", {}).value == 10_000


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('id')",
        "().__class__.__bases__[0].__subclasses__()",
        "deal.__class__",
        "open('/etc/passwd')",
        'function() external {java: {class: "java.lang.Runtime", method signature: "exit(int)"}}',
    ],
)
def test_no_way_leads_to_the_host(text: str) -> None:
    assert load_model(dmn(decision("D", literal(text)))).evaluate("D", {"deal": {"amount": 1}}).value is None
