"""The public door to DMN: load a model, ask what it needs, check it, evaluate it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from ..errors import FeelLimitError
from ..values import to_python
from .check import check_model, reads_of
from .compared import compared_in
from .compiled_model import CompiledModel, result_type
from .errors import DmnError, Problem, ProblemCollector
from .frame import Frame, service_parameters
from .graph import Found, link
from .item_types import check_circles
from .language import coerce_value, feel_value
from .model import Decision as DecisionElement
from .model import DecisionService, DrgElement
from .parse import parse_definitions
from .runtime import (
    DEFAULT_EVALUATION_LIMITS,
    DecisionTrace,
    EvaluationLimits,
    EvaluationStopped,
    Run,
)
from .xml_reader import DEFAULT_XML_LIMITS, XmlLimits

NO_IMPORTS: Mapping[str, Model] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as its callers see it.

    ``inputs`` are the names of its input data, those of required decisions included; ``reads`` every path it needs
    from the scope, input data and undeclared names alike (``("deal", "amount")``); ``compared`` what of it is compared
    with which text (``("deal.status", "new")``), by expressions and by the cells of tables.
    """

    id: str
    name: str
    label: str | None
    type: str | None
    inputs: tuple[str, ...]
    reads: frozenset[tuple[str, ...]]
    compared: frozenset[tuple[str, str]] = frozenset()
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


class Model(CompiledModel):
    """A loaded DMN file. Safe to share between threads; compiled pieces are kept.

    Made by :func:`load_model`.
    """

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
            compared=compared_in(self, element),
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
