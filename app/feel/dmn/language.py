"""FEEL as the DMN part uses it: the only place here that compiles expressions or calls functions of the language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .. import compile_expression, compile_unary_tests, nodes, parse_expression, parse_unary_tests, unparse
from ..compile import Expression as CompiledExpression
from ..compile import Tests as CompiledUnaryTests
from ..errors import FeelError, FeelSyntaxError, ValueProblem, Warning_
from ..invocation import invoke_function
from ..lexer import quote
from ..limits import DEFAULT_LIMITS
from ..runtime import State
from ..semantics import same
from ..temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from ..types import ANY, FeelType, coerce
from ..values import FunctionValue, Parameter, Range, from_python
from ..words import NullTranslations
from .environment import Environment, Site
from .errors import Problem
from .item_types import describe_type
from .model import LiteralExpression, Text
from .runtime import Evaluator, Run

FEEL_LANGUAGE = "FEEL"
SHOWN_LENGTH = 80


def is_feel(language: str | None) -> bool:
    """Whether an ``expressionLanguage`` means FEEL; none given means it."""
    return not language or "feel" in language.lower()


def constant(value: object) -> Evaluator:
    return lambda scope, run: value


# --- expressions ---------------------------------------------------------------------------------


def compile_source(text: str, environment: Environment) -> CompiledExpression:
    """:raises FeelError: the text does not parse or passes a limit."""
    return compile_expression(text, names=environment.names | environment.members, types=environment.types.plain)


def compile_tests_source(text: str, environment: Environment | None) -> CompiledUnaryTests:
    """:raises FeelError: the text does not parse or passes a limit."""
    if environment is None:
        return compile_unary_tests(text)
    return compile_unary_tests(text, names=environment.names | environment.members, types=environment.types.plain)


def parse_source(text: str) -> nodes.Node:
    """The tree of an expression.

    :raises FeelError: it does not parse.
    """
    return parse_expression(text)


def parse_tests(text: str) -> nodes.UnaryTests | None:
    """The tree of unary tests, ``None`` when they do not parse."""
    try:
        return parse_unary_tests(text)
    except FeelError:
        return None


def constant_expression(text: str, otherwise: object) -> object:
    """The value of an expression that is one literal, else ``otherwise``."""
    try:
        tree = parse_expression(text)
    except FeelError:
        return otherwise
    if isinstance(tree, nodes.Literal):
        return tree.value
    if isinstance(tree, nodes.AtLiteral) or (
        isinstance(tree, nodes.Negation) and isinstance(tree.operand, nodes.Literal)
    ):
        return constant_value(tree)
    return otherwise


def compile_literal(expression: LiteralExpression, environment: Environment, site: Site) -> Evaluator:
    """A literal expression; null with a warning when it is empty, not FEEL, or does not parse."""
    if not is_feel(expression.language or environment.language):
        language = expression.language or environment.language
        return _failing(site.problem("expression-language", what=site.place, language=language))
    if not expression.text.strip():
        return _failing(site.problem("expression-empty", what=site.place))
    try:
        compiled = compile_source(expression.text, environment)
    except FeelError as error:
        return _failing(syntax_problem(error, site, severity="warning"))
    evaluate_with_warnings = compiled.evaluate_with_warnings

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        run.count()
        evaluation = evaluate_with_warnings(scope)
        for warning in evaluation.warnings:
            run.warn(site.problem("evaluation-warning", position=warning.position, reason=warning))
        return evaluation.value

    return evaluate


def syntax_problem(error: FeelError, site: Site, *, severity: str) -> Problem:
    """A FEEL error placed in the file."""
    position = getattr(error, "position", None)
    line = error.line - 1 if isinstance(error, FeelSyntaxError) else 0
    return site.problem(
        "expression-syntax", severity=severity, position=position, line_offset=line, what=site.place, reason=error
    )


def _failing(problem: Problem) -> Evaluator:
    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        run.warn(problem)
        return None

    return evaluate


def constant_value(node: nodes.Node) -> object:
    """The value of a node that reads no names."""
    return compile_expression(unparse(node)).evaluate({})


# --- unary tests ---------------------------------------------------------------------------------


class CompiledTests:
    """A cell, or allowed values. Parsed at once, compiled when first evaluated."""

    __slots__ = ("_compiled", "_environment", "error", "is_any", "site", "text", "tree")

    def __init__(self, text: str, environment: Environment, site: Site) -> None:
        self.text = text.strip()
        self.site = site
        self.tree: nodes.UnaryTests | None = None
        self.error: FeelError | None = None
        self.is_any = not self.text or self.text == "-"
        self._environment = environment
        self._compiled: CompiledUnaryTests | None = None
        try:
            names = environment.names | environment.members
            self.tree = parse_unary_tests(self.text or "-", names=names)
        except FeelError as error:
            self.error = error

    def accepts(self, value: object, scope: Mapping[str, object], run: Run) -> bool:
        """Whether a value passes; a cell that does not parse accepts nothing and leaves a warning."""
        if self.is_any:
            return True
        if self.error is not None:
            run.warn(syntax_problem(self.error, self.site, severity="warning"))
            return False
        run.count()
        return self.compiled().evaluate(value, scope) is True

    def compiled(self) -> CompiledUnaryTests:
        """:raises FeelError: the tests do not parse."""
        if self._compiled is None:
            self._compiled = compile_tests_source(self.text or "-", self._environment)
        return self._compiled


def compile_tests(text: Text, environment: Environment, site: Site) -> CompiledTests:
    """Unary tests of the file; those in another language are kept as an error."""
    tests = CompiledTests(text.text, environment, site)
    if not tests.is_any and not is_feel(text.language or environment.language):
        language = text.language or environment.language
        tests.error = _LanguageError(language or "")
    return tests


class _LanguageError(FeelError):
    def __init__(self, language: str) -> None:
        Exception.__init__(self, language)
        self.language = language

    def translated(self, translations: NullTranslations) -> str:
        return f"expressionLanguage={self.language}"


def compile_allowed_values(text: Text) -> Callable[[Any], bool]:
    """A test of an item definition's allowed values. Values that do not parse allow everything (``check`` tells)."""
    try:
        compiled = compile_unary_tests(text.text)
    except FeelError:
        return lambda value: True
    return lambda value: compiled.evaluate(value, {}) is True


