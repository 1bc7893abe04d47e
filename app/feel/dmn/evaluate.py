"""The public door to DMN: load a model, ask what it needs, check it, evaluate it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from ..errors import FeelLimitError
from ..values import to_python
from .boxed import compile_boxed
from .check import check_model, reads_of
from .environment import Environment, Site
from .errors import DmnError, Problem, ProblemCollector
from .frame import Frame, compile_knowledge_model, result_type, service_parameters
from .graph import Found, Graph, link
from .item_types import TypeTable, check_circles
from .language import coerce_value, coerced, compile_allowed_values, feel_value
from .model import BusinessKnowledgeModel, DecisionService, Definitions, DrgElement
from .model import Decision as DecisionElement
from .names import input_names, member_names, required_names
from .parse import parse_definitions
from .runtime import (
    DEFAULT_EVALUATION_LIMITS,
    DecisionTrace,
    EvaluationLimits,
    EvaluationStopped,
    Evaluator,
    Run,
)
from .xml_reader import DEFAULT_XML_LIMITS, XmlLimits

NO_IMPORTS: Mapping[str, Model] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as its callers see it.

    ``inputs`` are the names of its input data, those of required decisions included; ``reads`` every path it needs
    from the scope, input data and undeclared names alike (``("deal", "amount")``).
    """

    id: str
    name: str
    label: str | None
    type: str | None
    inputs: tuple[str, ...]
    reads: frozenset[tuple[str, ...]]
    question: str | None = None
    allowed_answers: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """A decision's value, why parts of it are null, and how it came about.

    ``trace`` has one entry for each decision evaluated, required ones first: its inputs, the rules that matched and
    decided in its tables, its value.
    """

    value: object
    warnings: tuple[Problem, ...] = ()
    trace: tuple[DecisionTrace, ...] = ()

    def to_python(self) -> object:
        """The value as plain Python, everything nested too: ``datetime`` objects where they fit."""
        return to_python(self.value)


