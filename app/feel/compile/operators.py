"""Arithmetic, comparisons, logic, ranges and tests."""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any, Final

from .. import nodes
from ..arithmetic import apply
from ..runtime import Frame
from ..semantics import compare, equal, matches
from ..temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from ..types import BOOLEAN
from ..values import NUMBERS, Range, Value, type_name
from .basic import constant
from .compiler import Compiler, Run, StaticScope, builds
from .types import infer

ARITHMETIC: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": NUMBERS.add,
    "-": NUMBERS.subtract,
    "*": NUMBERS.multiply,
}
ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}
SHORT_CHAIN: Final = 4
ORDERED: Final = frozenset({Decimal, str, Date, Time, DateTime, YearsMonthsDuration, DaysTimeDuration})


def constant_of(node: nodes.Node) -> Value:
    """The value of a literal, ``None`` for anything else."""
    if isinstance(node, nodes.Literal):
        return node.value
    if isinstance(node, nodes.Negation):
        value = constant_of(node.operand)
        return NUMBERS.minus(value) if type(value) is Decimal else None
    return None


@builds(nodes.Binary)
def binary(compiler: Compiler, node: nodes.Binary) -> Run:
    """An operator with two operands."""
    sign = node.operator
    if sign in ("and", "or"):
        return logic(compiler, node)
    if sign in ("=", "!="):
        return equality(compiler, node, sign == "=")
    if sign in ORDER:
        return order(compiler, sign, compiler.run_of(node.left), node.right, node.position)
    return arithmetic(compiler, node)


# Arithmetic


def arithmetic(compiler: Compiler, node: nodes.Binary) -> Run:
    """``+ - * / **``; a long chain is evaluated in a loop."""
    chain: list[tuple[str, Run, int]] = []
    first: nodes.Node = node
    while isinstance(first, nodes.Binary) and first.operator in ("+", "-", "*", "/", "**"):
        chain.append((first.operator, compiler.run_of(first.right), first.position))
        first = first.left
    start = compiler.run_of(first)
    chain.reverse()
    if len(chain) <= SHORT_CHAIN:
        for sign, operand, position in chain:
            start = single(sign, start, operand, position)
        return start

    def run(frame: Frame) -> Value:
        value = start(frame)
        for each, right, where in chain:
            value = apply(each, value, right(frame), frame.state, where)
        return value

    return run


def single(sign: str, left: Run, right: Run, position: int) -> Run:
    """One operator; numbers take the short way."""
    quick = ARITHMETIC.get(sign)
    if quick is None:
        return lambda frame: apply(sign, left(frame), right(frame), frame.state, position)

    def run(frame: Frame) -> Value:
        one, other = left(frame), right(frame)
        if type(one) is Decimal and type(other) is Decimal:
            try:
                return quick(one, other)
            except DecimalException:
                pass
        return apply(sign, one, other, frame.state, position)

    return run


# Comparisons


def equality(compiler: Compiler, node: nodes.Binary, wanted: bool) -> Run:
    """``=`` and ``!=``; comparing with a literal takes the short way."""
    left, position = compiler.run_of(node.left), node.position
    value = constant_of(node.right)
    if value is not None:
        kind = type(value)

        def with_constant(frame: Frame) -> Value:
            found = left(frame)
            if type(found) is kind:
                return (found == value) is wanted
            result = equal(found, value, frame.state, position)
            return None if result is None else result is wanted

        return with_constant
    if isinstance(node.right, nodes.Literal):
        return (lambda frame: left(frame) is None) if wanted else (lambda frame: left(frame) is not None)
    right = compiler.run_of(node.right)

    def run(frame: Frame) -> Value:
        result = equal(left(frame), right(frame), frame.state, position)
        return None if result is None else result is wanted

    return run


