"""Conditions, loops, quantifiers and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from .. import nodes
from ..runtime import Frame, State
from ..temporal import Date
from ..values import Range, Value, type_name
from .compiler import Compiler, Run, StaticScope, builds
from .operators import constant_of

Visit = Callable[[Frame], bool]


@builds(nodes.If)
def condition(compiler: Compiler, node: nodes.If) -> Run:
    """``if … then … else …``: only true takes the first way."""
    test, then, otherwise = (compiler.run_of(part) for part in (node.condition, node.then, node.otherwise))
    position = node.position

    def run(frame: Frame) -> Value:
        value = test(frame)
        if value is True:
            return then(frame)
        if value is not None and value is not False:
            frame.state.warn("condition-type", position, type=type_name(value))
        return otherwise(frame)

    return run


# Iteration


def whole_numbers(start: Decimal, end: Decimal, state: State) -> list[Value]:
    """``start..end`` by one, up or down."""
    count = abs(end - start)
    if count >= state.limits.list_items:
        state.list_of([None] * (state.limits.list_items + 1))
    state.spend(int(count) >> 4)
    step = 1 if end >= start else -1
    return [start + step * number for number in range(int(count) + 1)]


def dates(start: Date, end: Date, state: State) -> list[Value]:
    """``start..end`` by one day, up or down."""
    first, last = start.ordinal, end.ordinal
    step = 1 if last >= first else -1
    if abs(last - first) >= state.limits.list_items:
        state.list_of([None] * (state.limits.list_items + 1))
    state.spend(abs(last - first) >> 4)
    return [Date.from_ordinal(ordinal) for ordinal in range(first, last + step, step)]


def domain_of(value: Value, state: State, position: int) -> Sequence[Value] | None:
    """What a loop goes through: the items of a list, the whole numbers or dates of a range; else null."""
    if type(value) is list:
        return value
    if type(value) is Range:
        return domain_of_range(value, state, position)
    if value is None or type(value) is dict:
        state.warn("iteration-type", position, type=type_name(value))
        return None
    return [value]


def domain_of_range(value: Range, state: State, position: int) -> Sequence[Value] | None:
    """The whole numbers or dates of a range."""
    start, end = value.start, value.end
    if value.operator is None and type(start) is type(end) and type(start) in (Decimal, Date) and start is not None:
        ordered = start <= end if type(start) is Decimal else start.ordinal <= end.ordinal
        if ordered:
            items = between(start, end, state)
            first = 0 if value.start_included else 1
            return items[first : len(items) if value.end_included else -1]
    state.warn("iteration-type", position, type="range")
    return None


def between(start: Value, end: Value, state: State) -> list[Value]:
    """The whole numbers or dates from start to end."""
    return dates(start, end, state) if type(start) is Date else whole_numbers(start, end, state)


def iterator_domain(compiler: Compiler, node: nodes.Iterator_) -> Callable[[Frame], Sequence[Value] | None]:
    """The closure that gives what an iterator goes through."""
    position = node.position
    start = compiler.run_of(node.domain)
    if node.end is None:
        return lambda frame: domain_of(start(frame), frame.state, position)
    end = compiler.run_of(node.end)

    def run(frame: Frame) -> Sequence[Value] | None:
        first, last = start(frame), end(frame)
        if type(first) is type(last) and type(first) in (Decimal, Date):
            return between(first, last, frame.state)
        frame.state.warn("iteration-type", position, type=f"{type_name(first)}..{type_name(last)}")
        return None

    return run


def size_of(node: nodes.Node) -> int:
    """How many steps one evaluation of a node counts as: its nodes."""
    return sum(1 for _ in nodes.walk(node))


def visiting(
    compiler: Compiler, iterators: tuple[nodes.Iterator_, ...], body: nodes.Node, first: str | None = None
) -> tuple[Callable[[Frame, Visit, Value], bool], Run, StaticScope]:
    """A closure that visits every combination of the iterators' items, until a visit says False.

    :param first: a name whose value comes before the iterators' in each frame.
    :return: the closure (False when an iterator has no domain), the body's closure, its scope.
    """
    scope = StaticScope({} if first is None else {first: 0})
    offset = len(scope.names)
    compiler.scopes.append(scope)
    domains = []
    for index, iterator in enumerate(iterators):
        domains.append(iterator_domain(compiler, iterator))
        scope.names[iterator.name] = index + offset
    run_body = compiler.run_of(body)
    compiler.scopes.pop()
    cost = size_of(body)
    last = len(domains) - 1

    def go(level: int, frame: Frame, visit: Visit) -> bool | None:
        domain = domains[level](frame)
        if domain is None:
            return None
        state = frame.state
        for item in domain:
            inner = Frame([*frame.values, item], frame.parent, frame.scope, state)
            if level == last:
                state.spend(cost)
                if not visit(inner):
                    return False
            else:
                state.spend(1)
                result = go(level + 1, inner, visit)
                if result is not True:
                    return result
        return True

    def run(frame: Frame, visit: Visit, initial: Value) -> bool:
        values = [] if first is None else [initial]
        return go(0, Frame(values, frame, frame.scope, frame.state), visit) is not None

    return run, run_body, scope


@builds(nodes.For)
def loop(compiler: Compiler, node: nodes.For) -> Run:
    """``for … return …``; ``partial`` is the list of the results so far."""
    visit_all, result, scope = visiting(compiler, node.iterators, node.result, "partial")
    partial_used = "partial" in scope.used

    def run(frame: Frame) -> Value:
        results: list[Value] = []
        state = frame.state
        limit = state.limits.list_items

        def visit(inner: Frame) -> bool:
            if partial_used:
                state.spend(len(results) >> 3)
                inner.values[0] = results.copy()
            results.append(result(inner))
            if len(results) > limit:
                state.list_of(results)
            return True

        return results if visit_all(frame, visit, None) else None

    return run


@builds(nodes.Quantified)
def quantified(compiler: Compiler, node: nodes.Quantified) -> Run:
    """``some`` is true as soon as one is, ``every`` false as soon as one is; null when it cannot be told."""
    visit_all, test, _scope = visiting(compiler, node.iterators, node.condition)
    decisive = node.kind == "some"
    position = node.position

    def run(frame: Frame) -> Value:
        found: bool | None = not decisive

        def visit(inner: Frame) -> bool:
            nonlocal found
            value = test(inner)
            if value is decisive:
                found = decisive
                return False
            if type(value) is not bool:
                if value is not None:
                    inner.state.warn("condition-type", position, type=type_name(value))
                found = None
            return True

        return found if visit_all(frame, visit, None) else None

    return run


# Filters

OUTSIDE: Final[list[Value]] = [None]
"""The values of a filter's frame where there is no item."""


