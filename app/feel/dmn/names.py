"""Which names an expression of a model may use."""

from __future__ import annotations

from collections.abc import Iterator

from .graph import Graph
from .model import (
    BusinessKnowledgeModel,
    Context,
    Decision,
    DecisionTable,
    Definitions,
    DrgElement,
    Expression,
    FunctionDefinition,
    InputData,
    Invocation,
    ItemDefinition,
    KnowledgeSource,
    ListExpression,
    Reference,
    Relation,
)


def variable_name(element: DrgElement) -> str:
    """The name under which an element's value is found."""
    variable = getattr(element, "variable", None)
    return (variable.name if variable is not None else None) or element.name


def requirements(element: DrgElement) -> tuple[Reference, ...]:
    """Everything an element requires."""
    match element:
        case Decision():
            return element.required_inputs + element.required_decisions + element.required_knowledge
        case BusinessKnowledgeModel():
            return element.required_knowledge
    return ()


def required_names(graph: Graph, element: DrgElement) -> set[str]:
    """The variables an element's logic may use: what it requires, and for a knowledge model itself."""
    names: set[str] = set()
    for found in graph.all(requirements(element)):
        if found.through is None or not found.through.name:
            names.update((variable_name(found.element), found.element.name))
        else:
            names.add(found.through.name)
    if isinstance(element, BusinessKnowledgeModel):
        names.add(variable_name(element))
    return names


def input_names(definitions: Definitions) -> frozenset[str]:
    """The variables of a file's input data."""
    return frozenset(variable_name(item) for item in definitions.of_kind(InputData))


def member_names(definitions: Definitions) -> frozenset[str]:
    """Names that may follow a dot and are not one plain word: fields of types, of boxed contexts, of outputs."""
    names: set[str] = set()
    for definition in definitions.item_definitions:
        names.update(_component_names(definition))
    for element in definitions.elements.values():
        if not isinstance(element, KnowledgeSource):
            names.update((variable_name(element), element.name))
        logic = getattr(element, "expression", None) or getattr(element, "logic", None)
        if logic is not None:
            names.update(_expression_names(logic))
    return frozenset(name for name in names if name and not name.isidentifier())


def _component_names(definition: ItemDefinition) -> Iterator[str]:
    for component in definition.components:
        yield component.name
        yield from _component_names(component)


def _expression_names(root: Expression) -> Iterator[str]:
    stack: list[Expression | None] = [root]
    while stack:
        expression = stack.pop()
        match expression:
            case Context():
                for entry in expression.entries:
                    if entry.variable is not None and entry.variable.name:
                        yield entry.variable.name
                    stack.append(entry.value)
            case Relation():
                yield from (column.name for column in expression.columns if column.name)
            case DecisionTable():
                yield from (output.name for output in expression.outputs if output.name)
            case ListExpression():
                stack.extend(expression.items)
            case FunctionDefinition():
                stack.append(expression.body)
            case Invocation():
                stack.extend(binding.value for binding in expression.bindings)
