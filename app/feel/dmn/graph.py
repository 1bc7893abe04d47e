"""The decision requirements graph: what refers to what, across imports, without circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .errors import ProblemCollector
from .model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    DrgElement,
    Import,
    InputData,
    KnowledgeSource,
    Reference,
)

DMN_IMPORT = "/DMN/"

KIND_NAMES: dict[type[DrgElement], str] = {
    Decision: "a decision",
    InputData: "input data",
    BusinessKnowledgeModel: "a business knowledge model",
    DecisionService: "a decision service",
    KnowledgeSource: "a knowledge source",
}

Element = TypeVar("Element", bound=DrgElement)


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A file with the files it imports. ``imports`` holds the import elements with their graphs."""

    definitions: Definitions
    imports: tuple[tuple[Import, Graph], ...] = ()

    @property
    def namespace(self) -> str:
        return self.definitions.namespace

    def imported(self, namespace: str) -> tuple[Import, Graph] | None:
        return next((pair for pair in self.imports if pair[0].namespace == namespace), None)

    def import_named(self, name: str) -> Graph | None:
        return next((graph for item, graph in self.imports if item.name == name), None)

    def find(self, reference: Reference) -> Found | None:
        """The element a reference means, with the graph it lies in and the import it comes through."""
        if reference.namespace is None:
            element = self.definitions.elements.get(reference.id)
            return None if element is None else Found(element, self, None)
        pair = self.imported(reference.namespace)
        if pair is None:
            return None
        element = pair[1].definitions.elements.get(reference.id)
        return None if element is None else Found(element, pair[1], pair[0])

    def all(self, references: tuple[Reference, ...]) -> Iterator[Found]:
        return (found for found in map(self.find, references) if found is not None)


@dataclass(frozen=True, slots=True)
class Found:
    """An element, the graph it lies in, and the import (``None``: same file)."""

    element: DrgElement
    graph: Graph
    through: Import | None

    @property
    def key(self) -> tuple[str, str]:
        return (self.graph.namespace, self.element.id)


def link(definitions: Definitions, imports: Mapping[str, Graph], problems: ProblemCollector) -> Graph:
    """Join a file with the graphs of what it imports (by namespace) and check every reference.

    Problems: imports that are not given, references to nothing or to the wrong kind, circles.
    """
    graph = Graph(definitions, tuple(_imports(definitions, imports, problems)))
    for element in definitions.elements.values():
        match element:
            case Decision():
                _check(graph, element, element.required_inputs, (InputData,), problems)
                _check(graph, element, element.required_decisions, (Decision,), problems)
                _check(graph, element, element.required_knowledge, (BusinessKnowledgeModel, DecisionService), problems)
            case BusinessKnowledgeModel():
                _check(graph, element, element.required_knowledge, (BusinessKnowledgeModel, DecisionService), problems)
            case DecisionService():
                decisions = element.output_decisions + element.encapsulated_decisions + element.input_decisions
                _check(graph, element, decisions, (Decision,), problems)
                _check(graph, element, element.input_data, (InputData,), problems)
                if not element.output_decisions:
                    problems.add(
                        "element-missing",
                        element_id=element.id,
                        element_name=element.name,
                        line=element.line,
                        element="decisionService",
                        missing="outputDecision",
                    )
    _check_circles(definitions, problems)
    return graph


def _imports(
    definitions: Definitions, imports: Mapping[str, Graph], problems: ProblemCollector
) -> Iterator[tuple[Import, Graph]]:
    for item in definitions.imports:
        if DMN_IMPORT not in item.import_type:
            problems.add(
                "import-unsupported", element_id=item.id, element_name=item.name, line=item.line, type=item.import_type
            )
        elif item.namespace not in imports:
            problems.add(
                "import-missing",
                element_id=item.id,
                element_name=item.name,
                line=item.line,
                name=item.name,
                namespace=item.namespace,
            )
        else:
            yield item, imports[item.namespace]


def _check(
    graph: Graph,
    owner: DrgElement,
    references: tuple[Reference, ...],
    kinds: tuple[type[DrgElement], ...],
    problems: ProblemCollector,
) -> None:
    for reference in references:
        if reference.namespace is not None and graph.imported(reference.namespace) is None:
            if not any(item.namespace == reference.namespace for item in graph.definitions.imports):
                problems.add(
                    "reference-not-imported",
                    element_id=owner.id,
                    element_name=owner.name,
                    line=reference.line,
                    namespace=reference.namespace,
                    href=str(reference),
                )
            continue
        found = graph.find(reference)
        if found is None:
            problems.add(
                "reference-broken",
                element_id=owner.id,
                element_name=owner.name,
                line=reference.line,
                href=str(reference),
            )
        elif not isinstance(found.element, kinds):
            problems.add(
                "reference-kind",
                element_id=owner.id,
                element_name=owner.name,
                line=reference.line,
                href=found.element.name or str(reference),
                found=KIND_NAMES[type(found.element)],
                expected=" / ".join(KIND_NAMES[kind] for kind in kinds),
            )


def _check_circles(definitions: Definitions, problems: ProblemCollector) -> None:
    """Decisions that need themselves. Iterative: a hostile file may chain thousands."""
    done: set[str] = set()
    for start in definitions.decisions:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start.id, False)]
        while stack:
            current, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(current)
                done.add(current)
                continue
            if current in on_path:
                circle = [*path[path.index(current) :], current]
                _report_circle(definitions, circle, problems)
                return
            if current in done:
                continue
            element = definitions.elements.get(current)
            if not isinstance(element, Decision):
                continue
            stack.append((current, True))
            path.append(current)
            on_path.add(current)
            stack.extend((reference.id, False) for reference in element.required_decisions if not reference.namespace)


def _report_circle(definitions: Definitions, circle: list[str], problems: ProblemCollector) -> None:
    first = definitions.elements[circle[0]]
    names = [definitions.elements[item].name for item in circle]
    shown = names if len(names) <= 10 else [*names[:9], "…", names[-1]]
    problems.add(
        "requirement-cycle", element_id=first.id, element_name=first.name, line=first.line, path=" → ".join(shown)
    )


def evaluation_order(
    graph: Graph, targets: tuple[Found, ...], given: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Found, ...]:
    """The decisions to evaluate for ``targets``, required ones first; those ``given`` are left out.

    Iterative, so that long chains do not deepen the stack.
    """
    order: list[Found] = []
    done: set[tuple[str, str]] = set(given)
    stack: list[tuple[Found, bool]] = [(target, False) for target in reversed(targets)]
    while stack:
        found, leaving = stack.pop()
        if leaving:
            order.append(found)
            continue
        if found.key in done or not isinstance(found.element, Decision):
            continue
        done.add(found.key)
        stack.append((found, True))
        required = list(found.graph.all(found.element.required_decisions))
        stack.extend((item, False) for item in reversed(required))
    return tuple(order)
