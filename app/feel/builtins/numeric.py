"""Numeric functions (DMN 1.5, table 76)."""

from __future__ import annotations

import decimal
from decimal import Decimal, DecimalException
from typing import Final

from ..registry import bad_value, built_in, no_result
from ..runtime import State
from ..temporal import DaysTimeDuration, YearsMonthsDuration
from ..values import NUMBERS

MIN_SCALE, MAX_SCALE = -6111, 6176
ZERO: Final = Decimal(0)


def rounded(name: str, value: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """A number with ``scale`` digits after the point (before it, when negative)."""
    if not MIN_SCALE <= scale <= MAX_SCALE:
        raise bad_value(name, "scale")
    exponent = -int(scale)
    own = value.as_tuple().exponent
    if isinstance(own, int) and own >= exponent:
        return value
    context = decimal.Context(prec=60, rounding=rounding, Emin=-6200, Emax=6200)
    try:
        return NUMBERS.plus(value.quantize(Decimal((0, (1,), exponent)), context=context))
    except DecimalException:
        raise no_result(name) from None


@built_in("decimal", "n: number, scale: number")
def decimal_(_state: State, n: Decimal, scale: Decimal) -> Decimal:
    """Rounded; halves go to the even neighbour."""
    return rounded("decimal", n, scale, decimal.ROUND_HALF_EVEN)


@built_in("floor", "n: number, scale?: number")
def floor(_state: State, n: Decimal, scale: Decimal = ZERO) -> Decimal:
    """Rounded towards minus infinity."""
    return rounded("floor", n, scale, decimal.ROUND_FLOOR)


@built_in("ceiling", "n: number, scale?: number")
def ceiling(_state: State, n: Decimal, scale: Decimal = ZERO) -> Decimal:
    """Rounded towards infinity."""
    return rounded("ceiling", n, scale, decimal.ROUND_CEILING)


@built_in("round up", "n: number, scale?: number")
def round_up(_state: State, n: Decimal, scale: Decimal = ZERO) -> Decimal:
    """Rounded away from zero."""
    return rounded("round up", n, scale, decimal.ROUND_UP)


@built_in("round down", "n: number, scale?: number")
def round_down(_state: State, n: Decimal, scale: Decimal = ZERO) -> Decimal:
    """Rounded towards zero."""
    return rounded("round down", n, scale, decimal.ROUND_DOWN)


@built_in("round half up", "n: number, scale?: number")
def round_half_up(_state: State, n: Decimal, scale: Decimal = ZERO) -> Decimal:
    """Rounded; halves go away from zero."""
    return rounded("round half up", n, scale, decimal.ROUND_HALF_UP)


@built_in("round half down", "n: number, scale?: number")
def round_half_down(_state: State, n: Decimal, scale: Decimal = ZERO) -> Decimal:
    """Rounded; halves go towards zero."""
    return rounded("round half down", n, scale, decimal.ROUND_HALF_DOWN)


@built_in("abs", "n: number")
def absolute(_state: State, n: Decimal) -> Decimal:
    """A number without its sign."""
    return NUMBERS.abs(n)


@built_in("abs", "n: duration")
def absolute_duration(
    _state: State, n: DaysTimeDuration | YearsMonthsDuration
) -> DaysTimeDuration | YearsMonthsDuration:
    """A duration without its sign."""
    if isinstance(n, YearsMonthsDuration):
        return YearsMonthsDuration(abs(n.months))
    return DaysTimeDuration(abs(n.nanoseconds))


@built_in("modulo", "dividend: number, divisor: number")
def modulo(_state: State, dividend: Decimal, divisor: Decimal) -> Decimal:
    """The remainder, with the sign of the divisor."""
    try:
        rest = NUMBERS.remainder(dividend, divisor)
    except DecimalException:
        raise bad_value("modulo", "divisor") from None
    if rest and (rest < 0) != (divisor < 0):
        return NUMBERS.add(rest, divisor)
    return rest or NUMBERS.abs(rest)


@built_in("sqrt", "number: number")
def sqrt(_state: State, number: Decimal) -> Decimal:
    """The square root."""
    if number < 0:
        raise bad_value("sqrt", "number")
    return NUMBERS.sqrt(number)


@built_in("log", "number: number")
def log(_state: State, number: Decimal) -> Decimal:
    """The natural logarithm."""
    if number <= 0:
        raise bad_value("log", "number")
    return NUMBERS.ln(number)


@built_in("exp", "number: number")
def exp(_state: State, number: Decimal) -> Decimal:
    """e to the power of a number."""
    try:
        return NUMBERS.exp(number)
    except DecimalException:
        raise no_result("exp") from None


def last_bit(number: Decimal) -> int | None:
    """0 for an even whole number, 1 for an odd one, ``None`` for any other."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return 0
    return int(number) % 2 if number == number.to_integral_value() else None


@built_in("odd", "number: number")
def odd(_state: State, number: Decimal) -> bool:
    """Whether a number is whole and odd."""
    return last_bit(number) == 1


@built_in("even", "number: number")
def even(_state: State, number: Decimal) -> bool:
    """Whether a number is whole and even."""
    return last_bit(number) == 0
