"""``+ - * / **`` and negation on FEEL values (DMN 1.5, tables 58 to 64)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any, Final

from .errors import ValueProblem
from .runtime import State
from .temporal import (
    DAY,
    SECOND,
    Date,
    DateTime,
    DaysTimeDuration,
    OutOfRange,
    Time,
    YearsMonthsDuration,
)
from .values import NUMBERS, Value, type_name

Operation = Callable[[Any, Any, State], Value]

UTC_MIDNIGHT: Final = Time(0, 0, 0, 0, 0)


def number(operation: Callable[[Decimal, Decimal], Decimal]) -> Operation:
    """An operation of two numbers."""
    return lambda left, right, _state: operation(left, right)


def join(left: str, right: str, state: State) -> str:
    """``"a" + "b"``."""
    state.check_text(len(left) + len(right))
    return left + right


def divide(left: Decimal, right: Decimal, _state: State) -> Decimal:
    """``10 / 4``."""
    if not right:
        raise ValueProblem("division-by-zero")
    return NUMBERS.divide(left, right)


def days_later(date: Date, nanoseconds: int) -> Date:
    """A date and a duration: the date of its midnight so much later."""
    return date.plus_days(nanoseconds // DAY)


def months_later(value: DateTime, months: int) -> DateTime:
    """A date and time some months later, at the same time of its local clock."""
    return DateTime(value.date.plus_months(months), value.time)


def clock_later(value: Time, nanoseconds: int) -> Time:
    """A time some time later; midnight is passed silently."""
    return Time.from_nanoseconds(value.nanoseconds + nanoseconds, value.zone)


def moment(value: Date | DateTime) -> DateTime:
    """A date as its midnight in UTC."""
    return DateTime(value, UTC_MIDNIGHT) if isinstance(value, Date) else value


def between_moments(left: Date | DateTime, right: Date | DateTime, _state: State) -> DaysTimeDuration:
    """Date minus date, date and time minus date and time: both with a zone or neither."""
    later, earlier = moment(left), moment(right)
    if (later.time.zone is None) != (earlier.time.zone is None):
        raise ValueProblem("operator-types", operator="-", left=type_name(left), right=type_name(right))
    return DaysTimeDuration(later.nanoseconds - earlier.nanoseconds)


def between_times(left: Time, right: Time, _state: State) -> DaysTimeDuration:
    """Time minus time: both with a zone or neither."""
    one, other = left.offset, right.offset
    if (one is None) != (other is None):
        raise ValueProblem("operator-types", operator="-", left=type_name(left), right=type_name(right))
    return DaysTimeDuration(left.nanoseconds - right.nanoseconds - ((one or 0) - (other or 0)) * SECOND)


def whole(value: Decimal) -> int:
    """A number without its fraction; too large a number raises :class:`OutOfRange`."""
    if value.adjusted() > 40:
        raise OutOfRange
    return int(value)


def scale_months(duration: YearsMonthsDuration, factor: Decimal) -> YearsMonthsDuration:
    """A duration of years and months times a number; what is left of a month falls away."""
    return YearsMonthsDuration(whole(NUMBERS.multiply(Decimal(duration.months), factor)))


def scale_time(duration: DaysTimeDuration, factor: Decimal) -> DaysTimeDuration:
    """A duration of days and time times a number."""
    return DaysTimeDuration(whole(NUMBERS.multiply(Decimal(duration.nanoseconds), factor)))


def divide_months(left: YearsMonthsDuration, right: Decimal, state: State) -> YearsMonthsDuration:
    """A duration of years and months by a number."""
    return YearsMonthsDuration(whole(divide(Decimal(left.months), right, state)))


def divide_time(left: DaysTimeDuration, right: Decimal, state: State) -> DaysTimeDuration:
    """A duration of days and time by a number."""
    return DaysTimeDuration(whole(divide(Decimal(left.nanoseconds), right, state)))


def power(left: Decimal, right: Decimal, _state: State) -> Decimal:
    """``2 ** 10``."""
    if not left and right < 0:
        raise ValueProblem("division-by-zero")
    return NUMBERS.power(left, right) if left or right else Decimal(1)


TABLES: Final[dict[str, dict[tuple[type, type], Operation]]] = {
    "+": {
        (Decimal, Decimal): number(NUMBERS.add),
        (str, str): join,
        (YearsMonthsDuration, YearsMonthsDuration): lambda a, b, s: YearsMonthsDuration(a.months + b.months),
        (DaysTimeDuration, DaysTimeDuration): lambda a, b, s: DaysTimeDuration(a.nanoseconds + b.nanoseconds),
        (Date, YearsMonthsDuration): lambda a, b, s: a.plus_months(b.months),
        (YearsMonthsDuration, Date): lambda a, b, s: b.plus_months(a.months),
        (Date, DaysTimeDuration): lambda a, b, s: days_later(a, b.nanoseconds),
        (DaysTimeDuration, Date): lambda a, b, s: days_later(b, a.nanoseconds),
        (DateTime, YearsMonthsDuration): lambda a, b, s: months_later(a, b.months),
        (YearsMonthsDuration, DateTime): lambda a, b, s: months_later(b, a.months),
        (DateTime, DaysTimeDuration): lambda a, b, s: a.plus_nanoseconds(b.nanoseconds),
        (DaysTimeDuration, DateTime): lambda a, b, s: b.plus_nanoseconds(a.nanoseconds),
        (Time, DaysTimeDuration): lambda a, b, s: clock_later(a, b.nanoseconds),
        (DaysTimeDuration, Time): lambda a, b, s: clock_later(b, a.nanoseconds),
    },
    "-": {
        (Decimal, Decimal): number(NUMBERS.subtract),
        (YearsMonthsDuration, YearsMonthsDuration): lambda a, b, s: YearsMonthsDuration(a.months - b.months),
        (DaysTimeDuration, DaysTimeDuration): lambda a, b, s: DaysTimeDuration(a.nanoseconds - b.nanoseconds),
        (Date, YearsMonthsDuration): lambda a, b, s: a.plus_months(-b.months),
        (Date, DaysTimeDuration): lambda a, b, s: days_later(a, -b.nanoseconds),
        (DateTime, YearsMonthsDuration): lambda a, b, s: months_later(a, -b.months),
        (DateTime, DaysTimeDuration): lambda a, b, s: a.plus_nanoseconds(-b.nanoseconds),
        (Time, DaysTimeDuration): lambda a, b, s: clock_later(a, -b.nanoseconds),
        (Date, Date): between_moments,
        (DateTime, DateTime): between_moments,
        (Date, DateTime): between_moments,
        (DateTime, Date): between_moments,
        (Time, Time): between_times,
    },
    "*": {
        (Decimal, Decimal): number(NUMBERS.multiply),
        (YearsMonthsDuration, Decimal): lambda a, b, s: scale_months(a, b),
        (Decimal, YearsMonthsDuration): lambda a, b, s: scale_months(b, a),
        (DaysTimeDuration, Decimal): lambda a, b, s: scale_time(a, b),
        (Decimal, DaysTimeDuration): lambda a, b, s: scale_time(b, a),
    },
    "/": {
        (Decimal, Decimal): divide,
        (YearsMonthsDuration, Decimal): divide_months,
        (DaysTimeDuration, Decimal): divide_time,
        (YearsMonthsDuration, YearsMonthsDuration): lambda a, b, s: divide(Decimal(a.months), Decimal(b.months), s),
        (DaysTimeDuration, DaysTimeDuration): lambda a, b, s: divide(Decimal(a.nanoseconds), Decimal(b.nanoseconds), s),
    },
    "**": {(Decimal, Decimal): power},
}


def apply(operator: str, left: Value, right: Value, state: State, position: int | None) -> Value:
    """``left operator right``; null with a warning where it is not defined."""
    operation = TABLES[operator].get((type(left), type(right)))
    if operation is None:
        state.warn("operator-types", position, operator=operator, left=type_name(left), right=type_name(right))
        return None
    try:
        return operation(left, right, state)
    except ValueProblem as problem:
        state.warn(problem.code, position, **problem.parameters)
    except DecimalException:
        state.warn("number-overflow", position)
    except OutOfRange:
        state.warn("value-out-of-range", position)
    return None


def negate(value: Value, state: State, position: int | None) -> Value:
    """``-value``."""
    if type(value) is Decimal:
        return NUMBERS.minus(value)
    if type(value) is YearsMonthsDuration:
        return YearsMonthsDuration(-value.months)
    if type(value) is DaysTimeDuration:
        return DaysTimeDuration(-value.nanoseconds)
    state.warn("negation-type", position, type=type_name(value))
    return None
