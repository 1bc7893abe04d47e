"""What an expression reads: its free names and paths, found in its tree without evaluating it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from . import nodes
from .builtins import BUILT_INS
from .errors import FeelNameError


@dataclass(frozen=True, slots=True)
class Reference:
    """A free path, where it stands.

    :ivar filters: the free paths (``()`` for anything else) whose items the filters around it go through, the
        innermost last: its first name may be a field of such an item.
    :ivar called: it is a function that is called.
    """

    path: tuple[str, ...]
    positions: tuple[int, ...]
    filters: tuple[tuple[str, ...], ...] = ()
    called: bool = False

    def is_read(self, names: Collection[str] | None) -> bool:
        """Whether the path is certainly one of the host's, of whose names ``names`` tells (``None``: nothing)."""
        first = self.path[0]
        if names is not None:
            return first in names or not (self.filters or first in BUILT_INS)
        return not (self.called and first in BUILT_INS)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The references of an expression in the order of its source, and the paths that are certainly read."""

    references: tuple[Reference, ...]
    reads: frozenset[tuple[str, ...]]


Context = tuple[frozenset[str], tuple[tuple[str, ...], ...]]
"""Local names, and the sources of the filters around."""


def chain(node: nodes.Node) -> tuple[nodes.Node, list[nodes.Path]]:
    """What a chain of paths starts from, and its paths from the start on."""
    paths: list[nodes.Path] = []
    while isinstance(node, nodes.Path):
        paths.append(node)
        node = node.source
    paths.reverse()
    return node, paths


def static_path(node: nodes.Node, local: frozenset[str]) -> tuple[str, ...]:
    """The free path that a node is, ``()`` when it is something else."""
    while isinstance(node, nodes.Filter):
        node = node.source
    start, paths = chain(node)
    if isinstance(start, nodes.Name) and start.name not in local:
        return (start.name, *(path.name for path in paths))
    return ()


def analyse(tree: nodes.Node, names: Collection[str] | None) -> Analysis:
    """The references and reads of a tree.

    :param names: the host's names; under a filter only these count as read. ``None``: all of them do.
    """
    references: list[Reference] = []
    stack: list[tuple[nodes.Node, Context]] = [(tree, (frozenset({"?"}), ()))]
    while stack:
        node, context = stack.pop()
        if isinstance(node, (nodes.Name, nodes.Path)):
            start, paths = chain(node)
            if not isinstance(start, nodes.Name):
                stack.append((start, context))
            elif start.name not in context[0]:
                path = (start.name, *(each.name for each in paths))
                positions = (start.position, *(each.position for each in paths))
                references.append(Reference(path, positions, context[1]))
        elif isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name):
            name = node.function.name
            if name not in context[0]:
                references.append(Reference((name,), (node.function.position,), context[1], called=True))
            stack.extend((argument, context) for argument in node.arguments)
        else:
            stack.extend(inner_contexts(node, context))
    references.sort(key=lambda reference: reference.positions[0])
    reads = frozenset(reference.path for reference in references if reference.is_read(names))
    return Analysis(tuple(references), reads)


def inner_contexts(node: nodes.Node, context: Context) -> list[tuple[nodes.Node, Context]]:
    """The parts of a node, each with the names that are local in it."""
    local, filters = context
    if isinstance(node, nodes.Filter):
        inside = (local | {"item"}, (*filters, static_path(node.source, local)))
        return [(node.source, context), (node.predicate, inside)]
    if isinstance(node, (nodes.For, nodes.Quantified)):
        return iterations(node, context)
    if isinstance(node, nodes.FunctionDefinition):
        if node.external:
            return []
        return [(node.body, (local | {parameter.name for parameter in node.parameters}, filters))]
    if isinstance(node, nodes.ContextLiteral):
        found: list[tuple[nodes.Node, Context]] = []
        for entry in node.entries:
            own = {entry.key} if isinstance(entry.value, nodes.FunctionDefinition) else set()
            found.append((entry.value, (local | own, filters)))
            local = local | {entry.key}
        return found
    if isinstance(node, nodes.InstanceOf):
        return [(node.value, context)]
    return [(child, context) for child in node.children()]


def iterations(node: nodes.For | nodes.Quantified, context: Context) -> list[tuple[nodes.Node, Context]]:
    """The parts of a loop."""
    local, filters = context
    found: list[tuple[nodes.Node, Context]] = []
    if isinstance(node, nodes.For):
        local = local | {"partial"}
    for iterator in node.iterators:
        found.append((iterator.domain, (local, filters)))
        if iterator.end is not None:
            found.append((iterator.end, (local, filters)))
        local = local | {iterator.name}
    body = node.result if isinstance(node, nodes.For) else node.condition
    found.append((body, (local, filters)))
    return found


Known = Collection[str] | Mapping[str, Collection[str] | None]


def fields_of(known: object, path: Iterable[str]) -> Collection[str] | None:
    """The fields of the context at a path; ``None`` when they are not known."""
    current: object = known
    for name in path:
        if not isinstance(current, Mapping) or name not in current:
            return None
        current = current[name]
    return current if isinstance(current, Collection) and not isinstance(current, str) else None


def unknown_names(analysis: Analysis, known: Known) -> list[FeelNameError]:
    """The references that nobody provides, with what may have been meant."""
    errors: list[FeelNameError] = []
    for reference in analysis.references:
        error = check(reference, known)
        if error is not None:
            errors.append(error)
    return errors


def suggestion(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that looks most like a name."""
    names = [candidate for candidate in candidates if isinstance(candidate, str)]
    lower = {candidate.lower(): candidate for candidate in names}
    if name.lower() in lower:
        return lower[name.lower()]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return close[0] if close else None


def check(reference: Reference, known: Known) -> FeelNameError | None:
    """The error of one reference, ``None`` when it is fine."""
    first = reference.path[0]
    if first not in known:
        candidates = set(known) | set(BUILT_INS)
        for source in reversed(reference.filters):
            fields = fields_of(known, source) if source else None
            if fields is None or first in fields:
                return None
            candidates |= set(fields)
        if first in BUILT_INS:
            return None
        return FeelNameError("unknown-name", first, reference.positions[0], suggestion(first, sorted(candidates)))
    for index in range(1, len(reference.path)):
        fields = fields_of(known, reference.path[:index])
        if fields is None:
            return None
        name = reference.path[index]
        if name not in fields:
            owner = ".".join(reference.path[:index])
            near = suggestion(name, sorted(fields))
            return FeelNameError("unknown-field", name, reference.positions[index] + 1, near, owner=owner)
    return None
