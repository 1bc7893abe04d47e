"""Overlaps, gaps and rules that never decide, found in a table's cells without evaluating anything.

Each column is cut into segments in which every value meets the same cells; the table is then searched segment by
segment, with the rules that still match as a bit mask. Cells that need evaluation count as matching in the search for
gaps and as not matching in the search for overlaps, so that what is reported is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ..words import ENGLISH, N_, NullTranslations
from .cells import show_point
from .constraints import (
    BOOLEAN,
    NULL,
    ORDERED,
    STRING,
    Atom,
    Between,
    Column,
    Constraint,
    Equal,
    Segment,
    build_column,
    rules_in,
)

MOST_STEPS = 400_000
MOST_FINDINGS = 20

ANY_SEGMENT = Segment(None, None, other=True)

_Report = Callable[[int, list[Segment]], bool]
"""Gets a region's rules and segments; ``True`` ends the search."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What the values of a column can be: a kind (``None``: whatever the cells mention) and maybe allowed values."""

    label: str
    kind: str | None = None
    allowed: Constraint | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A region of the inputs, in words."""

    parts: tuple[str, ...]

    def translated(self, translations: NullTranslations) -> str:
        if not self.parts:
            return translations.gettext(N_("any input"))
        another = translations.gettext(N_("another value"))
        return ", ".join(part.replace("\x00", another) for part in self.parts)

    def __str__(self) -> str:
        return self.translated(ENGLISH)


@dataclass(frozen=True, slots=True)
class Region:
    """Rules (from 0) and an example of inputs."""

    rows: tuple[int, ...]
    example: Example


class _TooLarge(Exception):
    pass


@dataclass(slots=True)
class _Cut:
    """A column cut into segments: exact masks, and the rules whose cell is opaque."""

    segments: list[tuple[Segment, int]]
    opaque: int
    everything: int
    ordered: bool


@dataclass(slots=True)
class TableAnalysis:
    """The findings of one table. ``cells[column][row]`` are constraints, ``None`` for cells that need evaluation."""

    cells: Sequence[Sequence[Constraint | None]]
    domains: Sequence[Domain]
    rule_count: int
    complete: bool = True
    _cuts: list[_Cut] = field(init=False)
    _steps: int = 0

    def __post_init__(self) -> None:
        self._cuts = [
            _cut(build_column(cells, negation_exact=True, points=_points(domain)), domain, cells)
            for cells, domain in zip(self.cells, self.domains, strict=True)
        ]

    def never_matching(self) -> Iterator[tuple[int, int]]:
        """Rules with a cell that accepts no value of its column: (row, column), both from 0."""
        for column, cut in enumerate(self._cuts):
            reachable = cut.opaque | cut.everything
            for _, mask in cut.segments:
                reachable |= mask
            missing = ((1 << self.rule_count) - 1) & ~reachable
            yield from ((row, column) for row in rules_in(missing))

    def overlaps(self) -> list[Region]:
        """Pairs of rules that match the same inputs, each with an example."""
        found: dict[tuple[int, int], Region] = {}

        def report(mask: int, chosen: list[Segment]) -> bool:
            rows = rules_in(mask, 4)
            for first, row in enumerate(rows):
                for other in rows[first + 1 :]:
                    if (row, other) not in found:
                        found[row, other] = Region((row, other), self._example(chosen))
            return len(found) >= MOST_FINDINGS

        usable = (1 << self.rule_count) - 1
        for cut in self._cuts:
            usable &= ~cut.opaque
        self._search_overlaps(usable, report)
        return list(found.values())

    def gaps(self) -> list[Region]:
        """Inputs that no rule matches."""
        found: list[Region] = []

        def report(mask: int, chosen: list[Segment]) -> bool:
            found.append(Region((), self._example(chosen)))
            return len(found) >= MOST_FINDINGS

        self._search_gaps((1 << self.rule_count) - 1, None, report)
        return found

    def covered(self, row: int, by: int) -> bool:
        """Whether the rules ``by`` (a mask) match everything that rule ``row`` matches."""
        if any(cut.opaque >> row & 1 for cut in self._cuts):
            return False
        gap: list[bool] = []

        def report(mask: int, chosen: list[Segment]) -> bool:
            gap.append(True)
            return True

        certain = by
        for cut in self._cuts:
            certain &= ~cut.opaque
        if not self._search_gaps(certain, row, report):
            return False
        return not gap

    # --- searching -------------------------------------------------------------------------------

    def _step(self, count: int) -> None:
        self._steps += count
        if self._steps > MOST_STEPS:
            self.complete = False
            raise _TooLarge

    def _search_overlaps(self, start: int, report: _Report) -> bool:
        """Visit every region with two rules or more."""
        cuts = self._cuts
        seen: set[tuple[int, int]] = set()

        def visit(column: int, mask: int, chosen: list[Segment]) -> bool:
            if not mask & (mask - 1):
                return False
            if column == len(cuts):
                return report(mask, chosen)
            if (column, mask) in seen:
                return False
            seen.add((column, mask))
            segments = cuts[column].segments
            self._step(len(segments))
            for segment, accepted in segments:
                if mask & accepted and visit(column + 1, mask & accepted, [*chosen, segment]):
                    return True
            return False

        try:
            visit(0, start, [])
        except _TooLarge:
            return False
        return True

    def _search_gaps(self, start: int, inside: int | None, report: _Report) -> bool:
        """Visit every region without a rule of ``start``, within rule ``inside`` if given; ``False`` when cut short."""
        cuts = self._cuts
        rest = [0] * (len(cuts) + 1)
        rest[len(cuts)] = -1
        for column in range(len(cuts) - 1, -1, -1):
            rest[column] = rest[column + 1] & (cuts[column].everything | cuts[column].opaque)
        covered: set[tuple[int, int]] = set()

        def visit(column: int, mask: int, chosen: list[Segment]) -> tuple[bool, bool]:
            """Whether to stop, and whether a gap was found."""
            if not mask:
                return report(mask, chosen), True
            if mask & rest[column] or (column, mask) in covered:
                return False, False
            cut = cuts[column]
            self._step(len(cut.segments))
            any_gap = False
            for segment, accepted in _joined(cut, mask, inside):
                stop, gap = visit(column + 1, mask & accepted, [*chosen, segment])
                any_gap = any_gap or gap
                if stop:
                    return True, True
            if not any_gap:
                covered.add((column, mask))
            return False, any_gap

        try:
            visit(0, start, [])
        except _TooLarge:
            return False
        return True

    def _example(self, chosen: list[Segment]) -> Example:
        parts = []
        for segment, domain in zip(chosen, self.domains, strict=False):
            text = _show(segment, domain.label)
            if text:
                parts.append(text)
        return Example(tuple(parts))


def _joined(cut: _Cut, mask: int, inside: int | None) -> Iterator[tuple[Segment, int]]:
    """The segments with what they accept, neighbours with the same rules made one."""
    previous: Segment | None = None
    previous_accepted = 0
    for segment, exact in cut.segments:
        if inside is not None and not exact >> inside & 1:
            continue
        accepted = (exact | cut.opaque) & mask
        if previous is not None and accepted == previous_accepted:
            joined = _join(previous, segment)
            if joined is not None:
                previous = joined
                continue
        if previous is not None:
            yield previous, previous_accepted
        previous, previous_accepted = segment, accepted
    if previous is not None:
        yield previous, previous_accepted


def _join(first: Segment, second: Segment) -> Segment | None:
    if first.kind not in ORDERED or first.kind != second.kind or first.atom is None or second.atom is None:
        return None
    low, high = _as_between(first.atom), _as_between(second.atom)
    if low.high != high.low or not (low.high_closed or high.low_closed):
        return None
    return Segment(first.kind, Between(low.kind, low.low, low.low_closed, high.high, high.high_closed))


def _as_between(atom: Atom) -> Between:
    if isinstance(atom, Between):
        return atom
    return Between(atom.kind, atom.value, True, atom.value, True)  # type: ignore[arg-type]


def _points(domain: Domain) -> list[Atom]:
    points: list[Atom] = list(domain.allowed.atoms) if domain.allowed is not None else []
    if domain.kind == BOOLEAN:
        points += [Equal(BOOLEAN, True), Equal(BOOLEAN, False)]
    return points


def _cut(column: Column, domain: Domain, cells: Sequence[Constraint | None]) -> _Cut:
    kinds = {domain.kind} if domain.kind else {atom.kind for cell in cells if cell is not None for atom in cell.atoms}
    kinds |= {atom.kind for atom in _points(domain)} if not domain.kind else set()
    allowed = domain.allowed if domain.allowed is not None and not domain.allowed.negated else None
    segments: list[tuple[Segment, int]] = []
    for kind in sorted(kind for kind in kinds if kind is not None and kind != NULL):
        if kind in ORDERED:
            segments.extend(_ordered_segments(column, kind, allowed))
        else:
            segments.extend(_equal_segments(column, kind, allowed))
    if not segments:
        segments.append((ANY_SEGMENT, column.everything))
    return _Cut(segments, column.opaque, column.everything, bool(kinds & ORDERED))


def _ordered_segments(column: Column, kind: str, allowed: Constraint | None) -> Iterator[tuple[Segment, int]]:
    axis = column.axes.get(kind)
    if axis is None:
        yield Segment(kind, Between(kind, None, False, None, False)), column.everything
        return
    spans = None if allowed is None else [axis.segments_of(atom) for atom in allowed.atoms if atom.kind == kind]
    for number in range(axis.size):
        if spans is None or any(first <= number <= last for first, last in spans):
            yield axis.segment(number), column.axis_masks[kind][number]


def _equal_segments(column: Column, kind: str, allowed: Constraint | None) -> Iterator[tuple[Segment, int]]:
    permitted = (
        None if allowed is None else {(atom.kind, atom.value) for atom in allowed.atoms if isinstance(atom, Equal)}
    )
    for key, mask in column.equal_masks.items():
        if key[0] == kind and (permitted is None or key in permitted):
            yield Segment(kind, Equal(*key)), mask
    if kind == STRING and permitted is None:
        yield Segment(kind, None, other=True), column.other_masks.get(kind, column.everything)


def _show(segment: Segment, label: str) -> str:
    atom = segment.atom
    if atom is None:
        return "" if segment.kind is None else f"{label} = \x00"
    if isinstance(atom, Equal):
        return f"{label} = {show_point(atom.kind, atom.value)}"
    if atom.low is None and atom.high is None:
        return ""
    if atom.low is None:
        return f"{label} {'<=' if atom.high_closed else '<'} {show_point(atom.kind, atom.high)}"
    if atom.high is None:
        return f"{label} {'>=' if atom.low_closed else '>'} {show_point(atom.kind, atom.low)}"
    low, high = show_point(atom.kind, atom.low), show_point(atom.kind, atom.high)
    return f"{label} in {'[' if atom.low_closed else '('}{low}..{high}{']' if atom.high_closed else ')'}"
