"""Values that an analyst writes: plain text, FEEL, or lists and maps of them. All are evaluated the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.feel import compile_expression

Path = tuple[str, ...]
NOTHING_READ: frozenset[Path] = frozenset()


class Value(Protocol):
    """Something that gives a Python value when it is evaluated over a scope."""

    @property
    def source(self) -> str:
        """The text as it was written."""

    @property
    def reads(self) -> frozenset[Path]:
        """The names read from the scope, as far as they are known from the text: `("deal", "manager")`."""

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        """The value; null (None) where FEEL says null.

        Raises:
            app.feel.FeelLimitError: the expression goes on for too long or grows too large.
        """


@dataclass(frozen=True)
class Text:
    """Plain text, taken as it is written."""

    source: str

    @property
    def reads(self) -> frozenset[Path]:
        return NOTHING_READ

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        return self.source


class Expression:
    """A FEEL expression, compiled once.

    Attributes:
        source: the text without the leading `=`.
        compiled: the expression of `app.feel`.
    """

    __slots__ = ("compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.compiled = compile_expression(source)

    @property
    def reads(self) -> frozenset[Path]:
        return self.compiled.reads

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        return self.compiled.evaluate(scope)

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


@dataclass(frozen=True)
class Unreadable:
    """Stands for a value that could not be read; the diagram that has it is refused."""

    source: str = ""

    @property
    def reads(self) -> frozenset[Path]:
        return NOTHING_READ

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        return None


@dataclass(frozen=True)
class ListValue:
    """A `camunda:list`."""

    items: tuple[Value, ...]

    @property
    def source(self) -> str:
        return "[" + ", ".join(item.source for item in self.items) + "]"

    @property
    def reads(self) -> frozenset[Path]:
        return NOTHING_READ.union(*(item.reads for item in self.items))

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        return [item.evaluate(scope) for item in self.items]


@dataclass(frozen=True)
class MapValue:
    """A `camunda:map`."""

    entries: tuple[tuple[str, Value], ...]

    @property
    def source(self) -> str:
        return "{" + ", ".join(f"{key}: {value.source}" for key, value in self.entries) + "}"

    @property
    def reads(self) -> frozenset[Path]:
        return NOTHING_READ.union(*(value.reads for _, value in self.entries))

    def evaluate(self, scope: Mapping[str, Any]) -> Any:
        return {key: value.evaluate(scope) for key, value in self.entries}
