"""Range functions (DMN 1.5, table 80) and ``range`` (table 72)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .. import nodes
from ..errors import FeelError
from ..parser import parse_expression
from ..registry import bad_value, built_in, no_result
from ..runtime import State
from ..semantics import compare, equal, includes
from ..temporal_text import parse_date, parse_date_time, parse_duration, parse_temporal, parse_time
from ..values import NUMBERS, Range, Value

Relation = Callable[["Order", Value, Value], bool]


class Order:
    """Comparisons that give up (the function's result is null) where values have no order."""

    def __init__(self, name: str, state: State) -> None:
        self.name = name
        self.state = state

    def known(self, result: bool | None) -> bool:
        """A result that must be known."""
        if result is None:
            raise no_result(self.name)
        return result

    def less(self, left: Value, right: Value) -> bool:
        """``left < right``."""
        return self.known(compare("<", left, right, self.state))

    def same(self, left: Value, right: Value) -> bool:
        """``left = right``, both not null."""
        if left is None or right is None:
            raise no_result(self.name)
        return self.known(equal(left, right, self.state))


def before_points(order: Order, left: Value, right: Value) -> bool:
    return order.less(left, right)


def before_point_range(order: Order, point: Value, range_: Range) -> bool:
    return order.less(point, range_.start) or (not range_.start_included and order.same(point, range_.start))


def before_range_point(order: Order, range_: Range, point: Value) -> bool:
    return order.less(range_.end, point) or (not range_.end_included and order.same(range_.end, point))


def before_ranges(order: Order, left: Range, right: Range) -> bool:
    if order.less(left.end, right.start):
        return True
    return not (left.end_included and right.start_included) and order.same(left.end, right.start)


def meets(order: Order, left: Range, right: Range) -> bool:
    return left.end_included and right.start_included and order.same(left.end, right.start)


def reaches(order: Order, left: Range, right: Range) -> bool:
    """Whether the left range ends within or after the right one."""
    if order.less(right.start, left.end):
        return True
    return left.end_included and right.start_included and order.same(left.end, right.start)


def overlaps(order: Order, left: Range, right: Range) -> bool:
    return reaches(order, left, right) and reaches(order, right, left)


def ends_within(order: Order, left: Range, right: Range) -> bool:
    """Whether the left range ends where or before the right one does."""
    if order.less(left.end, right.end):
        return True
    return (not left.end_included or right.end_included) and order.same(left.end, right.end)


def starts_within(order: Order, left: Range, right: Range) -> bool:
    """Whether the left range starts where or after the right one does."""
    if order.less(right.start, left.start):
        return True
    return (not left.start_included or right.start_included) and order.same(left.start, right.start)


def overlaps_before(order: Order, left: Range, right: Range) -> bool:
    starts_first = order.less(left.start, right.start) or (
        left.start_included and not right.start_included and order.same(left.start, right.start)
    )
    return starts_first and reaches(order, left, right) and ends_within(order, left, right)


def finishes_point(order: Order, point: Value, range_: Range) -> bool:
    return range_.end_included and order.same(point, range_.end)


def finishes_range(order: Order, left: Range, right: Range) -> bool:
    same_end = left.end_included == right.end_included and order.same(left.end, right.end)
    return same_end and starts_within(order, left, right)


def includes_point(order: Order, range_: Range, point: Value) -> bool:
    return order.known(includes(range_, point, order.state))


def includes_range(order: Order, outer: Range, inner: Range) -> bool:
    return starts_within(order, inner, outer) and ends_within(order, inner, outer)


def starts_point(order: Order, point: Value, range_: Range) -> bool:
    return range_.start_included and order.same(point, range_.start)


def starts_range(order: Order, left: Range, right: Range) -> bool:
    same_start = left.start_included == right.start_included and order.same(left.start, right.start)
    return same_start and ends_within(order, left, right)


def coincide_points(order: Order, left: Value, right: Value) -> bool:
    return order.same(left, right)


def coincide_ranges(order: Order, left: Range, right: Range) -> bool:
    return (
        left.start_included == right.start_included
        and left.end_included == right.end_included
        and order.same(left.start, right.start)
        and order.same(left.end, right.end)
    )


def swapped(relation: Relation) -> Relation:
    """The relation seen from the other side."""
    return lambda order, left, right: relation(order, right, left)


POINTS: Final = "point1: point, point2: point"
POINT_RANGE: Final = "point: point, range: range"
RANGE_POINT: Final = "range: range, point: point"
RANGES: Final = "range1: range, range2: range"

RELATIONS: Final[tuple[tuple[str, str, Relation], ...]] = (
    ("before", POINTS, before_points),
    ("before", POINT_RANGE, before_point_range),
    ("before", RANGE_POINT, before_range_point),
    ("before", RANGES, before_ranges),
    ("after", POINTS, swapped(before_points)),
    ("after", POINT_RANGE, swapped(before_range_point)),
    ("after", RANGE_POINT, swapped(before_point_range)),
    ("after", RANGES, swapped(before_ranges)),
    ("meets", RANGES, meets),
    ("met by", RANGES, swapped(meets)),
    ("overlaps", RANGES, overlaps),
    ("overlaps before", RANGES, overlaps_before),
    ("overlaps after", RANGES, swapped(overlaps_before)),
    ("finishes", POINT_RANGE, finishes_point),
    ("finishes", RANGES, finishes_range),
    ("finished by", RANGE_POINT, swapped(finishes_point)),
    ("finished by", RANGES, swapped(finishes_range)),
    ("includes", RANGE_POINT, includes_point),
    ("includes", RANGES, includes_range),
    ("during", POINT_RANGE, swapped(includes_point)),
    ("during", RANGES, swapped(includes_range)),
    ("starts", POINT_RANGE, starts_point),
    ("starts", RANGES, starts_range),
    ("started by", RANGE_POINT, swapped(starts_point)),
    ("started by", RANGES, swapped(starts_range)),
    ("coincides", POINTS, coincide_points),
    ("coincides", RANGES, coincide_ranges),
)


def register(name: str, formals: str, relation: Relation) -> None:
    """Register one way to call a relation."""

    @built_in(name, formals)
    def implementation(state: State, left: Value, right: Value) -> bool:
        return relation(Order(name, state), left, right)


for _name, _formals, _relation in RELATIONS:
    register(_name, _formals, _relation)


# range("[1..3]")

READERS: Final[dict[str, Callable[[str], Value]]] = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "duration": parse_duration,
}


