"""Walking over tokens: the ground of the parser, with names of several words and errors with positions."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from .errors import FeelLimitError, FeelSyntaxError
from .lexer import END, INSTEAD, NAME, NUMBER, SPACE, STRING, tokenize, unquote
from .limits import Limits
from .names import CALL_ONLY, KEYWORDS, Candidates, add_name, candidates_of, host_candidates, nested_names
from .registry import BUILT_IN_CANDIDATES

SPACES: Final = re.compile(f"[{SPACE}]+")
FIELD_CANDIDATES: Final = candidates_of(("time offset", "start included", "end included"))


class Cursor:
    """The tokens of a source, an index into them, and the names known at it."""

    __slots__ = (
        "depth",
        "fields",
        "index",
        "kinds",
        "known",
        "layers",
        "limits",
        "max_depth",
        "own_fields",
        "range_end",
        "source",
        "starts",
        "texts",
    )

    def __init__(self, source: str, names: Collection[str] | Mapping[str, object] | None, limits: Limits) -> None:
        if len(source) > limits.source_length:
            raise FeelLimitError("limit-source", length=len(source), limit=limits.source_length)
        self.source = source
        self.limits = limits
        self.kinds, self.texts, self.starts = tokenize(source)
        self.index = 0
        self.depth = 0
        self.max_depth = limits.nesting_depth
        self.range_end = False
        self.known: Collection[str] | None = None
        self.layers: list[Candidates] = [BUILT_IN_CANDIDATES]
        self.fields: list[Candidates] = [FIELD_CANDIDATES]
        if names is not None:
            known = frozenset(names)
            self.known = known
            if known:
                self.layers.append(host_candidates(known))
                self.fields.append(host_candidates(known | nested_names(names)))
        self.own_fields: Candidates | None = None

    # Errors

    def error(self, *expected: str) -> FeelSyntaxError:
        """The error that one of ``expected`` should stand here."""
        position = self.starts[self.index]
        if self.kinds[self.index] == END:
            code = "unexpected-end" if self.source.strip() else "empty-expression"
            return FeelSyntaxError(code, self.source, position, expected)
        found = self.texts[self.index]
        instead = INSTEAD.get(found * 2 if found == "=" and self.texts[self.index - 1] == "=" else found)
        if instead is not None and (found == "=" or found == "'"):
            found = "==" if found == "=" else found
            return FeelSyntaxError(
                "write-instead", self.source, position, expected, found=f"“{found}”", instead=f"“{instead}”"
            )
        if len(found) > 40:
            found = found[:40] + "…"
        return FeelSyntaxError("unexpected-token", self.source, position, expected, found=f"“{found}”")

    def expect(self, text: str) -> None:
        """Pass the sign or keyword ``text``."""
        if self.texts[self.index] != text:
            raise self.error(text)
        self.index += 1

    def enter(self) -> None:
        """One level deeper."""
        self.depth += 1
        if self.depth > self.max_depth:
            raise FeelLimitError("limit-depth", limit=self.max_depth)

    # Names

    def slice(self, start: int, end: int) -> str:
        """The source of the tokens from ``start`` up to before ``end``, each run of spaces as one."""
        last = end - 1
        return SPACES.sub(" ", self.source[self.starts[start] : self.starts[last] + len(self.texts[last])])

    def match(self, layers: list[Candidates]) -> str | None:
        """Pass the longest name of the layers that stands here."""
        start = self.index
        text = self.texts[start]
        longest: str | None = None
        length = 0
        for layer in layers:
            counts = layer.get(text)
            if counts is None:
                continue
            for count, names in counts.items():
                end = start + count
                if count > length and end < len(self.texts):
                    name = self.slice(start, end)
                    if name in names and not (name in CALL_ONLY and self.texts[end] != "("):
                        longest, length = name, count
        self.index += length
        return longest

    def open_layer(self, *names: str) -> None:
        """Names that are known from here on, until the layer is closed."""
        self.layers.append(candidates_of(names))

    def close_layer(self) -> None:
        """Forget the names of the last layer."""
        self.layers.pop()

    def words(self) -> str:
        """Pass a name that nobody declared: as many words as follow each other."""
        kinds, texts = self.kinds, self.texts
        start = self.index
        end = start + 1
        if kinds[end] == NAME or kinds[end] == NUMBER:
            while (kinds[end] == NAME and texts[end] not in KEYWORDS and texts[end] != "?") or (
                kinds[end] == NUMBER and texts[end].isdigit()
            ):
                end += 1
        self.index = end
        return texts[start] if end == start + 1 else self.slice(start, end)

    def variable(self) -> str:
        """Pass the name of a variable or function."""
        name = self.match(self.layers)
        if name is not None:
            return name
        text = self.texts[self.index]
        if text in KEYWORDS:
            raise self.error("expression")
        if self.known is not None and text in self.known:
            self.index += 1
            return text
        return self.words()

    def field(self) -> str:
        """Pass the name after a dot."""
        text = self.texts[self.index]
        if self.kinds[self.index] != NAME:
            raise self.error("name")
        name = self.match(self.fields)
        if name is not None:
            return name
        if text in KEYWORDS:
            self.index += 1
            return text
        return self.words()

    def add_field(self, name: str) -> None:
        """A name that may stand after a dot from here on."""
        if self.own_fields is None:
            self.own_fields = {}
            self.fields.append(self.own_fields)
        add_name(self.own_fields, name)

    def new_name(self, *stops: str) -> str:
        """Pass a name that is being declared; it ends before one of ``stops``."""
        start = end = self.index
        if self.kinds[start] != NAME:
            raise self.error("name")
        while self.texts[end] not in stops:
            if self.kinds[end] in (NAME, NUMBER) or self.texts[end] in ("+", "-", "*", "/", ".", "'", "**"):
                end += 1
                continue
            self.index = end
            raise self.error(*stops)
        self.index = end
        return self.slice(start, end)

    def key(self) -> str:
        """Pass the key of a context entry."""
        if self.kinds[self.index] == STRING:
            self.index += 1
            return unquote(self.texts[self.index - 1])
        if self.kinds[self.index] != NAME:
            raise self.error("name", "}")
        return self.new_name(":")
