"""When people are occupied, and with what: of what one may not read only the time is told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, or_, select

from app.crm.activity.models import Activity
from app.crm.activity.record_type import COMMENT, activity
from app.db import db
from app.engine import Actor
from app.records import rights
from app.records.lifecycle.current import lifecycle_of
from app.records.models import RecordPerson
from app.records.values.related import people_of

LONGEST = timedelta(days=31)
"""How long an activity may take, as the lifecycle file says; the index is read from so far before."""
MOST = 1000


@dataclass(frozen=True)
class Slot:
    """A time in which somebody is occupied.

    Attributes:
        people: those asked about who take part, by id.
        record: the activity; None when the reader may not see it.
        may_write: whether the reader may move it.
    """

    begins: datetime
    ends: datetime
    people: tuple[int, ...]
    record: Any = None
    may_write: bool = False


def slots_of(people: Collection[int], begins: datetime, ends: datetime, actor: Actor) -> list[Slot]:
    """What the people are occupied with in a time, in order; `MOST` at most.

    Parameters:
        people: by id.
        begins, ends: aware; what touches this time is listed.
        actor: who reads.
    """
    canceled = lifecycle_of(activity.name).ids_of_kind("lost")
    readable = case((rights.readable(activity, actor), 1), else_=0).label("readable")
    taking_part = select(RecordPerson.record_id).where(
        RecordPerson.record_type == activity.name,
        RecordPerson.field == "participants",
        RecordPerson.person_id.in_(people),
    )
    asked = (
        select(Activity, readable)
        .where(
            Activity.activity_date >= begins - LONGEST,
            Activity.activity_date < ends,
            or_(Activity.activity_end > begins, Activity.activity_date >= begins),
            Activity.kind != COMMENT,
            Activity.status.not_in(canceled),
            or_(Activity.responsible_id.in_(people), Activity.id.in_(taking_part)),
        )
        .order_by(Activity.activity_date, Activity.id)
        .limit(MOST)
    )
    rows = db.session.execute(asked).all()
    return _slots(rows, people, actor)


def _slots(rows: Sequence[Any], people: Collection[int], actor: Actor) -> list[Slot]:
    records = [row[0] for row in rows]
    parts = people_of(activity.name, [each.id for each in records])
    held = rights.PageRights(activity, records, actor, parts)
    found = []
    for record, readable in rows:
        taking = {record.responsible_id, *parts.get((record.id, "participants"), ())}
        seen = {"record": record, "may_write": held.may(record, "write")} if readable else {}
        ends = record.activity_end or record.activity_date
        found.append(Slot(record.activity_date, ends, tuple(each for each in people if each in taking), **seen))
    return found
