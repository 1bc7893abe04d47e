"""Parsing types: ``list<number>``, ``context<a: string>``, ``function<number> -> string`` … (rules 52 to 54)."""

from __future__ import annotations

from . import nodes
from .cursor import Cursor
from .lexer import NAME
from .names import KEYWORDS

KEYWORD_TYPES = ("date and time", "years and months duration", "days and time duration", "year month duration")


class TypeParser(Cursor):
    """A cursor that understands types."""

    __slots__ = ()

    def type(self) -> nodes.Node:
        """Pass a type."""
        self.enter()
        position = self.starts[self.index]
        text = self.texts[self.index]
        follows = self.texts[self.index + 1] if self.kinds[self.index] == NAME else ""
        result: nodes.Node
        if text in ("list", "range") and follows == "<":
            self.index += 2
            result = nodes.TypeOfItems(text, self.type(), position)
            self.expect(">")
        elif text == "context" and follows == "<":
            self.index += 2
            result = nodes.TypeOfContext(self.type_entries(), position)
        elif text == "function" and follows == "<":
            self.index += 2
            parameters = self.type_list()
            self.expect("-")
            self.expect(">")
            result = nodes.TypeOfFunction(parameters, self.type(), position)
        else:
            result = nodes.TypeName(self.type_name(), position)
        self.depth -= 1
        return result

    def type_list(self) -> tuple[nodes.Node, ...]:
        """Pass types up to ``>``."""
        found: list[nodes.Node] = []
        while self.texts[self.index] != ">":
            if found:
                self.expect(",")
            found.append(self.type())
        self.index += 1
        return tuple(found)

    def type_entries(self) -> tuple[nodes.Entry, ...]:
        """Pass the entries of a context type up to ``>``."""
        found: list[nodes.Entry] = []
        while self.texts[self.index] != ">":
            if found:
                self.expect(",")
            position = self.starts[self.index]
            key = self.key()
            self.expect(":")
            found.append(nodes.Entry(key, self.type(), position))
        self.index += 1
        return tuple(found)

    def type_name(self) -> str:
        """Pass the name of a type, its words and dots."""
        if self.kinds[self.index] != NAME:
            raise self.error("type")
        start = self.index
        for name in KEYWORD_TYPES:
            count = name.count(" ") + 1
            if " ".join(self.texts[start : start + count]) == name:
                self.index = start + count
                return name
        end = start + 1
        while (self.kinds[end] == NAME and self.texts[end] not in KEYWORDS) or (
            self.texts[end] == "." and self.kinds[end + 1] == NAME
        ):
            end += 1
        self.index = end
        return self.slice(start, end)