def item_at(items: list[Value], position: Decimal) -> Value:
    """The item at a position counted from 1, or from the end when negative; null beyond."""
    index = int(position) if position.adjusted() < 12 else 0
    if index > 0 and index <= len(items):
        return items[index - 1]
    return items[index] if index < 0 and -index <= len(items) else None


@builds(nodes.Filter)
def filter_(compiler: Compiler, node: nodes.Filter) -> Run:
    """``source[predicate]``: the item at a position, or the items for which a condition is true.

    It is a position when it is a number outside the items, not because a field of an item is one.
    """
    source, position = compiler.run_of(node.source), node.position
    number = constant_of(node.predicate)
    if type(number) is Decimal:

        def at(frame: Frame) -> Value:
            value = source(frame)
            return item_at(value if type(value) is list else [] if value is None else [value], number)

        return at
    predicate = compiler.inner(node.predicate, StaticScope({"item": 0}, is_filter=True))
    cost = size_of(node.predicate)

    def run(frame: Frame) -> Value:
        value = source(frame)
        items: list[Value] = value if type(value) is list else [] if value is None else [value]
        state, scope = frame.state, frame.scope
        found: list[Value] = []
        for number, item in enumerate(items or [None]):
            state.spend(cost)
            answer = predicate(Frame([item], frame, scope, state))
            if answer is True and items:
                found.append(item)
            elif type(answer) is Decimal and not number:
                place = predicate(Frame(OUTSIDE, frame, scope, state))
                if type(place) is Decimal:
                    return item_at(items, place)
                state.warn("filter-type", position, type=type_name(answer))
            elif answer is not None and type(answer) is not bool:
                state.warn("filter-type", position, type=type_name(answer))
        return found

    return run
