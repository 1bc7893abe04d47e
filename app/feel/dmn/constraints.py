"""What a decision table's cell accepts, as sets: the common ground of the index and of the overlap and gap analysis.

A cell that is only literals, comparisons with literals and ranges of literals becomes a :class:`Constraint`; any other
cell is *opaque* (``None``) and has to be evaluated.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..temporal import Date, DaysTimeDuration, YearsMonthsDuration

NUMBER, STRING, BOOLEAN, DATE, NULL = "number", "string", "boolean", "date", "null"
DAYS, MONTHS = "days and time duration", "years and months duration"
ORDERED = frozenset({NUMBER, DATE, DAYS, MONTHS})

Point = Decimal | int
"""A number; the ordinal of a date; the nanoseconds or months of a duration."""
Key = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Equal:
    """One value; ``kind`` keeps true apart from 1."""

    kind: str
    value: object


@dataclass(frozen=True, slots=True)
class Between:
    """The values of an ordered kind from ``low`` to ``high``; ``None`` is without bound."""

    kind: str
    low: Point | None
    low_closed: bool
    high: Point | None
    high_closed: bool


Atom = Equal | Between


@dataclass(frozen=True, slots=True)
class Constraint:
    """Any of ``atoms``, or with ``negated`` none of them. No atoms and negated: everything (the cell ``-``)."""

    atoms: tuple[Atom, ...]
    negated: bool = False

    @property
    def is_any(self) -> bool:
        return self.negated and not self.atoms


ANY = Constraint((), negated=True)


def key_of(value: object) -> Key | None:
    """The kind and comparable value of a FEEL value, ``None`` for one that cannot be looked up."""
    kind = type(value)
    if kind is Decimal:
        return (NUMBER, value)
    if kind is str:
        return (STRING, value)
    if value is None:
        return (NULL, None)
    if kind is bool:
        return (BOOLEAN, value)
    match value:
        case Date():
            return (DATE, value.ordinal)
        case DaysTimeDuration():
            return (DAYS, value.nanoseconds)
        case YearsMonthsDuration():
            return (MONTHS, value.months)
    return None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a column in which every value meets the same cells.

    ``kind`` ``None`` with ``other`` stands for all values of kinds the column does not mention.
    """

    kind: str | None
    atom: Atom | None
    other: bool = False


@dataclass(slots=True)
class Axis:
    """One ordered kind cut at its points: even segments are the open pieces between them, odd ones the points."""

    kind: str
    points: Sequence[Point]

    def segment_of(self, value: Point) -> int:
        points = self.points
        position = bisect_left(points, value)
        if position < len(points) and points[position] == value:
            return 2 * position + 1
        return 2 * position

    def segments_of(self, atom: Atom) -> tuple[int, int]:
        """First and last segment (inclusive) that an atom covers; first > last when none."""
        if isinstance(atom, Equal):
            position = self.segment_of(atom.value)  # type: ignore[arg-type]
            return position, position
        first, last = 0, 2 * len(self.points)
        if atom.low is not None:
            first = self.segment_of(atom.low) + (0 if atom.low_closed else 1)
        if atom.high is not None:
            last = self.segment_of(atom.high) - (0 if atom.high_closed else 1)
        return first, last

    def segment(self, number: int) -> Segment:
        points = self.points
        position, is_point = divmod(number, 2)
        if is_point:
            return Segment(self.kind, Equal(self.kind, points[position]))
        low = points[position - 1] if position > 0 else None
        high = points[position] if position < len(points) else None
        return Segment(self.kind, Between(self.kind, low, False, high, False))

    @property
    def size(self) -> int:
        return 2 * len(self.points) + 1