def end_of(node: nodes.Node) -> Value:
    """The value of a literal end of a range. Raises :class:`ValueProblem` for any other expression."""
    if isinstance(node, nodes.Literal) and node.value is not None and not isinstance(node.value, bool):
        return node.value
    if isinstance(node, nodes.Negation) and isinstance(node.operand, nodes.Literal):
        value = end_of(node.operand)
        if not isinstance(value, str):
            return NUMBERS.minus(value)
    if isinstance(node, nodes.AtLiteral):
        return parse_temporal(node.text)
    if isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name) and len(node.arguments) == 1:
        text = node.arguments[0]
        reader = READERS.get(node.function.name)
        if reader is not None and isinstance(text, nodes.Literal) and isinstance(text.value, str):
            return reader(text.value)
    raise bad_value("range", "from")


@built_in("range", "from: string")
def range_of(state: State, text: str) -> Range:
    """A text such as ``[1..3]`` as a range; its ends must be literals of one type, in order."""
    try:
        tree = parse_expression(text, limits=state.limits)
    except FeelError:
        raise bad_value("range", "from") from None
    if not isinstance(tree, nodes.Interval):
        raise bad_value("range", "from")
    start, end = end_of(tree.start), end_of(tree.end)
    if start is None or end is None or compare("<=", start, end, state) is not True:
        raise bad_value("range", "from")
    return Range(start, end, tree.start_included, tree.end_included)
