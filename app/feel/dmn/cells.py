"""Recognising what a cell accepts from its tree: literals, comparisons with literals, ranges of literals, ``not``."""

from __future__ import annotations

from decimal import Decimal

from .. import nodes
from ..temporal import Date, DaysTimeDuration, YearsMonthsDuration
from .constraints import (
    ANY,
    BOOLEAN,
    DATE,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    ORDERED,
    STRING,
    Atom,
    Between,
    Constraint,
    Equal,
    Key,
    Point,
    key_of,
)
from .language import constant_value

CONSTANT_FUNCTIONS = frozenset({"date", "duration"})
NOT_CONSTANT: Key = ("", None)


def constraint_of(tests: nodes.UnaryTests) -> Constraint | None:
    """The set of values a cell accepts, ``None`` when the cell has to be evaluated."""
    if not tests.tests:
        return ANY
    atoms: list[Atom] = []
    for test in tests.tests:
        atom = _atom(test)
        if atom is None:
            return None
        atoms.append(atom)
    if tests.negated and len(atoms) == 1 and isinstance(atoms[0], Equal) and atoms[0].kind == BOOLEAN:
        return Constraint((Equal(BOOLEAN, not atoms[0].value),))
    return Constraint(tuple(atoms), tests.negated)


def _atom(test: nodes.Node) -> Atom | None:
    match test:
        case nodes.Comparison(operator=operator, operand=operand):
            return _comparison(operator, _key(operand))
        case nodes.Interval(start=start, end=end):
            return _interval(test, _key(start), _key(end))
    key = _key(test)
    return None if key is NOT_CONSTANT else Equal(*key)


def _comparison(operator: str, key: Key) -> Atom | None:
    kind, value = key
    if operator == "=" and key is not NOT_CONSTANT:
        return Equal(kind, value)
    if kind not in ORDERED:
        return None
    point = _point(value)
    match operator:
        case "<" | "<=":
            return Between(kind, None, False, point, operator == "<=")
        case ">" | ">=":
            return Between(kind, point, operator == ">=", None, False)
    return None


def _interval(node: nodes.Interval, start: Key, end: Key) -> Atom | None:
    if start[0] not in ORDERED or start[0] != end[0]:
        return None
    return Between(start[0], _point(start[1]), node.start_included, _point(end[1]), node.end_included)


def _point(value: object) -> Point:
    assert isinstance(value, (Decimal, int))
    return value


def _key(node: nodes.Node) -> Key:
    """Kind and value of a constant."""
    match node:
        case nodes.Literal(value=value):
            return key_of(value) or NOT_CONSTANT
        case nodes.Negation(operand=nodes.Literal(value=Decimal() as value)):
            return key_of(-value) or NOT_CONSTANT
        case nodes.AtLiteral():
            return key_of(constant_value(node)) or NOT_CONSTANT
        case nodes.Call(function=nodes.Name(name=name), arguments=(nodes.Literal(value=str()),)):
            if name in CONSTANT_FUNCTIONS:
                made = constant_value(node)
                return NOT_CONSTANT if made is None else key_of(made) or NOT_CONSTANT
    return NOT_CONSTANT


def show_point(kind: str, value: object) -> str:
    """A point of a column as FEEL writes it."""
    match kind:
        case _ if kind == NULL:
            return "null"
        case _ if kind == BOOLEAN:
            return "true" if value else "false"
        case _ if kind == STRING:
            text = str(value).replace("\\", "\\\\").replace('"', '\\"')
            return f'"{text}"'
        case _ if kind == NUMBER:
            return format(value, "f") if isinstance(value, Decimal) else str(value)
    assert isinstance(value, int)
    shown = {DATE: Date.from_ordinal, DAYS: DaysTimeDuration, MONTHS: YearsMonthsDuration}[kind](value)
    return f'@"{shown}"'
