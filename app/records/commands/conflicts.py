"""Two people changed the same field: both versions side by side, and the choice between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.engine import Actor
from app.i18n import gettext as _
from app.records.commands.merging import Choices
from app.records.errors import Conflict
from app.records.rights.names import readable_names
from app.records.types import RecordType, Showing
from app.records.types.comparing import MINE, THEIRS

PREFIX = "_choose-"
DECIDED = "_decided"
LONGEST_NUMBER = 10


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
        revision: of the record when the person began: by it the fields that are not asked for are merged.
        decided: of the record as it is shown here.
        kept: everything that was typed, as it was sent: (name, value).
    """

    who: str
    revision: str
    decided: int
    sides: Sequence[Side]
    kept: Sequence[tuple[str, str]]


def conflict_view(record_type: RecordType, actor: Actor, conflict: Conflict, posted: Any) -> ConflictView:
    """Prepare the choice.

    Parameters:
        posted: the fields of the request (a `MultiDict`).
    """
    sides = _sides(record_type, actor, conflict)
    asked = {side.control for side in sides}
    left_out = {"csrf_token", "_revision", DECIDED}
    kept = [
        (name, value) for name in posted if name not in left_out and name not in asked for value in posted.getlist(name)
    ]
    return ConflictView(conflict.who, posted.get("_revision", ""), conflict.revision, sides, kept)


def _sides(record_type: RecordType, actor: Actor, conflict: Conflict) -> list[Side]:
    fields = [record_type.field(name) for name in sorted(conflict.theirs)]
    held = {key for field in fields for key in field.pointed_to(conflict.theirs[field.name])}
    typed = {key for field in fields for key in field.pointed_to(conflict.yours[field.name])}
    names = readable_names(held | typed, actor)
    showing = Showing(names)
    return [
        Side(
            field.name,
            str(field.label),
            f"{PREFIX}{field.name}",
            field.words(field.readable_only(conflict.yours[field.name], names), showing),
            field.words(field.readable_only(conflict.theirs[field.name], names), showing),
        )
        for field in fields
    ]


def choices_of(posted: Mapping[str, Any]) -> Choices | None:
    """What the person has chosen on the page of a conflict, None for a form that was sent without one."""
    decided = str(posted.get(DECIDED, ""))
    if not decided.isdecimal() or len(decided) > LONGEST_NUMBER:
        return None
    chosen = {name.removeprefix(PREFIX): posted[name] for name in posted if name.startswith(PREFIX)}
    return Choices(int(decided), {name: choice for name, choice in chosen.items() if choice in (MINE, THEIRS)})


def kept_mine(conflict: Conflict, posted: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a form that is shown once more sends besides: what was typed counts now that the person has seen the other.

    Fields that nobody else has changed, or only somebody else, need no choice: the form keeps its revision.
    """
    before = choices_of(posted)
    chosen = {**(before.by_field if before else {}), **dict.fromkeys(conflict.theirs, MINE)}
    return [(DECIDED, str(conflict.revision)), *((f"{PREFIX}{name}", choice) for name, choice in chosen.items())]


def words_beside(record_type: RecordType, actor: Actor, conflict: Conflict) -> dict[str, list[str]]:
    """What stands beside each field of the conflict, by its name."""
    return {
        side.name: [
            _(
                "%(who)s has set “%(value)s” here in the meantime. What you send now takes its place.",
                who=conflict.who,
                value=side.theirs or "—",
            )
        ]
        for side in _sides(record_type, actor, conflict)
    }
