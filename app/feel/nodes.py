"""The tree of a FEEL expression. ``position`` is an offset in the source; it does not count in comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal


@dataclass(slots=True)
class Node:
    """A part of an expression."""

    def children(self) -> Iterator[Node]:
        """The parts right below, in the order of the source."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                for item in value:
                    if isinstance(item, Node):
                        yield item


def _position() -> int:
    return field(default=0, compare=False, repr=False)


@dataclass(slots=True)
class Literal(Node):
    """A number, string, boolean or null."""

    value: Decimal | str | bool | None
    position: int = _position()


@dataclass(slots=True)
class AtLiteral(Node):
    """``@"2024-02-29"``: a date, time, date and time or duration."""

    text: str
    position: int = _position()


@dataclass(slots=True)
class Name(Node):
    """A variable or function."""

    name: str
    position: int = _position()


@dataclass(slots=True)
class Path(Node):
    """``source.name``."""

    source: Node
    name: str
    position: int = _position()


@dataclass(slots=True)
class Filter(Node):
    """``source[predicate]``."""

    source: Node
    predicate: Node
    position: int = _position()


@dataclass(slots=True)
class Call(Node):
    """An invocation; ``names`` is empty for positional arguments, else one name per argument."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()
    position: int = _position()


@dataclass(slots=True)
class Binary(Node):
    """``left operator right`` with ``or and = != < <= > >= + - * / **``."""

    operator: str
    left: Node
    right: Node
    position: int = _position()


@dataclass(slots=True)
class Negation(Node):
    """``-operand``."""

    operand: Node
    position: int = _position()


@dataclass(slots=True)
class Between(Node):
    """``value between low and high``."""

    value: Node
    low: Node
    high: Node
    position: int = _position()


@dataclass(slots=True)
class In(Node):
    """``value in (test, …)``."""

    value: Node
    tests: tuple[Node, ...]
    position: int = _position()


@dataclass(slots=True)
class Comparison(Node):
    """A comparison with what is tested: ``< 10`` in a unary test, ``(< 10)`` as a range."""

    operator: str
    operand: Node
    position: int = _position()


@dataclass(slots=True)
class Interval(Node):
    """``[start..end]``."""

    start: Node
    end: Node
    start_included: bool
    end_included: bool
    position: int = _position()


@dataclass(slots=True)
class ListLiteral(Node):
    """``[item, …]``."""

    items: tuple[Node, ...]
    position: int = _position()


@dataclass(slots=True)
class Entry(Node):
    """``key: value`` of a context."""

    key: str
    value: Node
    position: int = _position()


@dataclass(slots=True)
class ContextLiteral(Node):
    """``{key: value, …}``."""

    entries: tuple[Entry, ...]
    position: int = _position()


@dataclass(slots=True)
class If(Node):
    """``if condition then then else otherwise``."""

    condition: Node
    then: Node
    otherwise: Node
    position: int = _position()


@dataclass(slots=True)
class Iterator_(Node):
    """``name in domain`` or ``name in domain..end``."""

    name: str
    domain: Node
    end: Node | None
    position: int = _position()


@dataclass(slots=True)
class For(Node):
    """``for iterator, … return result``."""

    iterators: tuple[Iterator_, ...]
    result: Node
    position: int = _position()


@dataclass(slots=True)
class Quantified(Node):
    """``some|every iterator, … satisfies condition``."""

    kind: str
    iterators: tuple[Iterator_, ...]
    condition: Node
    position: int = _position()


@dataclass(slots=True)
class TypeName(Node):
    """A type by its name."""

    name: str
    position: int = _position()


@dataclass(slots=True)
class TypeOfItems(Node):
    """``list<item>`` or ``range<item>``."""

    kind: str
    item: Node
    position: int = _position()


@dataclass(slots=True)
class TypeOfContext(Node):
    """``context<name: type, …>``."""

    entries: tuple[Entry, ...]
    position: int = _position()


@dataclass(slots=True)
class TypeOfFunction(Node):
    """``function<type, …> -> result``."""

    parameters: tuple[Node, ...]
    result: Node
    position: int = _position()


@dataclass(slots=True)
class InstanceOf(Node):
    """``value instance of type``."""

    value: Node
    type: Node
    position: int = _position()


@dataclass(slots=True)
class FormalParameter(Node):
    """``name: type`` of a function definition."""

    name: str
    type: Node | None
    position: int = _position()


@dataclass(slots=True)
class FunctionDefinition(Node):
    """``function(parameter, …) body``; ``external`` when the body is not FEEL."""

    parameters: tuple[FormalParameter, ...]
    body: Node
    external: bool = False
    position: int = _position()


@dataclass(slots=True)
class UnaryTests(Node):
    """What a cell of a decision table holds: no tests (``-``), some, or ``not(…)`` of some."""

    tests: tuple[Node, ...]
    negated: bool = False
    position: int = _position()


def walk(node: Node) -> Iterator[Node]:
    """A node and everything below it, without recursion."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(list(current.children())))
