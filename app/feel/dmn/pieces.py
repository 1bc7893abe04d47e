"""Every piece of FEEL in a boxed expression with the names in scope there: what ``check`` and ``reads`` go through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .environment import Environment, Site
from .model import (
    Conditional,
    Context,
    DecisionTable,
    Expression,
    Filter,
    FunctionDefinition,
    Invocation,
    Iteration,
    ListExpression,
    LiteralExpression,
    Relation,
    Text,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression, or unary tests (``tests``), with its place.

    ``required``: an empty one is wrong. ``subject``: the expression whose value the tests look at.
    """

    text: str
    language: str | None
    environment: Environment
    site: Site
    tests: bool = False
    required: bool = False
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TypeUse:
    """A type that an expression names."""

    name: str
    site: Site


@dataclass(frozen=True, slots=True)
class TableUse:
    """A decision table."""

    table: DecisionTable
    environment: Environment


@dataclass(frozen=True, slots=True)
class ExternalFunction:
    """A function that is not FEEL."""

    kind: str
    site: Site


Part = Piece | TypeUse | TableUse | ExternalFunction


def parts_of(expression: Expression | None, environment: Environment, what: str = "") -> Iterator[Part]:
    """The parts of an expression, in the order of the file."""
    if expression is None:
        return
    site = environment.site(what or environment.owner, element_id=expression.id, line=expression.line)
    if expression.type_ref:
        yield TypeUse(expression.type_ref, site)
    match expression:
        case LiteralExpression():
            place = environment.site(site.what, element_id=expression.id, line=expression.text_line)
            yield Piece(expression.text, expression.language, environment, place, required=True)
        case DecisionTable():
            yield from _table(expression, environment)
        case Context():
            yield from _context(expression, environment)
        case ListExpression():
            for item in expression.items:
                yield from parts_of(item, environment)
        case Relation():
            for column in expression.columns:
                if column.type_ref:
                    yield TypeUse(column.type_ref, site)
            for row in expression.rows:
                for cell, column in zip(row, expression.columns, strict=True):
                    yield from parts_of(cell, environment, column.name or "")
        case Invocation():
            yield from parts_of(expression.called, environment)
            for binding in expression.bindings:
                yield from parts_of(binding.value, environment, binding.parameter.name or "")
        case FunctionDefinition():
            yield from _function(expression, environment, site)
        case Conditional():
            yield from parts_of(expression.condition, environment, "if")
            yield from parts_of(expression.then, environment, "then")
            yield from parts_of(expression.otherwise, environment, "else")
        case Filter():
            yield from parts_of(expression.source, environment, "in")
            # an item's own fields are names too, and unknown here
            yield from parts_of(expression.match, environment.with_names(["item"]).opened(), "match")
        case Iteration():
            yield from parts_of(expression.source, environment, "in")
            names = [expression.variable] + (["partial"] if expression.kind == "for" else [])
            yield from parts_of(
                expression.result,
                environment.with_names(names),
                "return" if expression.kind == "for" else "satisfies",
            )


def _context(expression: Context, environment: Environment) -> Iterator[Part]:
    inside = environment
    for entry in expression.entries:
        name = entry.variable.name if entry.variable is not None else None
        if entry.variable is not None and entry.variable.type_ref:
            yield TypeUse(entry.variable.type_ref, inside.site(name or "", line=entry.line))
        yield from parts_of(entry.value, inside, name or "")
        inside = inside.with_names([name])


def _function(expression: FunctionDefinition, environment: Environment, site: Site) -> Iterator[Part]:
    if expression.kind != "FEEL":
        yield ExternalFunction(expression.kind, site)
        return
    for parameter in expression.parameters:
        if parameter.type_ref:
            yield TypeUse(parameter.type_ref, site)
    yield from parts_of(expression.body, environment.with_names(parameter.name for parameter in expression.parameters))


def _table(table: DecisionTable, environment: Environment) -> Iterator[Part]:
    yield TableUse(table, environment)
    for number, clause in enumerate(table.inputs, 1):
        expression = clause.expression
        if expression is None:
            continue
        site = environment.site(
            clause.label or expression.text.strip() or f"#{number}",
            element_id=clause.id,
            line=expression.text_line,
            column=number,
        )
        if expression.type_ref:
            yield TypeUse(expression.type_ref, site)
        yield Piece(expression.text, expression.language, environment, site, required=True)
        if clause.values is not None:
            yield _tests(clause.values, environment, site, expression.text)
    first_output = len(table.inputs) + 1
    for number, output in enumerate(table.outputs):
        site = environment.site(
            output.name or output.label or environment.owner,
            element_id=output.id,
            line=output.line,
            column=first_output + number,
        )
        if output.type_ref:
            yield TypeUse(output.type_ref, site)
        if output.values is not None:
            yield _tests(output.values, environment, site)
        if output.default is not None:
            yield Piece(output.default.text, output.default.language, environment, site)
    yield from _rules(table, environment)


def _tests(text: Text, environment: Environment, site: Site, subject: str = "") -> Piece:
    return Piece(text.text, text.language, environment, site, tests=True, subject=subject)


def _rules(table: DecisionTable, environment: Environment) -> Iterator[Part]:
    for row, rule in enumerate(table.rules, 1):
        for column, cell in enumerate(rule.inputs, 1):
            clause = table.inputs[column - 1]
            name = clause.label or (clause.expression.text.strip() if clause.expression else "") or f"#{column}"
            site = environment.site(name, element_id=cell.id, line=cell.line, row=row, column=column)
            yield _tests(cell, environment.with_names(["?"]), site, clause.expression.text if clause.expression else "")
        for number, entry in enumerate(rule.outputs):
            output = table.outputs[number]
            site = environment.site(
                output.name or output.label or environment.owner,
                element_id=entry.id,
                line=entry.text_line,
                row=row,
                column=len(table.inputs) + 1 + number,
            )
            yield Piece(entry.text, entry.language, environment, site)