def compile_value_list(text: Text, environment: Environment, site: Site) -> Callable[[object], int]:
    """The place of a value in a list of values (``"high", "low"``); the list's length for one that is not in it."""
    try:
        tree = parse_unary_tests(text.text)
    except FeelError:
        return lambda value: 0
    tests = [compile_unary_tests(unparse(test)) for test in tree.tests]

    def rank(value: object) -> int:
        for place, test in enumerate(tests):
            if test.evaluate(value, {}) is True:
                return place
        return len(tests)

    return rank


# --- types and values ----------------------------------------------------------------------------


def feel_value(value: object, site: Site, run: Run) -> object:
    """A value of the caller as a FEEL value, null with a warning for what FEEL does not know."""
    try:
        return from_python(value)
    except ValueProblem as problem:
        run.warn(site.problem("value-not-of-type", what=site.place, value=type(value).__name__, type=problem.code))
        return None


def coerce_value(value: object, kind: FeelType, site: Site, run: Run) -> object:
    """A value made to conform to a type (clause 10.3.2.9.4), null with a warning when it cannot."""
    if value is None or kind == ANY:
        return value
    result = coerce(value, kind)
    if result is None:
        run.warn(site.problem("value-not-of-type", what=site.place, value=show(value), type=describe_type(kind)))
    return result


def coerced(evaluator: Evaluator, kind: FeelType, site: Site) -> Evaluator:
    """An evaluator whose value is made to conform to a type."""
    if kind == ANY:
        return evaluator

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        value = evaluator(scope, run)
        return value if value is None else coerce_value(value, kind, site, run)

    return evaluate


def equal(first: object, second: object) -> bool:
    """FEEL's equality, with null equal to null."""
    return first is second or same(first, second, State(DEFAULT_LIMITS))


def show(value: object, length: int = SHOWN_LENGTH) -> str:
    """A value as FEEL writes it, cut to ``length``. A mapping of the caller's is not looked into: it may be lazy."""
    text = _shown(value, length)
    return text if len(text) <= length else text[: length - 1] + "…"


def _shown(value: object, length: int) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quote(value[:length])
        case Decimal():
            return format(value, "f") if -20 < value.adjusted() < 34 else str(value)
        case list():
            return _joined("[", (show(item, length) for item in value), "]", length)
        case dict():
            return _joined("{", (f"{key}: {show(item, length)}" for key, item in value.items()), "}", length)
        case Mapping():
            return "{…}"
        case FunctionValue():
            return f"function {value.name}".strip()
        case Date() | Time() | DateTime() | DaysTimeDuration() | YearsMonthsDuration():
            return f'@"{value}"'
        case Range():
            return unparse_range(value)
    return str(value)


def _joined(opening: str, items: Iterable[str], closing: str, length: int) -> str:
    parts: list[str] = []
    size = 0
    for item in items:
        size += len(item) + 2
        if size > length:
            parts.append("…")
            break
        parts.append(item)
    return opening + ", ".join(parts) + closing


def unparse_range(value: Range) -> str:
    """A range as FEEL writes it."""
    if value.operator is not None:
        return f"({value.operator} {show(value.end if value.operator in ('<', '<=') else value.start)})"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{show(value.start)}..{show(value.end)}{closing}"


# --- functions -----------------------------------------------------------------------------------


def is_function(value: object) -> bool:
    return isinstance(value, FunctionValue)


def make_function(
    name: str, parameters: Sequence[tuple[str, FeelType]], call: Callable[..., object], result: FeelType = ANY
) -> FunctionValue:
    """A function value that FEEL can call; arguments are coerced to the parameters' types by the caller."""
    return FunctionValue(name, tuple(Parameter(each, kind) for each, kind in parameters), call, result)


def invoke(function: object, arguments: Mapping[str, object], site: Site, run: Run) -> object:
    """Call a function with named arguments (a boxed invocation).

    A name too many or too few, or an argument that does not conform, gives null with a warning, and no call.
    """
    assert isinstance(function, FunctionValue)
    run.count()
    warnings: list[Warning_] = []
    try:
        names = tuple(arguments)
        result: object = invoke_function(function, list(arguments.values()), names, State(DEFAULT_LIMITS, warnings))
    except ValueProblem as problem:
        warnings.append(Warning_(problem.code, None, problem.parameters))
        result = None
    for warning in warnings:
        run.warn(site.problem("evaluation-warning", reason=warning))
    return result


@lru_cache
def _built_in(name: str) -> CompiledExpression:
    return compile_expression(f"{name}(values)")


def call_built_in(name: str, values: list[object]) -> object:
    """The result of a built-in function of one list; null where it has none."""
    return _built_in(name).evaluate({"values": values})


def range_items(value: Range) -> list[object]:
    """The whole numbers or dates of a range, in its direction; nothing for any other range.

    :raises FeelLimitError: more than a list may hold.
    """
    result = compile_expression("for item in domain return item").evaluate({"domain": value})
    return result if isinstance(result, list) else []
