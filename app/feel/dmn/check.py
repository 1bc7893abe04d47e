"""What is wrong with a model that loads: for the deploy check and the editor."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..errors import FeelError
from .check_tables import check_table
from .compiled_model import CompiledModel
from .environment import Environment, Site
from .errors import Problem
from .graph import Found, evaluation_order
from .item_types import fields_of
from .language import compile_source, compile_tests_source, is_feel, syntax_problem
from .model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    DrgElement,
    Expression,
    InputData,
    ItemDefinition,
)
from .names import required_names, requirements, variable_name
from .pieces import ExternalFunction, Piece, TableUse, TypeUse, parts_of

Known = Collection[str] | Mapping[str, object] | None


def check_model(model: CompiledModel, known: Known) -> list[Problem]:
    """All problems of a model's own file, in its order, errors and warnings."""
    problems: list[Problem] = []
    for definition in model.definitions.item_definitions:
        problems.extend(_check_item_definition(model, definition, definition.name))
    closed = known is not None or any(model.definitions.of_kind(InputData))
    provided = _as_mapping(known)
    for element in model.definitions.elements.values():
        problems.extend(_check_variable(model, element))
        if isinstance(element, DecisionService):
            continue
        logic = _logic(element)
        if logic is not None:
            problems.extend(_check_logic(model, element, logic, provided, closed))
        elif isinstance(element, Decision) and not _is_given(model, element):
            problems.append(model.site_of(element).problem("decision-without-logic", name=element.name))
    return problems


def _logic(element: DrgElement) -> Expression | None:
    if isinstance(element, Decision):
        return element.expression
    return element.logic if isinstance(element, BusinessKnowledgeModel) else None


def _is_given(model: CompiledModel, decision: Decision) -> bool:
    """Whether a service takes the decision as an input, so that it needs no logic."""
    return any(
        reference.namespace is None and reference.id == decision.id
        for service in model.definitions.services
        for reference in service.input_decisions
    )


def _as_mapping(known: Known) -> dict[str, object]:
    if isinstance(known, Mapping):
        return dict(known)
    return dict.fromkeys(known or ())


def _check_variable(model: CompiledModel, element: DrgElement) -> Iterator[Problem]:
    variable = getattr(element, "variable", None)
    if variable is not None and variable.type_ref:
        yield from _check_type(model, variable.type_ref, model.site_of(element))


def _check_type(model: CompiledModel, name: str, site: Site) -> Iterator[Problem]:
    if model.types.find(name) is None:
        yield site.problem("type-unknown", severity="error", type=name)


def _check_item_definition(model: CompiledModel, definition: ItemDefinition, path: str) -> Iterator[Problem]:
    site = Site(path, path, definition.id, definition.line or None, file_name=model.file_name)
    references = [definition.type_ref]
    if definition.function is not None:
        references.append(definition.function.output_type_ref)
        references.extend(parameter.type_ref for parameter in definition.function.parameters)
    for reference in references:
        if reference:
            yield from _check_type(model, reference, site)
    for values in (definition.allowed_values, definition.type_constraint):
        if values is not None and values.text.strip():
            try:
                compile_tests_source(values.text, None)
            except FeelError as error:
                yield syntax_problem(error, site, severity="error")
    for component in definition.components:
        yield from _check_item_definition(model, component, f"{path}.{component.name}")


def _check_logic(
    model: CompiledModel, element: DrgElement, logic: Expression, provided: dict[str, object], closed: bool
) -> Iterator[Problem]:
    environment = model.environment(element)
    members = _members(model, element)
    for part in parts_of(logic, environment, element.name):
        match part:
            case TypeUse():
                yield from _check_type(model, part.name, part.site)
            case ExternalFunction():
                yield part.site.problem("function-external", severity="error", kind=part.kind)
            case TableUse():
                yield from check_table(part.table, part.environment)
            case Piece():
                yield from _check_piece(part, members, provided, closed)


def _check_piece(
    piece: Piece, members: dict[str, object], provided: dict[str, object], closed: bool
) -> Iterator[Problem]:
    language = piece.language or piece.environment.language
    if not is_feel(language):
        yield piece.site.problem("expression-language", severity="error", what=piece.site.place, language=language)
        return
    if not piece.text.strip():
        if piece.required:
            yield piece.site.problem("expression-empty", severity="error", what=piece.site.place)
        return
    try:
        compiled: Any
        if piece.tests:
            compiled = compile_tests_source(piece.text, piece.environment)
        else:
            compiled = compile_source(piece.text, piece.environment)
    except FeelError as error:
        yield syntax_problem(error, piece.site, severity="error")
        return
    if not closed or piece.environment.open:
        return
    names: dict[str, object] = {**provided, **{name: members.get(name) for name in piece.environment.names}}
    for unknown in compiled.check_names(names):
        yield piece.site.problem(
            "name-unknown",
            severity="error",
            position=unknown.position,
            line_offset=piece.text.count("\n", 0, unknown.position),
            what=piece.site.place,
            reason=unknown,
        )


def _members(model: CompiledModel, element: DrgElement) -> dict[str, object]:
    """The fields of the variables in scope, where their types tell."""
    members: dict[str, object] = {}
    for found in model.graph.all(requirements(element)):
        variable = getattr(found.element, "variable", None)
        if variable is None or (found.through is not None and found.through.name):
            continue
        if isinstance(found.element, (InputData, Decision)):
            fields = fields_of(model.of(found.graph).types.type_of(variable.type_ref))
            if fields is not None:
                members[variable_name(found.element)] = fields
    return members


def reads_of(model: CompiledModel, decision: Decision) -> tuple[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Names of the input data a decision needs, through all it requires, and every path it reads from the scope."""
    inputs: dict[str, None] = {}
    reads: set[tuple[str, ...]] = set()
    for found in evaluation_order(model.graph, (Found(decision, model.graph, None),)):
        element = found.element
        assert isinstance(element, Decision)
        for each in found.graph.all(element.required_inputs):
            inputs.setdefault(variable_name(each.element))
        owner = model.of(found.graph)
        provided = provided_names(owner, element)
        for part in parts_of(element.expression, owner.environment(element)):
            if isinstance(part, Piece):
                reads.update(_piece_reads(part, owner.environment(element), provided))
    return tuple(inputs), frozenset(reads)


def provided_names(model: CompiledModel, decision: Decision) -> set[str]:
    """Names whose values the model itself makes: required decisions and knowledge, imports."""
    names = required_names(model.graph, decision)
    for found in model.graph.all(decision.required_inputs):
        if found.through is None or not found.through.name:
            names.discard(variable_name(found.element))
            names.discard(found.element.name)
    return names


def _piece_reads(piece: Piece, outer: Environment, provided: set[str]) -> Iterator[tuple[str, ...]]:
    if not piece.text.strip() or not is_feel(piece.language or piece.environment.language):
        return
    try:
        compiled: Any
        if piece.tests:
            compiled = compile_tests_source(piece.text, piece.environment)
        else:
            compiled = compile_source(piece.text, piece.environment)
    except FeelError:
        return
    local = piece.environment.names - outer.names
    for path in compiled.reads:
        if path and path[0] not in local and path[0] not in provided and path[0] != "?":
            yield path
