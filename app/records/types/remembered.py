"""What the history keeps of a field, and how two changes at the same time become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.records.types.comparing import REMEMBERED_LENGTH, chosen, same, without_names
from app.records.types.errors import ValueRefused
from app.records.types.showing import Names, Showing
from app.records.types.valued import Valued


@dataclass(frozen=True)
class Remembered(Valued):
    """A field with its past."""

    def history(self, value: Any, names: Names) -> Any:
        """The value as the history keeps it: with names, so that it can be read when what it points to is gone."""
        return self.json(value)

    def history_words(self, kept: Any, showing: Showing) -> str:
        """What the history keeps, in words of the present language; of a field that was of another type, as it is."""
        try:
            return str(self.words(self.from_json(kept), showing))
        except (ValueRefused, ValueError, TypeError, ArithmeticError, AttributeError, LookupError):
            return "" if kept is None else str(kept)

    def history_change(self, before: Any, after: Any, names: Names) -> dict[str, Any]:
        """A change as the history keeps it: `{"old": …, "new": …}`."""
        return {"old": self.history(before, names), "new": self.history(after, names)}

    def history_changes(self, change: Mapping[str, Any], showing: Showing) -> list[tuple[str, str, str]]:
        """A change that the history keeps, in words: lines of (what, old, new)."""
        old, new = (self.history_words(change.get(side), showing) for side in ("old", "new"))
        return [(str(self.label), old, new)]

    def merge(self, mine: Any, seen: Sequence[Mapping[str, Any]], now: Any, choice: str | None = None) -> Any:
        """The value to write when others changed the field since the person saw it.

        Parameters:
            mine: what the person gives.
            seen: the changes in between as the history keeps them, the newest first.
            now: what the record holds.
            choice: `MINE` or `THEIRS`, when the person was asked which is to stay.

        Raises:
            Overlap: the person changed it, too, to something else, and has not chosen.
        """
        if same(mine, now) or self.is_remembered_as(mine, seen[-1]["old"]):
            return now
        return chosen(choice, mine, now)

    def is_remembered_as(self, value: Any, kept: Any) -> bool:
        """Whether the history keeps this value as `kept`. A text of which it keeps the beginning only never is."""
        if isinstance(kept, str) and len(kept) > REMEMBERED_LENGTH:
            return False
        return same(without_names(self.history(value, {})), without_names(kept))


def kept_entries(kept: Any) -> list[Any]:
    """What the history keeps of several; one when the field was of another type and had one."""
    return kept if isinstance(kept, list) else [] if kept is None else [kept]


def kept_name(kept: Any) -> str:
    """The name under which the history keeps what a field points to; of a field that was of another type, as it is."""
    return str((kept.get("name") if isinstance(kept, Mapping) else kept) or "")
