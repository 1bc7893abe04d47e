"""What operators, paths, filters, loops and functions give, null included."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from app.feel import compile_expression, compile_unary_tests, function, to_python
from app.feel.types import NUMBER, STRING, ContextType, ListType
from app.feel.values import Parameter
from tests.words import catalogue

DEAL: dict[str, Any] = {
    "amount": Decimal("1500000.50"),
    "counterparty": None,
    "status": "new",
    "products": [{"name": "A", "price": 10}, {"name": "B", "price": 20}, {"name": "C", "price": None}],
    "created": datetime.date(2024, 2, 29),
    "first name": "Ann",
}
SCOPE: dict[str, Any] = {"deal": DEAL, "n": 5, "x": 2.5, "nothing": None, "yes": True, "xs": [3, 1, 2]}


def value(source: str, scope: Mapping[str, object] = MappingProxyType(SCOPE)) -> Any:
    return to_python(compile_expression(source).evaluate(scope))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('deal.amount > 1000000 and deal.counterparty = null and deal.status in ("new","pause")', True),
        ("0.1 + 0.2 = 0.3", True),
        ("1 / 3", Decimal("0.3333333333333333333333333333333333")),
        ("10 / 0", None),
        ("null + 1", None),
        ('"a" + "b"', "ab"),
        ('"a" + 1', None),
        ("1 = 2 and 2 > 1", False),
        ('1 = "1"', None),
        ("null = null", True),
        ("nothing != null", False),
        ("x = 2.5", True),
        ("n = 5", True),
        ("-n", Decimal(-5)),
        ("[1, 2] = [1, 2.0]", True),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("false and nothing", False),
        ("true and nothing", None),
        ("true or nothing", True),
        ("false or nothing", None),
        ('true and "text"', None),
        ("not(nothing)", None),
        ("5 between 1 and 10", True),
        ("nothing between 1 and 10", None),
        ("5 in [1..5]", True),
        ("5 in (? < 10)", True),
        ("15 in (? < 10)", False),
        ("15 in (? < 10, ? > 14)", True),
        ("nothing in (? = null)", True),
        ('"abc" in (starts with(?, "a"))', True),
        ("xs[item in (? > 1 and ? < 3)]", [Decimal(2)]),
        ("5 in (3 in (? < 4))", False),
        ('[1] = ["a"]', False),
        ('[1] != ["a"]', True),
        ("{x: 1} = {x: true}", False),
        ("[[1]] = [[null]]", False),
        ('[1..2] = ["a".."b"]', False),
        ("5 in [ ]1..5] ]", True),
        ("[ ]1..5[ ] = [(1..5)]", True),
        ("[ ]-1..n[, ]n..9[ ] = [(-1..5), (5..9)]", True),
        ("[]", []),
        ("[][1]", None),
        ("[] - 1", None),
        ("xs[yes]", [Decimal(3), Decimal(1), Decimal(2)]),
        ("xs[not(yes)]", []),
        ("[{yes: 1}, {yes: true}][yes]", [{"yes": True}]),
        ("[{yes: 1}, {other: 2}][yes]", [{"other": Decimal(2)}]),
        ("[{n: 1}, {n: 2}][n = 2]", [{"n": Decimal(2)}]),
        ("5 in [1..5)", False),
        ("5 in (> 3, < 1)", True),
        ('"b" in ["a".."c"]', True),
        ("nothing in (1, null)", True),
        ("[1,2] in [[1,2],[3]]", True),
        ("if nothing then 1 else 2", Decimal(2)),
        ("if n > 3 then 1 else 2", Decimal(1)),
        ("xs[1]", Decimal(3)),
        ("xs[-1]", Decimal(2)),
        ("xs[0]", None),
        ("xs[9]", None),
        ("xs[item > 1]", [Decimal(3), Decimal(2)]),
        ("xs[n - 3]", Decimal(1)),
        ("deal.products[price > 10].name", ["B"]),
        ("deal.products[name = deal.products[1].name].price", [Decimal(10)]),
        ("deal.products.price", [Decimal(10), Decimal(20), None]),
        ("deal.first name", "Ann"),
        ("deal.missing.deeper", None),
        ("deal.created.year", Decimal(2024)),
        ("5[1]", Decimal(5)),
        ("nothing[1]", None),
        ("[{item: 1}, {item: 5}][item > 2]", [{"item": Decimal(5)}]),
        ("for x in [1,2], y in [10,20] return x + y", [Decimal(n) for n in (11, 21, 12, 22)]),
        ("for x in xs, y in [x] return y * 2", [Decimal(6), Decimal(2), Decimal(4)]),
        ("for i in 3..1 return i", [Decimal(3), Decimal(2), Decimal(1)]),
        ("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", [Decimal(n) for n in (1, 1, 2, 3, 5)]),
        ("for i in 1..2 return partial", [[], [[]]]),
        ("for i in nothing return i", None),
        ('for d in @"2024-02-28"..@"2024-03-01" return d.day', [Decimal(28), Decimal(29), Decimal(1)]),
        ("for i in (1..4) return i", [Decimal(2), Decimal(3)]),
        ("some p in deal.products satisfies p.price > 15", True),
        ("every p in deal.products satisfies p.price > 5", None),
        ("every p in [] satisfies p", True),
        ("some p in [1, 2] satisfies p > 5", False),
        ("{a: 1, b: a + 1, c: {d: b}}.c.d", Decimal(2)),
        ("{a: 1, a: 2}", None),
        ("(function(a, b) a - b)(5, 3)", Decimal(2)),
        ("(function(a, b) a - b)(b: 5, a: 3)", Decimal(-2)),
        ("(function(a) a)(1, 2)", None),
        ("(function(a: number) a)([7])", Decimal(7)),
        ('(function(a: number) a)("7")', None),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r", Decimal(120)),
        ("(for i in 1..3 return function() i)[2]()", Decimal(2)),
        ("nothing()", None),
        ("count(n)", Decimal(1)),
        ("[1,2,3] instance of list<number>", True),
        ('[1,"2"] instance of list<number>', False),
        ("deal instance of context<status: string, amount: number>", True),
        ("[1..2] instance of range<number>", True),
        ("nothing instance of Any", False),
        ("n instance of nonsense", None),
        ("(function(a: string) 1) instance of function<string> -> number", True),
        ("(= 5) = (= 5)", True),
        ("[1..5].start included", True),
        ("(< 10).end", Decimal(10)),
        ("yes instance of boolean", True),
    ],
)
def test_values(source: str, expected: object) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@"2024-01-31" + @"P1M"', datetime.date(2024, 2, 29)),
        ('@"2023-01-31" + @"P1M"', datetime.date(2023, 2, 28)),
        ('@"2024-02-29" + @"P1Y"', datetime.date(2025, 2, 28)),
        ('@"2024-03-01" - @"2024-02-01"', datetime.timedelta(days=29)),
        ('@"2024-03-01" - @"P1D"', datetime.date(2024, 2, 29)),
        ('@"23:30:00" + @"PT1H"', datetime.time(0, 30)),
        ('@"2024-01-01T10:00:00+03:00" - @"2024-01-01T10:00:00Z"', datetime.timedelta(hours=-3)),
        ('@"2024-01-01T10:00:00" - @"2024-01-01T10:00:00Z"', None),
        ('@"2024-01-01T10:00:00+03:00" = @"2024-01-01T07:00:00Z"', True),
        ('string(@"2024-03-31T01:30:00@Europe/Paris" + @"PT1H")', "2024-03-31T03:30:00@Europe/Paris"),
        ('string(@"2024-10-27T02:30:00@Europe/Paris" + @"P1D")', "2024-10-28T01:30:00@Europe/Paris"),
        ('string(@"2024-03-30T02:30:00@Europe/Paris" + @"P1M")', "2024-04-30T02:30:00@Europe/Paris"),
        ('@"2024-07-01T00:00:00@Europe/Moscow".time offset', datetime.timedelta(hours=3)),
        ('@"P1D" * 1.5', datetime.timedelta(days=1, hours=12)),
        ('@"P1Y" / @"P1M"', Decimal(12)),
        ('@"P1Y" = @"P365D"', None),
        ('@"P1D" < @"PT25H"', True),
        ('@"-P1DT2H".hours', Decimal(-2)),
        ('@"PT1.5S".seconds', Decimal("1.5")),
        ('string(@"-999999999-01-01")', "-999999999-01-01"),
        ('@"999999999-12-31" + @"P1D"', None),
        ('@"nonsense"', None),
    ],
)
def test_dates_times_and_durations(source: str, expected: object) -> None:
    assert value(source) == expected


def test_a_mapping_is_asked_only_for_the_keys_that_are_read() -> None:
    asked = []

    class Record(Mapping[str, object]):
        def __getitem__(self, key: str) -> object:
            asked.append(key)
            return {"amount": 5, "fields": {}}[key]

        def __iter__(self) -> Iterator[str]:
            raise AssertionError("an expression does not go through a record")

        def __len__(self) -> int:
            raise AssertionError("an expression does not count a record")

    assert value("deal.amount > 3", {"deal": Record()}) is True
    assert asked == ["amount"]


def test_what_a_mapping_of_the_host_raises_reaches_the_host() -> None:
    class Broken(Mapping[str, object]):
        def __getitem__(self, key: str) -> object:
            raise PermissionError(key)

        def __iter__(self) -> Iterator[str]:
            return iter(())

        def __len__(self) -> int:
            return 0

    with pytest.raises(PermissionError):
        value("deal.amount", {"deal": Broken()})


def test_functions_of_the_host_can_be_called() -> None:
    scope = {"double": function("double", [Parameter("n", NUMBER)], lambda n: n * 2), "twice as": 1}
    assert value("double(4)", scope) == 8
    assert value("double(n: 4)", scope) == 8
    assert value('double("4")', scope) is None
    assert value("for i in [1,2] return double(i)", scope) == [2, 4]


def test_a_python_function_of_the_scope_cannot_be_called() -> None:
    assert value("run(1)", {"run": print}) is None


def test_names_of_the_host_hide_built_in_ones() -> None:
    scope = {"count": function("count", ["x"], lambda x: Decimal(42)), "date": datetime.date(2024, 1, 1)}
    assert compile_expression("count([1])", names=scope).evaluate(scope) == 42
    assert value('date("2024-01-01") = date', scope) is True


def test_types_of_the_host_are_known() -> None:
    types = {"tPerson": ContextType((("name", STRING),)), "tNumbers": ListType(NUMBER)}
    expression = compile_expression('{name: "Ann"} instance of tPerson and [1] instance of tNumbers', types=types)
    assert expression.evaluate({}) is True


@pytest.mark.parametrize(
    ("tests", "given", "expected"),
    [
        ("-", None, True),
        ("5", 5, True),
        ("5, 6", 6, True),
        ("> 5", 6, True),
        ("> limit", 6, False),
        ("[1..3], > 10", 2, True),
        ('"a", "b"', "c", False),
        ("not(1, 2)", 3, True),
        ("not(1, 2)", 2, False),
        ("null", None, True),
        ("not(null)", None, False),
        ("> 5", None, None),
        ("[1, 2, 3]", 2, True),
        ("? > 5 and ? < 8", 6, True),
        ('starts with(?, "ab")', "abc", True),
        ("count(?) > 1", [1, 2], True),
        ("limit > 5", "anything", False),
        ("limit > 5", True, True),
        ("(1..3)", 1, False),
        ("names", "x", True),
    ],
)
def test_unary_tests(tests: str, given: object, expected: bool | None) -> None:
    assert compile_unary_tests(tests).evaluate(given, {"limit": 10, "names": ["x", "y"]}) is expected


@pytest.mark.parametrize("other", [None, 5, "x", [True], {"a": True}])
@pytest.mark.parametrize(
    "tests", ["true", "false", "yes", "not(true)", "not(false)", "not(yes)", "1 = 1", "true, false"]
)
def test_a_boolean_without_the_input_is_a_value_that_only_an_equal_one_passes(tests: str, other: object) -> None:
    assert compile_unary_tests(tests).evaluate(other, {"yes": True}) is False


@pytest.mark.parametrize(
    ("tests", "passes"), [("true", True), ("not(false)", True), ("false", False), ("not(true)", False)]
)
def test_a_boolean_passes_as_the_test_that_names_it(tests: str, passes: bool) -> None:
    compiled = compile_unary_tests(tests)
    assert (compiled.evaluate(passes, {}), compiled.evaluate(not passes, {})) == (True, False)


@pytest.mark.parametrize(
    "source", ["null in (true)", "5 in (true)", "5 in [true]", "count([null, 5][item in (1 = 1)]) > 0"]
)
def test_a_boolean_in_a_list_of_tests_is_a_value_too(source: str) -> None:
    assert value(source) is False


@pytest.mark.parametrize(
    ("tests", "given", "expected"),
    [('"vip" in ?', ["vip"], True), ("7 in (?, 5)", 7, True), ("? in (? > 5)", 7, True), ("? in (? > 5)", 3, False)],
)
def test_the_input_of_a_cell_may_itself_be_the_test_of_another_value(tests: str, given: object, expected: bool) -> None:
    assert compile_unary_tests(tests).evaluate(given, {}) is expected


def test_warnings_say_why_a_value_is_null() -> None:
    evaluation = compile_expression("a + 1 > deal.sum").evaluate_with_warnings({"deal": {}})
    assert evaluation.value is None
    assert [(warning.code, warning.position) for warning in evaluation.warnings] == [
        ("unknown-name", 0),
        ("operator-types", 2),
        ("no-such-entry", 12),
        ("operator-types", 6),
    ]
    assert "нет имени" in evaluation.warnings[0].translated(catalogue("ru"))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("1 / 0", "division-by-zero"),
        ("10 ** 9999", "number-overflow"),
        ('date("x")', "argument-value"),
        ("sum()", "argument-count"),
        ("abs(m: 1)", "argument-name"),
        ("upper case(1)", "argument-type"),
        ("uper case(1)", "unknown-function-suggestion"),
        ("sum([])", "no-result"),
        ('matches("a", "[")', "bad-pattern"),
        ('if "yes" then 1 else 2', "condition-type"),
        ('[1]["a"]', "filter-type"),
        ("function() external {}", "external-function"),
        ("{a: 1, a: 2}", "duplicate-key"),
        ("5()", "not-a-function"),
        ('for i in "a".."c" return i', "iteration-type"),
    ],
)
def test_each_problem_has_its_code(source: str, code: str) -> None:
    warnings = compile_expression(source).evaluate_with_warnings({}).warnings
    assert [warning.code for warning in warnings] == [code]
