"""The parser of FEEL: precedence climbing over the tokens (DMN 1.5, 10.3.1.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal, DecimalException
from typing import Final

from . import nodes
from .constructs import ConstructParser
from .errors import FeelLimitError, FeelSyntaxError
from .height import check_height
from .lexer import AT, END, NAME, NUMBER, OPERATOR, STRING, unquote
from .limits import DEFAULT_LIMITS, Limits
from .nodes import Node
from .precedence import ADDITION, BINARY, COMPARISON, COMPARISONS, INSTANCE, NEGATION, OR, POSTFIX
from .values import NUMBERS

CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
NO_OPERAND: Final = frozenset(
    {
        *("", ")", "]", ",", "}", ":", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "..", "."),
        *("and", "or", "between", "in", "instance", "then", "else", "return", "satisfies"),
    }
)
"""What no operand begins with: before it, ``[`` closes a range instead of opening a filter."""


class Parser(ConstructParser):
    """A recursive parser; one per source."""

    __slots__ = ()

    # Whole sources

    def whole_expression(self) -> Node:
        """Pass an expression and the end."""
        tree = self.expression()
        if self.kinds[self.index] != END:
            raise self.error("operator")
        return tree

    def whole_tests(self) -> nodes.UnaryTests:
        """Pass unary tests and the end."""
        position = self.starts[self.index]
        if self.texts[self.index] == "-" and self.kinds[self.index + 1] == END:
            return nodes.UnaryTests((), False, position)
        if self.texts[self.index] == "not" and self.texts[self.index + 1] == "(" and self.negation_spans_all():
            self.index += 2
            tests = self.tests()
            self.expect(")")
            tree = nodes.UnaryTests(tests, True, position)
        else:
            tree = nodes.UnaryTests(self.tests(), False, position)
        if self.kinds[self.index] != END:
            raise self.error(",", "end")
        return tree

    def negation_spans_all(self) -> bool:
        """Whether the bracket that opens after ``not`` closes at the end of the source."""
        depth = 0
        for index in range(self.index + 1, len(self.texts) - 1):
            if self.kinds[index] == OPERATOR:
                depth += (self.texts[index] == "(") - (self.texts[index] == ")")
                if depth == 0:
                    return self.kinds[index + 1] == END
                if self.texts[index] in "[]":  # half-open ranges leave brackets unbalanced
                    return self.texts[-2] == ")"
        return False

    # Expressions

    def expression(self, precedence: int = OR) -> Node:
        """Pass an expression whose operators bind at least as tightly as ``precedence``."""
        self.depth += 1
        if self.depth > self.max_depth:
            raise FeelLimitError("limit-depth", limit=self.max_depth)
        result = self.infix(self.prefix(), precedence)
        self.depth -= 1
        return result

    def infix(self, left: Node, precedence: int) -> Node:
        """Pass the operators that follow ``left``."""
        texts = self.texts
        while True:
            index = self.index
            text = texts[index]
            binding = BINARY.get(text)
            if binding is not None:
                if binding < precedence:
                    return left
                self.index = index + 1
                left = nodes.Binary(text, left, self.expression(binding + 1), self.starts[index])
                continue
            other = INFIX.get(text)
            if other is None or other[0] < precedence:
                return left
            if text == "[" and self.range_end and texts[index + 1] in NO_OPERAND:
                return left
            left = other[1](self, left)

    def prefix(self) -> Node:
        """Pass an operand."""
        index = self.index
        text = self.texts[index]
        kind = self.kinds[index]
        if kind == NAME:
            keyword = PREFIX_KEYWORDS.get(text)
            if keyword is None:
                return nodes.Name(self.variable(), self.starts[index])
            return self.keyword(keyword)
        if kind == NUMBER:
            self.index = index + 1
            return nodes.Literal(self.number(text), self.starts[index])
        if kind == STRING:
            self.index = index + 1
            return nodes.Literal(unquote(text), self.starts[index])
        if kind == AT:
            self.index = index + 1
            return nodes.AtLiteral(unquote(text[text.index('"') :]), self.starts[index])
        sign = PREFIX_SIGNS.get(text)
        if sign is None:
            raise self.error("expression")
        return sign(self)

    def keyword(self, parse: Callable[[Parser], Node]) -> Node:
        """Pass what begins with a keyword: the construct, or a known name that begins so."""
        index = self.index
        name = self.match(self.layers)
        if name is not None:
            return nodes.Name(name, self.starts[index])
        return parse(self)

    def number(self, text: str) -> Decimal:
        """The value of a number literal."""
        if len(text) > self.limits.number_digits:
            raise FeelLimitError("limit-number", limit=self.limits.number_digits)
        try:
            return NUMBERS.create_decimal(text)
        except DecimalException:
            raise FeelSyntaxError("number-overflow", self.source, self.starts[self.index - 1]) from None

    def constant(self) -> Node:
        """Pass ``true``, ``false`` or ``null``."""
        self.index += 1
        return nodes.Literal(CONSTANTS[self.texts[self.index - 1]], self.starts[self.index - 1])

    def negation(self) -> Node:
        """Pass ``-operand``."""
        position = self.starts[self.index]
        self.index += 1
        if self.kinds[self.index] == NUMBER:  # a negative number is a literal: it binds more tightly than anything
            return nodes.Negation(self.prefix(), position)
        return nodes.Negation(self.expression(NEGATION), position)

    # What follows an operand

    def path(self, source: Node) -> Node:
        """Pass ``.name``."""
        position = self.starts[self.index]
        self.index += 1
        return nodes.Path(source, self.field(), position)

    def filter(self, source: Node) -> Node:
        """Pass ``[predicate]``."""
        position = self.starts[self.index]
        self.index += 1
        outer, self.range_end = self.range_end, False
        predicate = self.expression()
        self.range_end = outer
        self.expect("]")
        return nodes.Filter(source, predicate, position)

    def call(self, function: Node) -> Node:
        """Pass ``(argument, …)`` or ``(name: argument, …)``."""
        position = function.position if isinstance(function, nodes.Name) else self.starts[self.index]
        self.index += 1
        outer, self.range_end = self.range_end, False
        arguments: list[Node] = []
        names: list[str] = []
        if self.texts[self.index] != ")":
            named = self.argument_is_named()
            while True:
                if named:
                    names.append(self.new_name(":"))
                    self.index += 1
                arguments.append(self.expression())
                if self.texts[self.index] != ",":
                    break
                self.index += 1
        self.expect_one(")", ",")
        self.range_end = outer
        return nodes.Call(function, tuple(arguments), tuple(names), position)

    def argument_is_named(self) -> bool:
        """Whether a parameter's name and a colon stand here."""
        index = self.index
        while self.kinds[index] == NAME or self.kinds[index] == NUMBER or self.texts[index] in ("-", "+", "'", "/"):
            index += 1
        return index > self.index and self.texts[index] == ":" and self.kinds[self.index] == NAME

    def instance_of(self, value: Node) -> Node:
        """Pass ``instance of type``."""
        position = self.starts[self.index]
        self.index += 1
        self.expect("of")
        return nodes.InstanceOf(value, self.type(), position)

    def between(self, value: Node) -> Node:
        """Pass ``between low and high``."""
        position = self.starts[self.index]
        self.index += 1
        low = self.expression(ADDITION)
        self.expect("and")
        return nodes.Between(value, low, self.expression(ADDITION), position)

    # Tests

    def contains(self, value: Node) -> Node:
        """Pass ``in test`` or ``in (test, …)``."""
        position = self.starts[self.index]
        self.index += 1
        text = self.texts[self.index]
        if text != "(":
            return nodes.In(value, (self.test(ADDITION),), position)
        start = self.starts[self.index]
        self.index += 1
        outer, self.range_end = self.range_end, False
        tests = [self.test()]
        if self.texts[self.index] == "..":
            tests[0] = self.interval(tests[0], False, start)
            self.range_end = outer
            return nodes.In(value, tuple(tests), position)
        while self.texts[self.index] == ",":
            self.index += 1
            tests.append(self.test())
        self.expect_one(")", ",")
        self.range_end = outer
        if len(tests) == 1 and not isinstance(tests[0], nodes.Comparison):
            tests[0] = self.infix(tests[0], ADDITION)
        return nodes.In(value, tuple(tests), position)

    def tests(self) -> tuple[Node, ...]:
        """Pass tests with commas between."""
        found = [self.test()]
        while self.texts[self.index] == ",":
            self.index += 1
            found.append(self.test())
        return tuple(found)

    def test(self, precedence: int = OR) -> Node:
        """Pass one test: a comparison with an end, or an expression."""
        text = self.texts[self.index]
        if text in COMPARISONS:
            position = self.starts[self.index]
            self.index += 1
            return nodes.Comparison(text, self.expression(ADDITION), position)
        return self.expression(precedence)


INFIX: Final[dict[str, tuple[int, Callable[[Parser, Node], Node]]]] = {
    ".": (POSTFIX, Parser.path),
    "[": (POSTFIX, Parser.filter),
    "(": (POSTFIX, Parser.call),
    "in": (COMPARISON, Parser.contains),
    "between": (COMPARISON, Parser.between),
    "instance": (INSTANCE, Parser.instance_of),
}
PREFIX_KEYWORDS: Final[dict[str, Callable[[Parser], Node]]] = {
    "true": Parser.constant,
    "false": Parser.constant,
    "null": Parser.constant,
    "if": Parser.condition,
    "for": Parser.loop,
    "some": Parser.quantified,
    "every": Parser.quantified,
    "function": Parser.function,
}
PREFIX_SIGNS: Final[dict[str, Callable[[Parser], Node]]] = {
    "-": Parser.negation,
    "(": Parser.parenthesis,
    "[": Parser.bracket,
    "]": Parser.reversed_bracket,
    "{": Parser.context,
}


def parse(source: str, names: Collection[str] | Mapping[str, object] | None, limits: Limits, tests: bool) -> Node:
    """The tree of an expression, or of unary tests."""
    try:
        parser = Parser(source, names, limits)
        tree: Node = parser.whole_tests() if tests else parser.whole_expression()
        if len(parser.texts) > limits.nesting_depth:
            check_height(tree, limits)
    except RecursionError:
        raise FeelLimitError("limit-depth", limit=limits.nesting_depth) from None
    return tree


def parse_expression(
    source: str,
    *,
    names: Collection[str] | Mapping[str, object] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Node:
    """The tree of an expression.

    :param names: the names in scope, so that names of several words and signs are recognised; as a mapping
        name → its fields. ``None``: any; then words that follow each other are one name.
    :raises FeelSyntaxError: with the position and what was expected there.
    :raises FeelLimitError: too long or nested too deeply.
    """
    return parse(source, names, limits, tests=False)


def parse_unary_tests(
    source: str,
    *,
    names: Collection[str] | Mapping[str, object] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> nodes.UnaryTests:
    """The tree of unary tests, as they stand in a cell of a decision table: ``-``, ``> 5, [1..3]``, ``not("a")``.

    Parameters and errors as for :func:`parse_expression`.
    """
    tree = parse(source, names, limits, tests=True)
    assert isinstance(tree, nodes.UnaryTests)
    return tree


__all__ = ["FeelSyntaxError", "Parser", "parse_expression", "parse_unary_tests"]