def order(compiler: Compiler, sign: str, left: Run, operand: nodes.Node, position: int) -> Run:
    """``< <= > >=``; comparing with a literal takes the short way."""
    value = constant_of(operand)
    if type(value) is Decimal or type(value) is str:
        kind, quick = type(value), ORDER[sign]

        def with_constant(frame: Frame) -> Value:
            found = left(frame)
            if type(found) is kind:
                return quick(found, value)
            return compare(sign, found, value, frame.state, position)

        return with_constant
    right = compiler.run_of(operand)
    return lambda frame: compare(sign, left(frame), right(frame), frame.state, position)


@builds(nodes.Between)
def between(compiler: Compiler, node: nodes.Between) -> Run:
    """``value between low and high``."""
    value, low, high = compiler.run_of(node.value), compiler.run_of(node.low), compiler.run_of(node.high)
    position = node.position

    def run(frame: Frame) -> Value:
        found = value(frame)
        above = compare(">=", found, low(frame), frame.state, position)
        below = compare("<=", found, high(frame), frame.state, position)
        if above is None or below is None:
            return None
        return above and below

    return run


# Logic


def logic(compiler: Compiler, node: nodes.Binary) -> Run:
    """``and`` and ``or`` of three values: ``and`` is false as soon as one is false, ``or`` true as soon as one is."""
    sign = node.operator
    parts: list[Run] = []
    first: nodes.Node = node
    while isinstance(first, nodes.Binary) and first.operator == sign:
        parts.append(compiler.run_of(first.right))
        first = first.left
    parts.append(compiler.run_of(first))
    parts.reverse()
    decisive = sign == "or"
    position = node.position

    def run(frame: Frame) -> Value:
        result: bool | None = not decisive
        for part in parts:
            value = part(frame)
            if value is decisive:
                return decisive
            if value is None:
                result = None
            elif type(value) is not bool:
                frame.state.warn("logic-types", position, operator=sign, type=type_name(value))
                result = None
        return result

    return run


# Ranges


@builds(nodes.Interval)
def interval(compiler: Compiler, node: nodes.Interval) -> Run:
    """``[start..end]``."""
    start, end = compiler.run_of(node.start), compiler.run_of(node.end)
    start_included, end_included, position = node.start_included, node.end_included, node.position
    low, high = constant_of(node.start), constant_of(node.end)
    if type(low) is Decimal and type(high) is Decimal and low <= high:
        return constant(Range(low, high, start_included, end_included))

    def run(frame: Frame) -> Value:
        one, other = start(frame), end(frame)
        bounds = (one, other)
        if any(bound is not None and type(bound) not in ORDERED for bound in bounds) or (
            one is not None and other is not None and type(one) is not type(other)
        ):
            frame.state.warn("range-ends", position, start=type_name(one), end=type_name(other))
            return None
        return Range(one, other, start_included, end_included)

    return run


@builds(nodes.Comparison)
def comparison_range(compiler: Compiler, node: nodes.Comparison) -> Run:
    """``(< 10)`` as a range."""
    sign, operand = node.operator, compiler.run_of(node.operand)

    def run(frame: Frame) -> Value:
        value = operand(frame)
        if sign in ("<", "<="):
            return Range(None, value, False, sign == "<=", sign)
        if sign in (">", ">="):
            return Range(value, None, sign == ">=", False, sign)
        return Range(value, value, True, True, sign)

    return run


# Tests


@builds(nodes.In)
def contains(compiler: Compiler, node: nodes.In) -> Run:
    """``value in (test, …)``."""
    value = compiler.run_of(node.value)
    constants = constants_of(node.tests)
    if constants is not None:
        kind, members = constants

        def among_constants(frame: Frame) -> Value:
            found = value(frame)
            return type(found) is kind and found in members

        return among_constants
    tests = [applied_test(compiler, each) for each in node.tests]
    return lambda frame: any_test(tests, value(frame), frame)


