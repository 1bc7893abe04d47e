"""A linked DMN file with its types and compiled pieces: what checking and evaluating have in common."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ..types import ANY, FeelType, FunctionType
from .boxed import compile_boxed, compile_function
from .environment import Environment, Site
from .graph import Graph
from .item_types import TypeTable
from .language import coerced, compile_allowed_values
from .model import BusinessKnowledgeModel, Decision, Definitions, DrgElement
from .names import input_names, member_names, required_names
from .runtime import EvaluationLimits, Evaluator


class CompiledModel:
    """The elements of a file, their types and environments, and their expressions, compiled when they are asked for.

    Parameters:
        definitions: what the file says.
        graph: its elements, linked with those of imported files.
        imports: models by namespace.
        file_name: for messages.
        limits: of an evaluation.
    """

    def __init__(
        self,
        definitions: Definitions,
        graph: Graph,
        imports: Mapping[str, CompiledModel],
        *,
        file_name: str | None,
        limits: EvaluationLimits,
    ) -> None:
        self.definitions = definitions
        self.graph = graph
        self.file_name = file_name
        self.limits = limits
        self.imports = {item.name: imports[item.namespace] for item, _ in graph.imports}
        self._models: dict[Graph, CompiledModel] = {graph: self}
        for imported in self.imports.values():
            self._models.update(imported._models)
        self._decisions: dict[str, Evaluator] = {}
        self._knowledge: dict[str, Evaluator] = {}
        self.types: TypeTable = TypeTable(
            definitions.item_definitions,
            {name: imported.types for name, imported in self.imports.items()},
            compile_allowed_values,
        )

    def of(self, graph: Graph) -> CompiledModel:
        """The model of a graph this one reaches through imports."""
        return self._models[graph]

    def environment(self, element: DrgElement) -> Environment:
        names = frozenset(required_names(self.graph, element))
        return Environment(
            owner=element.name,
            types=self.types,
            # the values of inputs are always there, so a decision may name them all
            names=names | self._input_names if isinstance(element, Decision) else names,
            members=self.members,
            file_name=self.file_name,
            language=self.definitions.expression_language,
        )

    @cached_property
    def _input_names(self) -> frozenset[str]:
        return input_names(self.definitions)

    @cached_property
    def members(self) -> frozenset[str]:
        """Names that need knowing where they follow a dot, of this file and its imports."""
        own = member_names(self.definitions)
        return own.union(*(imported.members for imported in self.imports.values()))

    def site_of(self, element: DrgElement) -> Site:
        return Site(element.name, element.name, element.id, element.line or None, file_name=self.file_name)

    def compiled_decision(self, element: Decision) -> Evaluator:
        evaluator = self._decisions.get(element.id)
        if evaluator is None:
            evaluator = compile_boxed(element.expression, self.environment(element), element.name)
            if element.variable.type_ref is not None:
                kind = self.types.type_of(element.variable.type_ref)
                evaluator = coerced(evaluator, kind, self.site_of(element))
            self._decisions[element.id] = evaluator
        return evaluator

    def compiled_knowledge(self, element: BusinessKnowledgeModel) -> Evaluator:
        evaluator = self._knowledge.get(element.id)
        if evaluator is None:
            evaluator = compile_knowledge_model(element, self)
            self._knowledge[element.id] = evaluator
        return evaluator


def result_type(kind: FeelType) -> FeelType:
    """What calling a function of the variable's type gives: older files write the result's type there."""
    return kind.result if isinstance(kind, FunctionType) else kind


def compile_knowledge_model(element: BusinessKnowledgeModel, model: CompiledModel) -> Any:
    """The evaluator that makes the function value of a business knowledge model in a scope."""
    if element.logic is None:
        return lambda scope, run: None
    environment = model.environment(element)
    result = result_type(model.types.type_of(element.variable.type_ref))
    return compile_function(element.logic, environment, element.name, result if result != ANY else ANY)
