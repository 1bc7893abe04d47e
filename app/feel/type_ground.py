"""What every FEEL type is, and the two types that ask nothing of a value: values themselves are typed with them."""

from __future__ import annotations

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


ANY = AnyType()
DYNAMIC = DynamicType()