@dataclass(slots=True)
class Column:
    """The cells of one input column, cut into segments; a set of rules is an ``int`` with one bit a rule.

    ``axis_masks`` and ``equal_masks`` say which rules' exact cells accept a segment; ``opaque`` the rules whose cell
    must be evaluated; ``everything`` the rules with ``-``.
    """

    axes: dict[str, Axis] = field(default_factory=dict)
    axis_masks: dict[str, list[int]] = field(default_factory=dict)
    equal_masks: dict[Key, int] = field(default_factory=dict)
    other_masks: dict[str, int] = field(default_factory=dict)
    everything: int = 0
    opaque: int = 0

    def lookup(self, value: object) -> tuple[int, int] | None:
        """The rules that may accept ``value``, and those of them whose cell must be evaluated to know.

        ``None`` when the value cannot be looked up.
        """
        key = key_of(value)
        if key is None:
            return None
        return self._accepted(key) | self.opaque, self.opaque

    def _accepted(self, key: Key) -> int:
        kind = key[0]
        axis = self.axes.get(kind)
        if axis is not None:
            return self.axis_masks[kind][axis.segment_of(key[1])]  # type: ignore[arg-type]
        found = self.equal_masks.get(key)
        return found if found is not None else self.other_masks.get(kind, self.everything)


def build_column(cells: Sequence[Constraint | None], *, negation_exact: bool, points: Iterable[Atom] = ()) -> Column:
    """Cut a column along its cells (``None`` = opaque) and the further ``points``.

    ``negation_exact=False`` makes ``not(…)`` opaque: with a null or another type it is not simply the complement, which
    matters when evaluating but not in the analysis.
    """
    column = Column()
    exact: list[tuple[int, Constraint]] = []
    for row, cell in enumerate(cells):
        if cell is None or (cell.negated and cell.atoms and not negation_exact):
            column.opaque |= 1 << row
        elif cell.is_any:
            column.everything |= 1 << row
        else:
            exact.append((row, cell))
    atoms = [atom for _, cell in exact for atom in cell.atoms]
    atoms.extend(points)
    for kind in ORDERED:
        bounds = {bound for atom in atoms if atom.kind == kind for bound in _bounds(atom)}
        if bounds or any(atom.kind == kind for atom in atoms):
            axis = Axis(kind, sorted(bounds))
            column.axes[kind] = axis
            column.axis_masks[kind] = _axis_masks(axis, exact, column.everything)
    _add_equals(column, exact, atoms)
    return column


def _bounds(atom: Atom) -> Iterable[Point]:
    if isinstance(atom, Equal):
        yield atom.value  # type: ignore[misc]
        return
    if atom.low is not None:
        yield atom.low
    if atom.high is not None:
        yield atom.high


def _axis_masks(axis: Axis, exact: list[tuple[int, Constraint]], everything: int) -> list[int]:
    """Sweep along the axis, switching rules on and off at the ends of their intervals."""
    switches = [0] * (axis.size + 1)
    always = everything
    for row, cell in exact:
        ranges = _merged(axis.segments_of(atom) for atom in cell.atoms if atom.kind == axis.kind)
        if cell.negated:
            always |= 1 << row
        for first, last in ranges:
            switches[first] ^= 1 << row
            switches[last + 1] ^= 1 << row
    masks = []
    active = 0
    for switch in switches[:-1]:
        active ^= switch
        masks.append(active)
    negated = always & ~everything
    return [everything | (mask ^ negated) for mask in masks]


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(span for span in ranges if span[0] <= span[1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _add_equals(column: Column, exact: list[tuple[int, Constraint]], atoms: list[Atom]) -> None:
    negated = 0
    for row, cell in exact:
        if cell.negated:
            negated |= 1 << row
    kinds = {atom.kind for atom in atoms} - ORDERED
    for kind in kinds | ({BOOLEAN, NULL, STRING} if negated else set()):
        column.other_masks[kind] = column.everything | negated
    for atom in atoms:
        if isinstance(atom, Equal) and atom.kind not in ORDERED:
            column.equal_masks.setdefault((atom.kind, atom.value), column.everything | negated)
    for row, cell in exact:
        for atom in cell.atoms:
            if isinstance(atom, Equal) and atom.kind not in ORDERED:
                key = (atom.kind, atom.value)
                if cell.negated:
                    column.equal_masks[key] &= ~(1 << row)
                else:
                    column.equal_masks[key] |= 1 << row


def rules_in(mask: int, most: int = sys.maxsize) -> list[int]:
    """The rule numbers (from 0) of a set, ascending, the first ``most`` of them."""
    rows: list[int] = []
    while mask and len(rows) < most:
        lowest = mask & -mask
        rows.append(lowest.bit_length() - 1)
        mask ^= lowest
    return rows
