"""What fields need to put values into words, found once for a whole page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

Key = tuple[str, int]
"""What a value points to: the name of a record type, or `person`, and an id."""
Names = Mapping[Key, str]

Found = TypeVar("Found")


@dataclass(frozen=True)
class Showing:
    """One page, document or answer that shows values.

    Attributes:
        names: display names of what the values point to.
    """

    names: Names = field(default_factory=dict)
    _found: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: Any, find: Callable[[], Found]) -> Found:
        """What `find` returns; it is called the first time only."""
        if key not in self._found:
            self._found[key] = find()
        found: Found = self._found[key]
        return found


@dataclass(frozen=True)
class Shown:
    """A value as a list draws it.

    Attributes:
        kind: how: `text`, `number`, `status`, `moment` or `link`.
        text: its words.
        value: the moment, or what the link leads to: the name of a record type and an id.
        color: of a status.
    """

    kind: str
    text: str = ""
    value: Any = None
    color: str | None = None
