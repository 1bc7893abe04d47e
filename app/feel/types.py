"""FEEL types (DMN 1.5, 10.3.2.9): what ``instance of`` and typed parameters check.

The host may add its own (DMN item definitions) as a mapping name → :class:`FeelType`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


class FeelType:
    """A type. ``contains(value)`` says whether a value is of it, ``conforms_to(other)`` whether each of its values is.

    null belongs to no type where it is asked alone, and to every type as a part of a context or list.
    """

    __slots__ = ()

    def contains(self, value: Any) -> bool:
        """Whether ``value`` (not null) is of this type."""
        raise NotImplementedError

    def contains_part(self, value: Any) -> bool:
        """Whether ``value`` may stand inside a value of this type: as :meth:`contains`, or null."""
        return value is None or self.contains(value)

    def conforms_to(self, other: FeelType) -> bool:
        """Whether a value of this type can be used where ``other`` is wanted (DMN 1.5, table 56)."""
        return self == other or isinstance(other, AnyType)


@dataclass(frozen=True, slots=True)
class AnyType(FeelType):
    """Any value."""

    def contains(self, value: Any) -> bool:
        return value is not None


@dataclass(frozen=True, slots=True)
class DynamicType(FeelType):
    """A type nobody can tell before the value is there, such as the result of an untyped function."""

    def contains(self, value: Any) -> bool:
        return True

    def conforms_to(self, other: FeelType) -> bool:
        return True


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
        from .values import TYPE_NAMES  # a value knows its type, a type knows its values

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
        from .values import Range

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
        from .values import from_python

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
        from .values import FunctionValue

        return isinstance(value, FunctionValue) and value.type.conforms_to(self)

    def conforms_to(self, other: FeelType) -> bool:
        if isinstance(other, FunctionType):
            return (
                len(self.parameters) == len(other.parameters)
                and all(theirs.conforms_to(own) for own, theirs in zip(self.parameters, other.parameters, strict=True))
                and self.result.conforms_to(other.result)
            )
        return FeelType.conforms_to(self, other)


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


ANY = AnyType()
DYNAMIC = DynamicType()
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
    from .temporal import Date, DateTime, Time

    if isinstance(value, Date):
        moment = DateTime(value, Time(0, 0, 0, 0, 0))
        if kind.contains(moment):
            return moment
    return None
