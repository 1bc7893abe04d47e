"""The columns of a board: which statuses, in which order, and what is too old to be shown, as each person chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.access.commands import set_preference
from app.access.models import Person
from app.i18n import localized
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Status
from app.records.types import RecordType

LONGEST_AGE = 3650


@dataclass(frozen=True)
class BoardColumn:
    """A column of a board.

    Attributes:
        hide_after: days in the status after which a card is not shown any more; None: it is always shown.
    """

    status: str
    label: str
    color: str | None
    shown: bool = True
    hide_after: int | None = None


def shown_columns(record_type: RecordType, person: Person | None) -> list[BoardColumn]:
    """The columns that the person sees, in order."""
    return [column for column in all_columns(record_type, person) if column.shown]


def all_columns(record_type: RecordType, person: Person | None) -> list[BoardColumn]:
    """A column for every status: in the person's order, those of the lifecycle file that are new to it at its end."""
    statuses = {status.id: status for status in lifecycle_of(record_type.name).statuses}
    kept = _kept(record_type, person)
    order = [status for status in kept.get("order") or [] if status in statuses]
    order += [status for status in statuses if status not in order]
    chosen = set(kept["shown"]) if isinstance(kept.get("shown"), list) else None
    ages = kept.get("hide_after") or {}
    columns = [_column(statuses[each], chosen, ages.get(each)) for each in order]
    if not any(column.shown for column in columns):
        columns = [_column(statuses[each], None, ages.get(each)) for each in order]
    return columns


def choose_columns(
    record_type: RecordType, person: Person, order: Iterable[str], shown: Iterable[str], ages: Mapping[str, int]
) -> None:
    """Remember the person's columns; what names no status is left out."""
    known = {status.id for status in lifecycle_of(record_type.name).statuses}
    kept = {
        "order": [status for status in dict.fromkeys(order) if status in known],
        "shown": [status for status in dict.fromkeys(shown) if status in known],
        "hide_after": {
            status: min(max(days, 1), LONGEST_AGE) for status, days in ages.items() if status in known and days > 0
        },
    }
    set_preference(person.id, _preference(record_type), kept)


def reset_columns(record_type: RecordType, person: Person) -> None:
    """Forget what the person chose."""
    set_preference(person.id, _preference(record_type), None)


def _column(status: Status, chosen: set[str] | None, hide_after: Any) -> BoardColumn:
    return BoardColumn(
        status=status.id,
        label=localized(status.label),
        color=status.color,
        shown=status.board if chosen is None else status.id in chosen,
        hide_after=hide_after if isinstance(hide_after, int) and hide_after > 0 else None,
    )


def _preference(record_type: RecordType) -> str:
    return f"board.{record_type.name}"


def _kept(record_type: RecordType, person: Person | None) -> Mapping[str, Any]:
    kept = (person.preferences or {}).get(_preference(record_type)) if person else None
    return kept if isinstance(kept, Mapping) else {}
