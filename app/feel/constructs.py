"""Parsing what is enclosed in brackets or begins with a keyword."""

from __future__ import annotations

from . import nodes
from .lexer import AT, NAME, NUMBER, STRING
from .names import KEYWORDS, add_name
from .nodes import Node
from .precedence import ADDITION, COMPARISONS, OR
from .type_parser import TypeParser


class ConstructParser(TypeParser):
    """A type parser that understands brackets, conditions, loops and functions."""

    __slots__ = ()

    def expression(self, precedence: int = OR) -> Node:
        """Pass an expression whose operators bind at least as tightly as ``precedence``."""
        raise NotImplementedError

    # Brackets

    def parenthesis(self) -> Node:
        """Pass ``(expression)``, ``(start..end)`` or ``(< 10)``."""
        position = self.starts[self.index]
        self.index += 1
        outer, self.range_end = self.range_end, False
        text = self.texts[self.index]
        result: Node
        if text in COMPARISONS:
            self.index += 1
            result = nodes.Comparison(text, self.expression(ADDITION), position)
            self.expect(")")
        else:
            result = self.expression()
            if self.texts[self.index] == "..":
                result = self.interval(result, False, position)
            else:
                self.expect(")")
        self.range_end = outer
        return result

    def interval(self, start: Node, start_included: bool, position: int) -> Node:
        """Pass the rest of a range, from ``..`` on."""
        self.index += 1
        self.range_end = True
        end = self.expression(ADDITION)
        self.range_end = False
        closing = self.texts[self.index]
        if closing not in ("]", ")", "["):
            raise self.error("]", ")")
        self.index += 1
        return nodes.Interval(start, end, start_included, closing == "]", position)

    def bracket(self) -> Node:
        """Pass ``[item, …]`` or ``[start..end]``."""
        position = self.starts[self.index]
        self.index += 1
        outer, self.range_end = self.range_end, False
        items: list[Node] = []
        if self.texts[self.index] != "]" or self.range_begins():
            items.append(self.expression())
            if self.texts[self.index] == "..":
                result = self.interval(items[0], True, position)
                self.range_end = outer
                return result
            while self.texts[self.index] == ",":
                self.index += 1
                items.append(self.expression())
        self.expect_one("]", ",")
        self.range_end = outer
        return nodes.ListLiteral(tuple(items), position)

    def range_begins(self) -> bool:
        """Whether the ``]`` after ``[`` opens a range, the first item of a list (``[ ]1..5[ ]``)."""
        after = self.index + 1
        kind, text = self.kinds[after], self.texts[after]
        if kind in (NUMBER, STRING, AT) or (kind == NAME and text not in KEYWORDS):
            return True
        return text == "-" and self.kinds[after + 1] in (NUMBER, NAME) and self.texts[after + 2] == ".."

    def expect_one(self, closing: str, separator: str) -> None:
        """Pass ``closing``; the error also mentions ``separator``."""
        if self.texts[self.index] != closing:
            raise self.error(separator, closing)
        self.index += 1

    def reversed_bracket(self) -> Node:
        """Pass ``]start..end]``."""
        position = self.starts[self.index]
        self.index += 1
        outer, self.range_end = self.range_end, False
        start = self.expression(ADDITION)
        if self.texts[self.index] != "..":
            raise self.error("..")
        result = self.interval(start, False, position)
        self.range_end = outer
        return result

    def context(self) -> Node:
        """Pass ``{key: value, …}``; later entries see earlier ones."""
        position = self.starts[self.index]
        self.index += 1
        self.open_layer()
        outer, self.range_end = self.range_end, False
        entries: list[nodes.Entry] = []
        if self.texts[self.index] != "}":
            while True:
                start = self.starts[self.index]
                key = self.key()
                self.expect(":")
                entries.append(nodes.Entry(key, self.expression(), start))
                add_name(self.layers[-1], key)
                self.add_field(key)
                if self.texts[self.index] != ",":
                    break
                self.index += 1
        self.expect_one("}", ",")
        self.close_layer()
        self.range_end = outer
        return nodes.ContextLiteral(tuple(entries), position)

    # Keywords

    def condition(self) -> Node:
        """Pass ``if … then … else …``."""
        position = self.starts[self.index]
        self.index += 1
        outer, self.range_end = self.range_end, False
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        self.expect("else")
        self.range_end = outer
        return nodes.If(condition, then, self.expression(), position)

    def iterators(self) -> tuple[nodes.Iterator_, ...]:
        """Pass ``name in domain, …``; later domains see earlier names."""
        found: list[nodes.Iterator_] = []
        while True:
            position = self.starts[self.index]
            name = self.new_name("in")
            self.index += 1
            domain = self.expression(ADDITION)
            end: Node | None = None
            if self.texts[self.index] == "..":
                self.index += 1
                end = self.expression(ADDITION)
            found.append(nodes.Iterator_(name, domain, end, position))
            add_name(self.layers[-1], name)
            if self.texts[self.index] != ",":
                return tuple(found)
            self.index += 1

    def loop(self) -> Node:
        """Pass ``for … return …``."""
        position = self.starts[self.index]
        self.index += 1
        self.open_layer()
        outer, self.range_end = self.range_end, False
        iterators = self.iterators()
        self.expect_one("return", ",")
        result = self.expression()
        self.close_layer()
        self.range_end = outer
        return nodes.For(iterators, result, position)

    def quantified(self) -> Node:
        """Pass ``some … satisfies …`` or ``every … satisfies …``."""
        position = self.starts[self.index]
        kind = self.texts[self.index]
        self.index += 1
        self.open_layer()
        outer, self.range_end = self.range_end, False
        iterators = self.iterators()
        self.expect_one("satisfies", ",")
        condition = self.expression()
        self.close_layer()
        self.range_end = outer
        return nodes.Quantified(kind, iterators, condition, position)

    def function(self) -> Node:
        """Pass ``function(parameter: type, …) body``."""
        position = self.starts[self.index]
        self.index += 1
        self.expect("(")
        outer, self.range_end = self.range_end, False
        parameters: list[nodes.FormalParameter] = []
        while self.texts[self.index] != ")":
            if parameters:
                self.expect_one(",", ")")
            start = self.starts[self.index]
            name = self.new_name(",", ")", ":")
            kind: Node | None = None
            if self.texts[self.index] == ":":
                self.index += 1
                kind = self.type()
            parameters.append(nodes.FormalParameter(name, kind, start))
        self.index += 1
        external = self.texts[self.index] == "external"
        self.index += external
        self.open_layer(*(parameter.name for parameter in parameters))
        body = self.expression()
        self.close_layer()
        self.range_end = outer
        return nodes.FunctionDefinition(tuple(parameters), body, external, position)
