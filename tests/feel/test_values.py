"""Values on their way from and to Python."""

from __future__ import annotations

import datetime
import enum
import threading
from collections import ChainMap, UserDict
from decimal import Decimal

import pytest

from app.feel import Range, compile_expression, from_python, to_python
from app.feel.errors import ValueProblem
from benchmarks.feel import Row, evaluation_row, parsing_rows


class Status(enum.StrEnum):
    NEW = "new"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (1, Decimal(1)),
        (0.1, Decimal("0.1")),
        (True, True),
        (Status.NEW, "new"),
        ((1, [2.5, None]), [Decimal(1), [Decimal("2.5"), None]]),
        (float("inf"), None),
        (datetime.date(2024, 2, 29), datetime.date(2024, 2, 29)),
        (datetime.datetime(2024, 2, 29, 1, 2, 3, 4), datetime.datetime(2024, 2, 29, 1, 2, 3, 4)),
        (datetime.time(1, 2, 3, 4, datetime.UTC), datetime.time(1, 2, 3, 4, datetime.UTC)),
        (datetime.timedelta(days=-1, microseconds=5), datetime.timedelta(days=-1, microseconds=5)),
        ({"a": {"b": (1,)}}, {"a": {"b": [Decimal(1)]}}),
    ],
)
def test_python_values_come_in_and_go_out(given: object, expected: object) -> None:
    assert to_python(compile_expression("x").evaluate({"x": given})) == expected
    assert to_python(from_python(given)) == expected
    assert to_python(compile_expression("[x][1]").evaluate(ChainMap({"x": given}))) == expected
    assert to_python(compile_expression("deal.x").evaluate({"deal": UserDict({"x": given})})) == expected


def test_any_other_value_is_null_with_a_warning() -> None:
    evaluation = compile_expression("x = null").evaluate_with_warnings({"x": object()})
    assert evaluation.value is True
    assert [warning.code for warning in evaluation.warnings] == ["unsupported-value"]
    with pytest.raises(ValueProblem):
        from_python({1, 2})


def test_numbers_have_34_digits() -> None:
    assert compile_expression("2 / 3").evaluate({}) == Decimal("0.6666666666666666666666666666666667")
    assert compile_expression("1" + "0" * 32 + "1 + 1").evaluate({}) == Decimal("1" + "0" * 32 + "2")


def test_ranges_and_functions_come_out_as_values() -> None:
    assert compile_expression("[1..5)").evaluate({}) == Range(Decimal(1), Decimal(5), True, False)
    adder = compile_expression("function(a, b) a + b").evaluate({})
    assert compile_expression("f(1, 2)").evaluate({"f": adder}) == 3
    assert adder.call(Decimal(1), Decimal(2)) == 3


def test_one_compiled_expression_serves_many_threads() -> None:
    expression = compile_expression("sum(for i in 1..n return i * k)")
    results: dict[int, object] = {}

    def work(k: int) -> None:
        results[k] = [expression.evaluate({"n": 200, "k": k}) for _ in range(5)]

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {k: [Decimal(20_100 * k)] * 5 for k in range(4)}


def test_the_measurements_have_their_rows() -> None:
    rows = [evaluation_row(10), *parsing_rows(5)]
    assert len(rows) == 3
    assert all(set(row) == set(Row.__annotations__) for row in rows)
    assert all(row["value"] > 0 and row["floor"] > 0 for row in rows)
