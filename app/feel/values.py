"""FEEL values and their way from and to Python.

========================  =======================================  ==============================================
FEEL                      accepted from a scope                    given back by ``evaluate``
========================  =======================================  ==============================================
number                    ``Decimal``, ``int``, ``float``          ``Decimal`` (34 significant digits)
string, boolean, null     ``str``, ``bool``, ``None``              the same
date, time                ``datetime.date``, ``datetime.time``     :class:`Date`, :class:`Time`
date and time             ``datetime.datetime``                    :class:`DateTime`
days and time duration    ``datetime.timedelta``                   :class:`DaysTimeDuration`
years and months          :class:`YearsMonthsDuration`             :class:`YearsMonthsDuration`
list                      ``list``, ``tuple``                      ``list``
context                   any ``Mapping`` (only read keys asked)   ``dict``, or the mapping that came in
range, function           :class:`Range`, :class:`FunctionValue`   the same
========================  =======================================  ==============================================

:func:`to_python` turns a whole result into plain Python values (``datetime`` objects where they fit).
"""

from __future__ import annotations

import datetime
import decimal
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeAlias

from .errors import FeelLimitError, ValueProblem
from .limits import DEFAULT_LIMITS
from .temporal import (
    SECOND,
    Date,
    DateTime,
    DaysTimeDuration,
    Time,
    YearsMonthsDuration,
    Zone,
)
from .type_ground import ANY, DYNAMIC, FeelType

Value: TypeAlias = Any

NUMBERS: Final = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""IEEE 754-2008 decimal128: the arithmetic of FEEL numbers."""


@dataclass(frozen=True, slots=True)
class Range:
    """A range: ``[1..10]`` and the like, or a comparison such as ``(< 10)``.

    :ivar start: the lower end, ``None`` when open.
    :ivar end: the upper end, ``None`` when open.
    :ivar operator: ``None`` for an interval, else the comparison it was written as
        (``<``, ``<=``, ``>``, ``>=``, ``=``, ``!=``; an ``!=`` keeps its value in ``start`` and ``end``).
    """

    start: Value
    end: Value
    start_included: bool = True
    end_included: bool = True
    operator: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A formal parameter of a function."""

    name: str
    type: FeelType = ANY


@dataclass(frozen=True, slots=True, eq=False)
class FunctionValue:
    """A function: a FEEL function definition, a built-in, or one the host provides (a business knowledge model).

    :ivar name: for messages; "" for an anonymous function.
    :ivar parameters: formal parameters, in order; arguments must conform to their types
        (a list of one item is unwrapped, a single value is wrapped, as DMN's implicit conversions say).
    :ivar call: gets one FEEL value per parameter and returns a FEEL value.
    :ivar result: type of the result, where it is known; a result that does not conform becomes null.
    """

    name: str
    parameters: tuple[Parameter, ...]
    call: Callable[..., Value]
    result: FeelType = DYNAMIC
    invoke: Callable[[list[Value], Any], Value] | None = None


NATIVE: Final[frozenset[type]] = frozenset(
    {
        str,
        bool,
        type(None),
        dict,
        Date,
        Time,
        DateTime,
        YearsMonthsDuration,
        DaysTimeDuration,
        Range,
        FunctionValue,
    }
)
"""Types that need no conversion on the way in (a dict's values are converted when they are read; a ``Decimal``
needs none when it is finite)."""


def from_integer(value: int, digits: int = DEFAULT_LIMITS.number_digits) -> Decimal:
    """A Python ``int`` as a FEEL number. Raises :class:`FeelLimitError` for a monstrous one."""
    if value.bit_length() > digits * 3.33:
        raise FeelLimitError("limit-number", limit=digits)
    return NUMBERS.create_decimal(value)


def from_decimal(value: Decimal) -> Decimal | None:
    """A Python ``Decimal`` rounded to FEEL's 34 digits; NaN and infinities are null."""
    if not value.is_finite():
        return None
    try:
        return NUMBERS.create_decimal(value)
    except decimal.DecimalException:
        return None


def from_float(value: float) -> Decimal | None:
    """A Python ``float`` as the shortest decimal that reads back as it; NaN and infinities are null."""
    return from_decimal(Decimal(repr(value)))


