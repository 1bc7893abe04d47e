"""The elements of a DMN model as data, named as in the standard (OMG DMN 1.5, clauses 6 to 10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class HitPolicy(Enum):
    """Clause 8.2.10: which of the matching rules decide."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    PRIORITY = "PRIORITY"
    ANY = "ANY"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"


class Aggregation(Enum):
    """How COLLECT makes one value of many."""

    SUM = "SUM"
    COUNT = "COUNT"
    MIN = "MIN"
    MAX = "MAX"

    @property
    def symbol(self) -> str:
        return {"SUM": "+", "COUNT": "#", "MIN": "<", "MAX": ">"}[self.value]


class Orientation(Enum):
    """How a table is drawn; rules are stored alike."""

    RULE_AS_ROW = "Rule-as-Row"
    RULE_AS_COLUMN = "Rule-as-Column"
    CROSS_TABLE = "CrossTable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every element has: identity and its line in the file."""

    id: str | None = None
    name: str | None = None
    label: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Node):
    """A piece of FEEL in the file; ``line`` is where its text begins."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable(Node):
    """An information item."""

    type_ref: str | None = None


# --- boxed expressions ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression(Node):
    type_ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralExpression(Expression):
    text: str
    text_line: int = 0
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextEntry(Node):
    variable: Variable | None
    value: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(Expression):
    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExpression(Expression):
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Expression):
    columns: tuple[Variable, ...]
    rows: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding(Node):
    parameter: Variable
    value: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation(Expression):
    called: Expression | None
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDefinition(Expression):
    """``kind`` is ``FEEL``, ``Java`` or ``PMML``; only FEEL is evaluated."""

    kind: str
    parameters: tuple[Variable, ...]
    body: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Expression):
    condition: Expression | None
    then: Expression | None
    otherwise: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Expression):
    source: Expression | None
    match: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Iteration(Expression):
    """The iterators: ``kind`` is ``for``, ``some`` or ``every``; ``result`` is what is returned or satisfied."""

    kind: str
    variable: str
    source: Expression | None
    result: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputClause(Node):
    expression: LiteralExpression | None
    values: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputClause(Node):
    type_ref: str | None = None
    values: Text | None = None
    default: LiteralExpression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Node):
    inputs: tuple[Text, ...]
    outputs: tuple[LiteralExpression, ...]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable(Expression):
    hit_policy: HitPolicy
    aggregation: Aggregation | None
    orientation: Orientation
    output_label: str | None
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    annotations: tuple[str, ...]
    rules: tuple[Rule, ...]


# --- the requirements graph ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """An href: the namespace is ``None`` for an element of the same file."""

    namespace: str | None
    id: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.namespace}#{self.id}" if self.namespace else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class DrgElement(Node):
    """A decision, input data, business knowledge model, decision service or knowledge source."""

    name: str = ""
    id: str = ""
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputData(DrgElement):
    variable: Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(DrgElement):
    variable: Variable
    question: str | None = None
    allowed_answers: str | None = None
    required_inputs: tuple[Reference, ...] = ()
    required_decisions: tuple[Reference, ...] = ()
    required_knowledge: tuple[Reference, ...] = ()
    expression: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessKnowledgeModel(DrgElement):
    variable: Variable
    logic: FunctionDefinition | None = None
    required_knowledge: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionService(DrgElement):
    variable: Variable
    output_decisions: tuple[Reference, ...] = ()
    encapsulated_decisions: tuple[Reference, ...] = ()
    input_decisions: tuple[Reference, ...] = ()
    input_data: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeSource(DrgElement):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionItem:
    parameters: tuple[Variable, ...]
    output_type_ref: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition(Node):
    """A type: a reference with allowed values, a structure of components, or a function; maybe a collection."""

    name: str = ""
    type_ref: str | None = None
    is_collection: bool = False
    components: tuple[ItemDefinition, ...] = ()
    function: FunctionItem | None = None
    allowed_values: Text | None = None
    type_constraint: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import(Node):
    name: str = ""
    namespace: str = ""
    import_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions(Node):
    """A whole file."""

    namespace: str
    version: str
    expression_language: str | None = None
    imports: tuple[Import, ...] = ()
    item_definitions: tuple[ItemDefinition, ...] = ()
    elements: dict[str, DrgElement] = field(default_factory=dict)

    def of_kind(self, kind: type[DrgElement]) -> Iterator[DrgElement]:
        return (element for element in self.elements.values() if isinstance(element, kind))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(element for element in self.elements.values() if isinstance(element, Decision))

    @property
    def services(self) -> tuple[DecisionService, ...]:
        return tuple(element for element in self.elements.values() if isinstance(element, DecisionService))
