"""Two people changed the same field: both versions side by side, and the choice between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.records.card.page import Card
from app.records.errors import Conflict
from app.records.names import readable_names
from app.records.types import Showing

PREFIX = "_choose-"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Side:
    """A field in both versions, in words; `control` is the name of the choice."""

    name: str
    label: str
    control: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class ConflictView:
    """What the page of a conflict shows.

    Attributes:
        who: who changed the fields in the meantime.
        revision: what is sent with the choice.
        kept: everything that was typed, as it was sent: (name, value).
    """

    who: str
    revision: int
    sides: Sequence[Side]
    kept: Sequence[tuple[str, str]]


def conflict_view(card: Card, conflict: Conflict, posted: Any) -> ConflictView:
    """Prepare the choice.

    Parameters:
        posted: the fields of the request (a `MultiDict`).
    """
    fields = [card.record_type.field(name) for name in sorted(conflict.theirs)]
    held = {key for field in fields for key in field.pointed_to(conflict.theirs[field.name])}
    typed = {key for field in fields for key in field.pointed_to(conflict.yours[field.name])}
    names = readable_names(held | typed, card.actor)
    showing = Showing(names)
    sides = [
        Side(
            field.name,
            str(field.label),
            f"{PREFIX}{field.name}",
            field.words(field.readable_only(conflict.yours[field.name], names), showing),
            field.words(field.readable_only(conflict.theirs[field.name], names), showing),
        )
        for field in fields
    ]
    left_out = {"csrf_token", "_revision"}
    kept = [
        (name, value)
        for name in posted
        if name not in left_out and not name.startswith(PREFIX)
        for value in posted.getlist(name)
    ]
    return ConflictView(conflict.who, conflict.revision, sides, kept)


def without_given_up(values: Mapping[str, Any], posted: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those of which the person chose the other one's."""
    return {name: value for name, value in values.items() if posted.get(f"{PREFIX}{name}") != THEIRS}
