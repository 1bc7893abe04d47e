"""The formulas of computed fields: they can be read, know what they read, and need each other in no circle."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.feel import FeelError, compile_expression
from app.feel.analysis import chain
from app.feel.nodes import Call, Name, Node, Path
from app.records.checks.texts import texts_of_formulas
from app.records.types import Fault, Field, RecordType, faults_in
from app.records.values.computed import FormulaError, declared_formulas

#: All that a formula may read behind a reference or a person: the rest changes without the record.
BEHIND = {"id": None}
CLOCK = ("now", "today")


def check_formulas(record_type: RecordType) -> Iterator[Fault]:
    """Every formula by itself, then whether they can be put in an order."""
    fields = list(record_type.fields)
    found = [fault for field in fields for fault in faults_in(field, _check_formula(field, field.name, fields))]
    for place, field, path, text, known in texts_of_formulas(record_type):
        words = f"the formula compares {path} with “{text}”, which it can never be: use one of {', '.join(known)}"
        found += faults_in(field, [Fault(place, words)])
    for rows in fields:
        inner: Sequence[Field] = rows.row_fields
        found += [
            fault
            for each in inner
            for fault in faults_in(each, _check_formula(each, f"{rows.name}.{each.name}", [*fields, *inner]))
        ]
    yield from found
    if not found:
        try:
            declared_formulas(fields)
        except FormulaError as error:
            yield Fault("fields", f"{error}: let one of them read something else")


def _check_formula(field: Field, place: str, fields: Sequence[Field]) -> Iterator[Fault]:
    if not field.formula:
        return
    try:
        expression = compile_expression(field.formula)
    except FeelError as error:
        yield Fault(place, f"the formula cannot be read: {error}")
        return
    pointing = {each.name for each in _with_rows(fields) if each.targets and not hasattr(each, "fields")}
    through = sorted(set(_read_through(expression.tree, pointing)))
    for path in through:
        yield Fault(
            place, f"the formula reads {path}, which changes without this record: copy it into a field of its own"
        )
    if not through:
        known = {each.name: _known(each) for each in fields}
        for problem in expression.check_names(known):
            yield Fault(place, f"the formula cannot be used: {problem}")
    for clock in sorted(set(_asks_the_clock(expression.tree))):
        yield Fault(
            place, f"the formula asks {clock}(), which changes without this record: read a field that holds a date"
        )


def _known(field: Field) -> Mapping[str, Any] | None:
    inner: Sequence[Field] = field.row_fields
    if inner:
        return {"id": None} | {each.name: _known(each) for each in inner}
    return BEHIND if field.targets else None


def _with_rows(fields: Sequence[Field]) -> Iterator[Field]:
    for each in fields:
        yield each
        yield from each.row_fields


def _read_through(node: Node, pointing: set[str]) -> Iterator[str]:
    """The paths that go on behind a reference, under whatever name its record is held."""
    if isinstance(node, Path):
        start, paths = chain(node)
        names = [*([start.name] if isinstance(start, Name) else []), *(each.name for each in paths)]
        for name, behind in itertools.pairwise(names):
            if name in pointing and behind not in BEHIND:
                yield f"{name}.{behind}"
    for child in node.children():
        yield from _read_through(child, pointing)


def _asks_the_clock(node: Node) -> Iterator[str]:
    if isinstance(node, Call) and isinstance(node.function, Name) and node.function.name in CLOCK:
        yield node.function.name
    for child in node.children():
        yield from _asks_the_clock(child)