class Model:
    """A loaded DMN file. Safe to share between threads; compiled pieces are kept.

    Made by :func:`load_model`.
    """

    def __init__(
        self,
        definitions: Definitions,
        graph: Graph,
        imports: Mapping[str, Model],
        *,
        file_name: str | None,
        limits: EvaluationLimits,
    ) -> None:
        self.definitions = definitions
        self.graph = graph
        self.file_name = file_name
        self.limits = limits
        self.imports = {item.name: imports[item.namespace] for item, _ in graph.imports}
        self._models: dict[Graph, Model] = {graph: self}
        for imported in self.imports.values():
            self._models.update(imported._models)
        self._decisions: dict[str, Evaluator] = {}
        self._knowledge: dict[str, Evaluator] = {}
        self.types: TypeTable = TypeTable(
            definitions.item_definitions,
            {name: imported.types for name, imported in self.imports.items()},
            compile_allowed_values,
        )

    # --- what is in it ---------------------------------------------------------------------------

    @property
    def name(self) -> str:
        return self.definitions.name or ""

    @property
    def namespace(self) -> str:
        return self.definitions.namespace

    @cached_property
    def decisions(self) -> list[Decision]:
        """The file's decisions, in its order."""
        return [self._describe(element) for element in self.definitions.decisions]

    @property
    def services(self) -> list[str]:
        """Names of the file's decision services."""
        return [service.name for service in self.definitions.services]

    def decision(self, id_or_name: str) -> Decision:
        """:raises DmnError: there is no such decision."""
        found = self._find_decision(id_or_name)
        return next(decision for decision in self.decisions if decision.id == found.element.id)

    def check(self, known: Collection[str] | Mapping[str, object] | None = None) -> list[Problem]:
        """What is wrong though the file loads: expressions that do not parse, unknown names and types, overlapping
        rules, gaps, rules that cannot match. In the order of the file; ``severity`` is ``error`` or ``warning``.

        :param known: names that the caller's scope provides besides the file's own (with their fields, when a
            mapping); ``None``: in a file without input data every name is taken for the caller's.
        """
        return check_model(self, known)

    def _describe(self, element: DecisionElement) -> Decision:
        inputs, reads = reads_of(self, element)
        return Decision(
            id=element.id,
            name=element.name,
            label=element.label,
            type=element.variable.type_ref,
            inputs=inputs,
            reads=reads,
            question=element.question,
            allowed_answers=element.allowed_answers,
        )

    # --- evaluating ------------------------------------------------------------------------------

    def evaluate(self, decision: str, inputs: Mapping[str, object]) -> DecisionResult:
        """Evaluate a decision (id or name) with ``inputs``: values of input data by name, and whatever undeclared
        names its expressions use. Values may be Python or FEEL values; mappings are read lazily.

        :raises DmnError: no such decision, or a limit is reached. Anything else is null with a warning.
        """
        found = self._find_decision(decision)
        run = Run(self.limits)
        frame = Frame(self, inputs, run)
        value = self._guard(found.element, run, lambda: frame.value_of(found))
        return DecisionResult(value, tuple(run.warnings), tuple(run.trace))

    def evaluate_service(self, name: str, inputs: Mapping[str, object]) -> DecisionResult:
        """Evaluate a decision service (id or name); ``inputs`` are its input data and input decisions by name.

        The value is that of its output decision, or a context when it has several.

        :raises DmnError: no such service, or a limit is reached.
        """
        service = self._find_service(name)
        found = Found(service, self.graph, None)
        run = Run(self.limits)
        site = self.site_of(service)

        def evaluate() -> object:
            given = {}
            parameters = service_parameters(found, service, self)
            for parameter, kind, key in parameters:
                value = feel_value(inputs.get(parameter), site, run)
                given[key] = coerce_value(value, kind, site, run)
            names = [parameter for parameter, _, _ in parameters]
            value = Frame(self, {}, run).call_service(found, service, names, given)
            return coerce_value(value, result_type(self.types.type_of(service.variable.type_ref)), site, run)

        value = self._guard(service, run, evaluate)
        return DecisionResult(value, tuple(run.warnings), tuple(run.trace))

    def _guard(self, element: DrgElement, run: Run, evaluate: Callable[[], object]) -> object:
        try:
            return evaluate()
        except FeelLimitError as error:
            raise self._stopped(element, error) from error
        except RecursionError:
            raise self._stopped(element, EvaluationStopped("limit-recursion", run.depth)) from None

    def _stopped(self, element: DrgElement, reason: FeelLimitError) -> DmnError:
        return DmnError([self.site_of(element).problem("evaluation-limit", severity="error", reason=reason)])

    def _find_decision(self, id_or_name: str) -> Found:
        element = self.definitions.elements.get(id_or_name)
        if isinstance(element, DecisionElement):
            return Found(element, self.graph, None)
        for decision in self.definitions.decisions:
            if decision.name == id_or_name:
                return Found(decision, self.graph, None)
        raise DmnError([Problem("decision-unknown", {"name": id_or_name}, file_name=self.file_name)])

    def _find_service(self, id_or_name: str) -> DecisionService:
        element = self.definitions.elements.get(id_or_name)
        if isinstance(element, DecisionService):
            return element
        for service in self.definitions.services:
            if service.name == id_or_name:
                return service
        raise DmnError([Problem("service-unknown", {"name": id_or_name}, file_name=self.file_name)])

    # --- compiled pieces, for the package --------------------------------------------------------

    def of(self, graph: Graph) -> Model:
        """The model of a graph this one reaches through imports."""
        return self._models[graph]

    def environment(self, element: DrgElement) -> Environment:
        names = frozenset(required_names(self.graph, element))
        return Environment(
            owner=element.name,
            types=self.types,
            # the values of inputs are always there, so a decision may name them all
            names=names | self._input_names if isinstance(element, DecisionElement) else names,
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

    def compiled_decision(self, element: DecisionElement) -> Evaluator:
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


def load_model(
    xml: bytes | str,
    imports: Mapping[str, Model] = NO_IMPORTS,
    file_name: str | None = None,
    *,
    xml_limits: XmlLimits = DEFAULT_XML_LIMITS,
    limits: EvaluationLimits = DEFAULT_EVALUATION_LIMITS,
) -> Model:
    """Read a DMN file (1.1 to 1.5).

    :param xml: the file's bytes or text.
    :param imports: models by namespace, for the files this one imports.
    :param file_name: for messages.
    :raises DmnError: every structural error at once: broken XML, a document type or entity, dangling references,
        requirement circles, missing imports, rules as wide as their table is not.
    """
    definitions = parse_definitions(xml, file_name=file_name, limits=xml_limits)
    problems = ProblemCollector(file_name)
    check_circles(definitions.item_definitions, problems)
    graph = link(definitions, {namespace: model.graph for namespace, model in imports.items()}, problems)
    problems.raise_errors()
    return Model(definitions, graph, imports, file_name=file_name, limits=limits)
