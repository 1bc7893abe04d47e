"""Boxed expressions: contexts, lists, relations, invocations, functions, conditionals, iterators, filters."""

from __future__ import annotations

import pytest

from app.feel.dmn import DecisionResult, load_model

from .dmn_xml import decision, dmn, knowledge, literal


def evaluate(logic: str, *others: str, knowledge: tuple[str, ...] = (), **inputs: object) -> DecisionResult:
    return load_model(dmn(*others, decision("D", logic, knowledge=knowledge))).evaluate("D", inputs)


def entry(name: str, logic: str, type_ref: str | None = None) -> str:
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    variable = f'<variable name="{name}"{kind}/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def test_a_context_gives_its_entries_and_later_ones_see_earlier_ones() -> None:
    logic = f"<context>{entry('net price', literal('100'))}{entry('tax', literal('net price * 0.2'))}</context>"
    assert evaluate(logic).value == {"net price": 100, "tax": 20}


def test_a_context_with_a_result_gives_the_result() -> None:
    assert evaluate(f"<context>{entry('a', literal('1'))}{entry('', literal('a + 1'))}</context>").value == 2


def test_a_context_entry_is_coerced_to_its_type() -> None:
    result = evaluate(f"<context>{entry('a', literal('1'), 'string')}{entry('b', literal('2'), 'number')}</context>")
    assert result.value == {"a": None, "b": 2}
    assert [warning.code for warning in result.warnings] == ["value-not-of-type"]


def test_a_list_and_a_relation() -> None:
    assert evaluate(f"<list>{literal('1')}{literal('x')}</list>", x=2).value == [1, 2]
    rows = "".join(f"<row>{literal(name)}{literal(age)}</row>" for name, age in [('"Ann"', "30"), ('"Bob"', "x")])
    relation = f'<relation><column name="name"/><column name="age"/>{rows}</relation>'
    assert evaluate(relation, x=40).value == [{"name": "Ann", "age": 30}, {"name": "Bob", "age": 40}]


def conditional(condition: str) -> str:
    then, otherwise = literal("1"), literal("2")
    return f"<conditional><if>{literal(condition)}</if><then>{then}</then><else>{otherwise}</else></conditional>"


@pytest.mark.parametrize(
    ("condition", "expected"), [("true", 1), ("false", 2), ("null", 2), ('"yes"', None), ("x > 1", 1)]
)
def test_a_conditional(condition: str, expected: object) -> None:
    assert evaluate(conditional(condition), x=5).value == expected


def test_a_filter_keeps_matching_items_and_sees_their_fields() -> None:
    def logic(match: str) -> str:
        return f"<filter><in>{literal('xs')}</in><match>{literal(match)}</match></filter>"

    assert evaluate(logic("item > 1"), xs=[1, 2, 3]).value == [2, 3]
    assert evaluate(logic("price > 1"), xs=[{"price": 1}, {"price": 2}]).value == [{"price": 2}]
    assert evaluate(logic('"text"'), xs=[1]).value is None


def iteration(kind: str, source: str, result: str) -> str:
    part = "return" if kind == "for" else "satisfies"
    return f'<{kind} iteratorVariable="i"><in>{literal(source)}</in><{part}>{literal(result)}</{part}></{kind}>'


@pytest.mark.parametrize(
    ("kind", "source", "result", "expected"),
    [
        ("for", "[1, 2]", "i * 2", [2, 4]),
        ("for", "[]", "i", []),
        ("for", "[1..3]", "i", [1, 2, 3]),
        ("for", "[1, 2, 3]", "count(partial) + i", [1, 3, 5]),
        ("for", "5", "i", [5]),
        ("for", "null", "i", None),
        ("some", "[1, 2]", "i > 1", True),
        ("some", "[]", "true", False),
        ("some", "[1, 2]", '"x"', None),
        ("every", "[1, 2]", "i > 1", False),
        ("every", "[]", "false", True),
        ("every", "[1, 2]", 'if i = 1 then true else "x"', None),
    ],
)
def test_iterators(kind: str, source: str, result: str, expected: object) -> None:
    assert evaluate(iteration(kind, source, result)).value == expected


def invocation(function: str, **bindings: str) -> str:
    bound = "".join(f'<binding><parameter name="{name}"/>{literal(text)}</binding>' for name, text in bindings.items())
    return f"<invocation>{literal(function)}{bound}</invocation>"


PRICE = knowledge("price", ["amount:number", "rate:number"], literal("amount * rate"), type_ref="number")


def test_an_invocation_binds_by_name() -> None:
    assert evaluate(invocation("price", rate="2", amount="x"), PRICE, knowledge=("price",), x=10).value == 20


@pytest.mark.parametrize("bindings", [{"amount": '"a"', "rate": "1"}, {"amounts": "1", "rate": "1"}, {"amount": "1"}])
def test_an_invocation_that_does_not_fit_is_null_with_a_warning(bindings: dict[str, str]) -> None:
    result = evaluate(invocation("price", **bindings), PRICE, knowledge=("price",))
    assert result.value is None
    assert result.warnings


def test_what_is_no_function_cannot_be_invoked() -> None:
    result = evaluate(invocation("x", a="1"), x=5)
    assert result.value is None
    assert result.warnings[0].code == "not-a-function"


def test_a_knowledge_model_is_called_in_an_expression_by_position_and_by_name() -> None:
    assert evaluate(literal("price(10, 2)"), PRICE, knowledge=("price",)).value == 20
    assert evaluate(literal("price(rate: 2, amount: 10)"), PRICE, knowledge=("price",)).value == 20


def test_a_boxed_function_remembers_where_it_was_made() -> None:
    function = f'<functionDefinition><formalParameter name="a"/>{literal("a * factor")}</functionDefinition>'
    logic = f"<context>{entry('factor', literal('3'))}{entry('f', function)}{entry('', literal('f(5)'))}</context>"
    assert evaluate(logic).value == 15


def test_parameter_names_with_dots_can_be_read() -> None:
    bkm = knowledge("greet", ["Person.Name:string"], literal('"Hello " + Person.Name'))
    call = (
        f'<invocation>{literal("greet")}<binding><parameter name="Person.Name"/>{literal("x")}</binding></invocation>'
    )
    assert evaluate(call, bkm, knowledge=("greet",), x="Ann").value == "Hello Ann"


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_external_functions_are_refused(kind: str) -> None:
    function = f'<functionDefinition kind="{kind}"><formalParameter name="a"/>{literal("1")}</functionDefinition>'
    result = evaluate(f"<context>{entry('f', function)}{entry('', literal('f(5)'))}</context>")
    assert result.value is None
    assert result.warnings[0].code == "function-external"


def test_another_expression_language_is_null_with_a_warning() -> None:
    logic = '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>'
    result = evaluate(logic)
    assert result.value is None
    assert result.warnings[0].code == "expression-language"


def test_a_syntax_error_is_null_with_its_place() -> None:
    result = evaluate(literal("1 +\n* 2"))
    assert result.value is None
    warning = result.warnings[0]
    assert (warning.code, warning.line) == ("expression-syntax", 3)
    assert warning.position == 4
