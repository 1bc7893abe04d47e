"""The compiler's ground: static scopes, the resolution of names, and the dispatch from nodes to closures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from ..limits import Limits
from ..nodes import Node
from ..runtime import Frame
from ..types import FeelType
from ..values import Value

Run: TypeAlias = Callable[[Frame], Value]
Build: TypeAlias = "Callable[[Compiler, Node], Run]"

BUILDERS: Final[dict[type[Node], Build]] = {}


def builds(kind: type[Node]) -> Callable[[Callable[..., Run]], Callable[..., Run]]:
    """Register the function that compiles nodes of ``kind``."""

    def register(build: Callable[..., Run]) -> Callable[..., Run]:
        BUILDERS[kind] = build
        return build

    return register


class StaticScope:
    """The names of one frame.

    :ivar names: name → index in the frame's values.
    :ivar is_filter: the frame of a filter, whose only value may be a context with names of its own.
    :ivar used: the names that have been resolved here.
    """

    __slots__ = ("is_filter", "names", "used")

    def __init__(self, names: dict[str, int], is_filter: bool = False) -> None:
        self.names = names
        self.is_filter = is_filter
        self.used: set[str] = set()


class Compiler:
    """Compiles one tree.

    :ivar scopes: the static scopes around the node at hand, the innermost last.
    :ivar known: the host's names, ``None`` when they are not told.
    :ivar types: the host's types.
    """

    __slots__ = ("known", "limits", "scopes", "types")

    def __init__(
        self, limits: Limits, known: frozenset[str] | None, types: Mapping[str, FeelType] | None = None
    ) -> None:
        self.limits = limits
        self.known = known
        self.types: Mapping[str, FeelType] = types or {}
        self.scopes: list[StaticScope] = []

    def run_of(self, node: Node) -> Run:
        """The closure that evaluates a node."""
        return BUILDERS[type(node)](self, node)

    def inner(self, node: Node, scope: StaticScope) -> Run:
        """The closure that evaluates a node inside one more frame."""
        self.scopes.append(scope)
        run = self.run_of(node)
        self.scopes.pop()
        return run

    def resolve(self, name: str) -> tuple[list[int], tuple[int, int] | None]:
        """Where a name is found.

        :return: how many frames up the filters lie whose item may have it, the innermost first; and
            (how many frames up, index) of the local value, or ``None`` for a name of the host.
        """
        filters: list[int] = []
        for depth, scope in enumerate(reversed(self.scopes)):
            index = scope.names.get(name)
            if scope.is_filter:
                filters.append(depth)
            if index is not None:
                scope.used.add(name)
                return filters, (depth, index)
        return filters, None

    def is_local(self, name: str) -> bool:
        """Whether a name may be found in a frame."""
        return any(name in scope.names or scope.is_filter for scope in self.scopes)
