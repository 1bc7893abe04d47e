"""Another time for an activity, or another person: the same command as editing the fields on its card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.crm.activity.record_type import activity
from app.engine import Actor, unit_of_work
from app.records.commands.update import update_record
from app.records.fields import PersonsField
from app.records.rights.reading import readable_record


@dataclass(frozen=True)
class Move:
    """Where an activity is put.

    Attributes:
        begins, ends: as a form gives them, in the wall time of the person.
        person: from whose column it is taken, None when it is drawn in one for all.
        other: into whose it is put.
        revision: of the activity as the person saw it.
    """

    begins: str
    ends: str
    person: int | None = None
    other: int | None = None
    revision: int | None = None


def move(record_id: int, wanted: Move, actor: Actor) -> tuple[Any, dict[str, Any]]:
    """Write where an activity is put.

    Returns:
        The activity, and the arguments of the move that takes it back.

    Raises:
        NotFound, Forbidden, RecordRefused, Conflict, Refusal: as of `update_record`.
    """
    before = readable_record(activity, record_id, actor)
    back: dict[str, Any] = {"begins": _exact(before.activity_date), "ends": _exact(before.activity_end)}
    values: dict[str, Any] = {"activity_date": wanted.begins, "activity_end": wanted.ends}
    if wanted.person and wanted.other and wanted.person != wanted.other:
        values |= _taken_over(before, wanted.person, wanted.other)
        back |= {"from": wanted.other, "to": wanted.person}
    with unit_of_work(actor) as unit:
        record = update_record(unit, activity, record_id, values, revision=wanted.revision)
    return record, {**back, "_revision": record.revision}


def _taken_over(record: Any, person: int, other: int) -> dict[str, Any]:
    """What changes when one person takes the part of another."""
    if record.responsible_id == person:
        return {"responsible": other}
    field = activity.field("participants")
    assert isinstance(field, PersonsField)
    taking_part = field.load([record.id])[record.id]
    return {"participants": [other if each == person else each for each in taking_part]}


def _exact(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
