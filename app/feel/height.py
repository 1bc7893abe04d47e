"""How deep a tree is: what compiling and evaluating it would recurse into."""

from __future__ import annotations

from .errors import FeelLimitError
from .limits import Limits
from .nodes import Binary, Node

FLAT = frozenset({"or", "and", "+", "-", "*", "/", "**"})


def check_height(tree: Node, limits: Limits) -> None:
    """Raise :class:`FeelLimitError` for a tree deeper than twice the nesting allowed in the source.

    A chain of arithmetic or logic counts as one level: it is evaluated in a loop.
    """
    limit = limits.nesting_depth * 2
    stack = [(tree, 1)]
    while stack:
        node, height = stack.pop()
        if height > limit:
            raise FeelLimitError("limit-depth", limit=limits.nesting_depth)
        if isinstance(node, Binary) and node.operator in FLAT:
            while isinstance(node, Binary) and node.operator in FLAT:
                stack.append((node.right, height + 1))
                node = node.left
            stack.append((node, height + 1))
        else:
            stack.extend((child, height + 1) for child in node.children())