def zone_of(value: datetime.datetime | datetime.time) -> Zone:
    """The FEEL zone of a Python time."""
    if isinstance(value.tzinfo, zoneinfo.ZoneInfo) and value.tzinfo.key:
        return value.tzinfo.key
    offset = value.utcoffset()
    return None if offset is None else int(offset.total_seconds())


def from_time(value: datetime.time) -> Time:
    """A Python ``time`` as a FEEL time."""
    return Time(value.hour, value.minute, value.second, value.microsecond * 1000, zone_of(value))


def from_datetime(value: datetime.datetime) -> DateTime:
    """A Python ``datetime`` as a FEEL date and time."""
    time = Time(value.hour, value.minute, value.second, value.microsecond * 1000, zone_of(value))
    return DateTime(Date(value.year, value.month, value.day), time)


def from_timedelta(value: datetime.timedelta) -> DaysTimeDuration:
    """A Python ``timedelta`` as a FEEL duration."""
    return DaysTimeDuration((value.days * 86_400 + value.seconds) * SECOND + value.microseconds * 1000)


def from_sequence(value: Sequence[object]) -> list[Value]:
    """A Python list or tuple as a FEEL list, its items converted."""
    return [item if type(item) in NATIVE else from_python(item) for item in value]


CONVERTERS: Final[dict[type, Callable[[Any], Value]]] = {
    Decimal: from_decimal,
    int: from_integer,
    float: from_float,
    list: from_sequence,
    tuple: from_sequence,
    datetime.datetime: from_datetime,
    datetime.date: lambda value: Date(value.year, value.month, value.day),
    datetime.time: from_time,
    datetime.timedelta: from_timedelta,
}


def from_python(value: object) -> Value:
    """The FEEL value of a Python value.

    Contexts stay as they are; their entries are converted when they are read.
    Raises :class:`ValueProblem` for a type FEEL does not know.
    """
    converter = CONVERTERS.get(type(value))
    if converter is not None:
        return converter(value)
    if type(value) in NATIVE or isinstance(value, Mapping):
        return value
    for kind in (bool, int, float, str, datetime.datetime, datetime.date, datetime.time, datetime.timedelta):
        if isinstance(value, kind):
            if kind in (str, bool):
                return str.__str__(value) if kind is str else bool(value)
            return CONVERTERS[kind](value)
    if isinstance(value, (Decimal, list, tuple)):
        return from_sequence(value) if not isinstance(value, Decimal) else from_decimal(value)
    raise ValueProblem("unsupported-value", type=type(value).__name__)


def to_python(value: Value) -> Any:
    """A FEEL value as plain Python, everything nested too: ``datetime`` objects where they fit, dicts and lists."""
    if isinstance(value, (Date, Time, DateTime, DaysTimeDuration)):
        return value.to_python()
    if isinstance(value, list):
        return [to_python(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_python(from_python(item)) for key, item in value.items()}
    return value


def is_context(value: Value) -> bool:
    """Whether a value is a context."""
    return type(value) is dict or isinstance(value, Mapping)


TYPE_NAMES: Final[dict[type, str]] = {
    Decimal: "number",
    str: "string",
    bool: "boolean",
    type(None): "null",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    YearsMonthsDuration: "years and months duration",
    DaysTimeDuration: "days and time duration",
    list: "list",
    dict: "context",
    Range: "range",
    FunctionValue: "function",
}


def type_name(value: Value) -> str:
    """FEEL's word for the type of a value."""
    name = TYPE_NAMES.get(type(value))
    if name is None:
        return "context" if isinstance(value, Mapping) else "something else"
    return name


def function(name: str, parameters: Sequence[str | Parameter], call: Callable[..., Value]) -> FunctionValue:
    """A function the host puts into a scope, so that expressions can call it.

    :param parameters: names, or :class:`Parameter` with types.
    :param call: a Python callable; gets FEEL values and returns a FEEL or Python value.
    """
    formal = tuple(Parameter(item) if isinstance(item, str) else item for item in parameters)
    return FunctionValue(name, formal, call)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A value, and why parts of it are null."""

    value: Value
    warnings: tuple[Any, ...] = field(default=())
