"""FEEL types (DMN 1.5, 10.3.2.9): what ``instance of`` and typed parameters check.

The host may add its own (DMN item definitions) as a mapping name → :class:`FeelType`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .temporal import Date, DateTime, Time
from .type_ground import ANY as ANY
from .type_ground import DYNAMIC as DYNAMIC
from .type_ground import AnyType, DynamicType
from .type_ground import FeelType as FeelType
from .values import TYPE_NAMES, FunctionValue, Range, from_python


@dataclass(frozen=True, slots=True)
class NullType(FeelType):
    """Only null; it conforms to every type."""

    def contains(self, value: Any) -> bool:
        return value is None

    def conforms_to(self, other: FeelType) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class SimpleType(FeelType):
    """A type without parts: number, string, date …

    :ivar name: FEEL's name of the type.
    """

    name: str

    def contains(self, value: Any) -> bool:
        return TYPE_NAMES.get(type(value)) == self.name


@dataclass(frozen=True, slots=True)
class ListType(FeelType):
    """``list<item>``."""

    item: FeelType

    def contains(self, value: Any) -> bool:
        return isinstance(value, list) and all(self.item.contains_part(part) for part in value)

    def conforms_to(self, other: FeelType) -> bool:
        if isinstance(other, ListType):
            return self.item.conforms_to(other.item)
        return FeelType.conforms_to(self, other)


@dataclass(frozen=True, slots=True)
class RangeType(FeelType):
    """``range<item>``."""

    item: FeelType

    def contains(self, value: Any) -> bool:
        return isinstance(value, Range) and self.item.contains_part(value.start) and self.item.contains_part(value.end)

    def conforms_to(self, other: FeelType) -> bool:
        if isinstance(other, RangeType):
            return self.item.conforms_to(other.item)
        return FeelType.conforms_to(self, other)


@dataclass(frozen=True, slots=True)
class ContextType(FeelType):
    """``context<name: type, …>``: a context with at least these entries."""

    entries: tuple[tuple[str, FeelType], ...]

    def contains(self, value: Any) -> bool:
        if not isinstance(value, Mapping):
            return False
        return all(name in value and kind.contains_part(from_python(value[name])) for name, kind in self.entries)

    def conforms_to(self, other: FeelType) -> bool:
        if isinstance(other, ContextType):
            own = dict(self.entries)
            return all(name in own and own[name].conforms_to(kind) for name, kind in other.entries)
        return FeelType.conforms_to(self, other)


@dataclass(frozen=True, slots=True)
class FunctionType(FeelType):
    """``function<parameter, …> -> result``."""

    parameters: tuple[FeelType, ...]
    result: FeelType

    def contains(self, value: Any) -> bool:
        return isinstance(value, FunctionValue) and type_of_function(value).conforms_to(self)

    def conforms_to(self, other: FeelType) -> bool:
        if isinstance(other, FunctionType):
            return (
                len(self.parameters) == len(other.parameters)
                and all(theirs.conforms_to(own) for own, theirs in zip(self.parameters, other.parameters, strict=True))
                and self.result.conforms_to(other.result)
            )
        return FeelType.conforms_to(self, other)


def type_of_function(function: FunctionValue) -> FunctionType:
    """The type of a function: those of its parameters and of its result."""
    return FunctionType(tuple(parameter.type for parameter in function.parameters), function.result)


@dataclass(frozen=True, slots=True, eq=False)
class ConstrainedType(FeelType):
    """A type with allowed values (a DMN item definition).

    :ivar base: the type it narrows.
    :ivar allows: whether a value of the base type is allowed.
    """

    name: str
    base: FeelType
    allows: Callable[[Any], bool]

    def contains(self, value: Any) -> bool:
        return self.base.contains(value) and self.allows(value)

    def conforms_to(self, other: FeelType) -> bool:
        return self is other or self.base.conforms_to(other)


NULL = NullType()
NUMBER = SimpleType("number")
STRING = SimpleType("string")
BOOLEAN = SimpleType("boolean")
DATE = SimpleType("date")
TIME = SimpleType("time")
DATE_AND_TIME = SimpleType("date and time")
YEARS_AND_MONTHS_DURATION = SimpleType("years and months duration")
DAYS_AND_TIME_DURATION = SimpleType("days and time duration")

BUILT_IN_TYPES: Mapping[str, FeelType] = {
    "Any": ANY,
    "Null": NULL,
    "number": NUMBER,
    "string": STRING,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "date and time": DATE_AND_TIME,
    "years and months duration": YEARS_AND_MONTHS_DURATION,
    "days and time duration": DAYS_AND_TIME_DURATION,
    "list": ListType(ANY),
    "range": RangeType(ANY),
    "context": ContextType(()),
}


def coerce(value: Any, kind: FeelType) -> Any:
    """A value made to conform to a type, or null (DMN 1.5, 10.3.2.9.4): ``[x]`` ↔ ``x``, date → its UTC midnight."""
    if value is None or isinstance(kind, (AnyType, DynamicType)) or kind.contains(value):
        return value
    if isinstance(value, list):
        if len(value) == 1 and kind.contains(value[0]):
            return value[0]
        return None
    if kind.contains([value]):
        return [value]
    if isinstance(value, Date):
        moment = DateTime(value, Time(0, 0, 0, 0, 0))
        if kind.contains(moment):
            return moment
    return None