def applied_test(compiler: Compiler, node: nodes.Node) -> Callable[[Frame, Value], bool | None]:
    """A test after ``in``; in a boolean expression ``?`` is the value before ``in`` (DMN 1.5, table 55)."""
    is_boolean = infer(node, {}) == BOOLEAN
    if not is_boolean and not isinstance(node, (nodes.Call, nodes.If)):
        return test(compiler, node)
    scope = StaticScope({"?": 0})
    applied = compiler.inner(node, scope)
    if "?" not in scope.used:
        return test(compiler, node)
    otherwise = None if is_boolean else test(compiler, node)

    def run(frame: Frame, value: Value) -> bool | None:
        found = applied(Frame([value], frame, frame.scope, frame.state))
        if type(found) is bool:
            return found
        return None if otherwise is None else otherwise(frame, value)

    return run


def constants_of(tests: tuple[nodes.Node, ...]) -> tuple[type, frozenset[Any]] | None:
    """The type and the set of tests that are all texts or all numbers."""
    if len(tests) == 1 and isinstance(tests[0], nodes.ListLiteral):
        tests = tests[0].items
    values = [constant_of(each) for each in tests]
    kinds = {type(each) for each in values}
    if len(kinds) != 1 or not kinds <= {str, Decimal}:
        return None
    return kinds.pop(), frozenset(values)


def any_test(tests: list[Callable[[Frame, Value], bool | None]], value: Value, frame: Frame) -> bool | None:
    """True when one test holds, null when none does and one cannot be told, else false."""
    result: bool | None = False
    for each in tests:
        found = each(frame, value)
        if found is True:
            return True
        if found is None:
            result = None
    return result


def test(compiler: Compiler, node: nodes.Node) -> Callable[[Frame, Value], bool | None]:
    """One test of a value."""
    position: int = getattr(node, "position", 0)
    if isinstance(node, nodes.Comparison):
        return comparison_test(compiler, node)
    if isinstance(node, nodes.Interval):
        range_ = compiler.run_of(node)

        def in_range(frame: Frame, value: Value) -> bool | None:
            found = range_(frame)
            return None if found is None else matches(value, found, frame.state, position)

        return in_range
    run = compiler.run_of(node)
    return lambda frame, value: matches(value, run(frame), frame.state, position)


def comparison_test(compiler: Compiler, node: nodes.Comparison) -> Callable[[Frame, Value], bool | None]:
    """``< 10`` as a test."""
    sign, operand, position = node.operator, compiler.run_of(node.operand), node.position
    if sign in ORDER:
        return lambda frame, value: compare(sign, value, operand(frame), frame.state, position)
    wanted = sign == "="

    def run(frame: Frame, value: Value) -> bool | None:
        result = equal(value, operand(frame), frame.state, position)
        return None if result is None else result is wanted

    return run


@builds(nodes.UnaryTests)
def unary_tests(compiler: Compiler, node: nodes.UnaryTests) -> Run:
    """A cell of a decision table; the value tested is the first of the frame's values."""
    scope = StaticScope({"?": 0})
    if not node.tests:
        return constant(True)
    compiler.scopes.append(scope)
    negated = node.negated
    alone = negated and len(node.tests) == 1
    tests = [cell_test(compiler, scope, each, alone) for each in node.tests]
    compiler.scopes.pop()

    def run(frame: Frame) -> Value:
        result = any_test(tests, frame.values[0], frame)
        if negated:
            return None if result is None else not result
        return result

    return run


def cell_test(
    compiler: Compiler, scope: StaticScope, node: nodes.Node, alone_in_not: bool
) -> Callable[[Frame, Value], bool | None]:
    """A test in a cell: one that mentions ``?`` is a condition, any other a value that the input must equal.

    :param alone_in_not: it is the only one of a ``not(…)``: what is not ``false`` is ``true``, and nothing else.
    """
    if isinstance(node, (nodes.Comparison, nodes.Interval)):
        return test(compiler, node)
    scope.used.discard("?")
    run = compiler.run_of(node)
    if "?" in scope.used:

        def condition(frame: Frame, value: Value) -> bool | None:
            found = run(frame)
            return found if type(found) is bool else None

        return condition
    position: int = getattr(node, "position", 0)

    def expression(frame: Frame, value: Value) -> bool | None:
        found = run(frame)
        if alone_in_not and type(found) is bool:
            other = not found
            return value is not other
        return matches(value, found, frame.state, position)

    return expression
