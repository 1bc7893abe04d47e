"""From XML elements to boxed expressions (clauses 7 and 8 of the standard)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypedDict, TypeVar

from .errors import ProblemCollector
from .model import (
    Aggregation,
    Binding,
    Conditional,
    Context,
    ContextEntry,
    DecisionTable,
    Expression,
    Filter,
    FunctionDefinition,
    HitPolicy,
    InputClause,
    Invocation,
    Iteration,
    ListExpression,
    LiteralExpression,
    Orientation,
    OutputClause,
    Relation,
    Rule,
    Text,
    Variable,
)
from .xml_reader import Element

EXPRESSIONS = frozenset(
    {
        "literalExpression",
        "decisionTable",
        "context",
        "list",
        "relation",
        "invocation",
        "functionDefinition",
        "conditional",
        "filter",
        "for",
        "some",
        "every",
    }
)

Choice = TypeVar("Choice", bound=Enum)


class _Head(TypedDict):
    id: str | None
    label: str | None
    line: int
    type_ref: str | None


class ExpressionParser:
    """Reads boxed expressions; what is wrong goes to ``problems``. ``owner`` is the name of the decision around."""

    def __init__(self, problems: ProblemCollector, type_ref: Callable[[str | None], str | None]) -> None:
        self._problems = problems
        self._type_ref = type_ref
        self._readers: dict[str, Callable[[Element, str], Expression]] = {
            "literalExpression": self.literal_expression,
            "decisionTable": self._decision_table,
            "context": self._context,
            "list": self._list,
            "relation": self._relation,
            "invocation": self._invocation,
            "functionDefinition": self.function_definition,
            "conditional": self._conditional,
            "filter": self._filter,
            "for": self._iteration,
            "some": self._iteration,
            "every": self._iteration,
        }

    def variable(self, element: Element) -> Variable:
        return Variable(
            id=element.attributes.get("id"),
            name=" ".join(element.attributes.get("name", "").split()) or None,
            label=element.attributes.get("label"),
            line=element.line,
            type_ref=self._type_ref(element.attributes.get("typeRef")),
        )

    def expression(self, element: Element, owner: str) -> Expression:
        return self._readers[element.name](element, owner)

    def child_expression(self, element: Element, owner: str) -> Expression | None:
        """The first expression directly inside ``element``."""
        for child in element.children:
            if child.namespace == element.namespace and child.name in EXPRESSIONS:
                return self.expression(child, owner)
        return None

    def unary_tests(self, element: Element | None) -> Text | None:
        if element is None:
            return None
        text, line = _text_of(element)
        return Text(
            id=element.attributes.get("id"),
            line=line,
            text=text,
            language=element.attributes.get("expressionLanguage"),
        )

    def literal_expression(self, element: Element, owner: str) -> LiteralExpression:
        text, line = _text_of(element)
        return LiteralExpression(
            text=text,
            text_line=line,
            language=element.attributes.get("expressionLanguage"),
            **self._head(element),
        )

    def function_definition(self, element: Element, owner: str) -> FunctionDefinition:
        return FunctionDefinition(
            kind=element.attributes.get("kind", "FEEL"),
            parameters=tuple(self.variable(child) for child in element.named("formalParameter")),
            body=self.child_expression(element, owner),
            **self._head(element),
        )

    def _head(self, element: Element) -> _Head:
        return {
            "id": element.attributes.get("id"),
            "label": element.attributes.get("label"),
            "line": element.line,
            "type_ref": self._type_ref(element.attributes.get("typeRef")),
        }

    def _context(self, element: Element, owner: str) -> Context:
        entries = []
        for child in element.named("contextEntry"):
            variable = child.first("variable")
            entries.append(
                ContextEntry(
                    id=child.attributes.get("id"),
                    line=child.line,
                    variable=None if variable is None else self.variable(variable),
                    value=self.child_expression(child, owner),
                )
            )
        return Context(entries=tuple(entries), **self._head(element))

    def _list(self, element: Element, owner: str) -> ListExpression:
        items = [self.expression(child, owner) for child in element.named(*EXPRESSIONS)]
        return ListExpression(items=tuple(items), **self._head(element))

    def _relation(self, element: Element, owner: str) -> Relation:
        columns = tuple(self.variable(child) for child in element.named("column"))
        rows = []
        for number, row in enumerate(element.named("row"), 1):
            cells = tuple(self.expression(child, owner) for child in row.named(*EXPRESSIONS))
            if len(cells) != len(columns):
                self._width("relation", number, len(cells), len(columns), row, owner)
            rows.append(cells)
        return Relation(columns=columns, rows=tuple(rows), **self._head(element))

    def _invocation(self, element: Element, owner: str) -> Invocation:
        bindings = []
        for child in element.named("binding"):
            parameter = child.first("parameter")
            if parameter is None:
                self._missing(child, "binding", "parameter", owner)
                continue
            bindings.append(
                Binding(line=child.line, parameter=self.variable(parameter), value=self.child_expression(child, owner))
            )
        return Invocation(called=self.child_expression(element, owner), bindings=tuple(bindings), **self._head(element))

    def _conditional(self, element: Element, owner: str) -> Conditional:
        return Conditional(
            condition=self._part(element, "if", owner),
            then=self._part(element, "then", owner),
            otherwise=self._part(element, "else", owner),
            **self._head(element),
        )

    def _filter(self, element: Element, owner: str) -> Filter:
        return Filter(
            source=self._part(element, "in", owner), match=self._part(element, "match", owner), **self._head(element)
        )

    def _iteration(self, element: Element, owner: str) -> Iteration:
        result = "return" if element.name == "for" else "satisfies"
        variable = " ".join(element.attributes.get("iteratorVariable", "").split())
        if not variable:
            self._missing(element, element.name, "iteratorVariable", owner)
        return Iteration(
            kind=element.name,
            variable=variable,
            source=self._part(element, "in", owner),
            result=self._part(element, result, owner),
            **self._head(element),
        )

    def _part(self, element: Element, name: str, owner: str) -> Expression | None:
        part = element.first(name)
        expression = None if part is None else self.child_expression(part, owner)
        if expression is None:
            self._missing(element, element.name, name, owner)
        return expression

    # --- decision tables -------------------------------------------------------------------------

    def _decision_table(self, element: Element, owner: str) -> DecisionTable:
        policy = self._choice(element, "hitPolicy", HitPolicy, owner) or HitPolicy.UNIQUE
        inputs = tuple(self._input(child, owner) for child in element.named("input"))
        outputs = tuple(self._output(child, owner) for child in element.named("output"))
        if not outputs:
            self._problems.add(
                "table-without-outputs", element_id=element.attributes.get("id"), element_name=owner, line=element.line
            )
        if len(outputs) > 1 and any(not output.name for output in outputs):
            self._problems.add(
                "output-unnamed", element_id=element.attributes.get("id"), element_name=owner, line=element.line
            )
        return DecisionTable(
            hit_policy=policy,
            aggregation=self._choice(element, "aggregation", Aggregation, owner),
            orientation=self._choice(element, "preferredOrientation", Orientation, owner) or Orientation.RULE_AS_ROW,
            output_label=element.attributes.get("outputLabel"),
            inputs=inputs,
            outputs=outputs,
            annotations=tuple(child.attributes.get("name", "") for child in element.named("annotation")),
            rules=tuple(
                self._rule(child, number, len(inputs), len(outputs), owner)
                for number, child in enumerate(element.named("rule"), 1)
            ),
            **self._head(element),
        )

    def _choice(self, element: Element, attribute: str, choices: type[Choice], owner: str) -> Choice | None:
        value = element.attributes.get(attribute)
        if value is None:
            return None
        try:
            return choices(value.strip())
        except ValueError:
            self._problems.add(
                "attribute-unknown-value",
                element_id=element.attributes.get("id"),
                element_name=owner,
                line=element.line,
                attribute=attribute,
                value=value,
                allowed=", ".join(choice.value for choice in choices),
            )
            return None

    def _input(self, element: Element, owner: str) -> InputClause:
        expression = element.first("inputExpression")
        return InputClause(
            id=element.attributes.get("id"),
            label=element.attributes.get("label"),
            line=element.line,
            expression=None if expression is None else self.literal_expression(expression, owner),
            values=self.unary_tests(element.first("inputValues")),
        )

    def _output(self, element: Element, owner: str) -> OutputClause:
        default = element.first("defaultOutputEntry")
        return OutputClause(
            id=element.attributes.get("id"),
            name=" ".join(element.attributes.get("name", "").split()) or None,
            label=element.attributes.get("label"),
            line=element.line,
            type_ref=self._type_ref(element.attributes.get("typeRef")),
            values=self.unary_tests(element.first("outputValues")),
            default=None if default is None else self.literal_expression(default, owner),
        )

    def _rule(self, element: Element, number: int, inputs: int, outputs: int, owner: str) -> Rule:
        input_entries = [self.unary_tests(child) for child in element.named("inputEntry")]
        output_entries = [self.literal_expression(child, owner) for child in element.named("outputEntry")]
        if len(input_entries) != inputs:
            self._width("input", number, len(input_entries), inputs, element, owner)
        if len(output_entries) != outputs:
            self._width("output", number, len(output_entries), outputs, element, owner)
        annotations = [_text_of(child)[0].strip() for child in element.named("annotationEntry")]
        description = element.first("description")
        if not annotations and description is not None and description.text.strip():
            annotations.append(description.text.strip())
        return Rule(
            id=element.attributes.get("id"),
            line=element.line,
            inputs=tuple(entry for entry in input_entries if entry is not None),
            outputs=tuple(output_entries),
            annotations=tuple(annotations),
        )

    def _width(self, kind: str, row: int, found: int, expected: int, element: Element, owner: str) -> None:
        self._problems.add(
            "rule-width",
            element_id=element.attributes.get("id"),
            element_name=owner,
            line=element.line,
            row=row,
            kind=kind,
            found=found,
            expected=expected,
        )

    def _missing(self, element: Element, name: str, missing: str, owner: str) -> None:
        self._problems.add(
            "element-missing",
            element_id=element.attributes.get("id"),
            element_name=owner,
            line=element.line,
            element=name,
            missing=missing,
        )


def _text_of(element: Element) -> tuple[str, int]:
    """The expression's text and the line where it starts."""
    text = element.first("text")
    return (text.text, text.line) if text is not None else ("", element.line)
