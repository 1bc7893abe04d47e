"""The activities of a record as its card lists them: what is planned, next first, then what is over, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from app.crm.activity.models import Activity
from app.crm.activity.record_type import OWNERS, activity, kind_label
from app.db import db
from app.engine.models import UserTask
from app.i18n import local_time
from app.records import rights
from app.records.lifecycle.current import lifecycle_of
from app.records.pages.card.page import Card
from app.records.rights.seen import Seen
from app.records.routing import record_address
from app.records.types import RecordType, Showing, registry

ON_CARD, ON_PAGE = 20, 50
"""How many of those that are over the card shows, and a page of the tab."""
MOST_OPEN = 200
ICONS = {"comment": "message", "call": "phone", "email": "mail", "meeting": "users"}
BEHIND = {"counterparty": (("lead", "counterparty"), ("deal", "counterparty"), ("contract", "counterparty"))}
"""Of which other records a card shows the activities, too: their type, and their field that points to the card."""
_FIELDS = ("text", "result", "attachments", "participants", "responsible", *OWNERS)


@dataclass(frozen=True)
class Entry:
    """One activity of a feed.

    Attributes:
        values: what the person may read of the fields that are drawn, by name.
        owner: the record that it belongs to when that is another one than the card's: its name and address, or None.
        task: id of the task that asks the person about it, or empty.
        may_write, may_move, may_delete: what the person may do with it.
    """

    record: Any
    record_type: RecordType
    title: str
    kind: str
    icon: str
    status: Any
    author: str
    responsible: str
    participants: Sequence[str]
    values: dict[str, Any]
    owner: tuple[str, str] | None
    task: str
    may_write: bool
    may_move: bool
    may_delete: bool

    @property
    def address(self) -> str:
        return record_address(self.record_type, self.record.id)

    @property
    def moment(self) -> datetime:
        found: datetime = self.record.activity_date or self.record.created_at
        return found

    @property
    def until(self) -> str:
        """When it ends in words: the hour alone on the day on which it begins; empty for what takes no time."""
        end: datetime | None = self.record.activity_end
        if end is None:
            return ""
        same_day = local_time(end).date() == local_time(self.moment).date()
        return f"{local_time(end):%H:%M}" if same_day else activity.field("activity_end").words(end, Showing())


@dataclass(frozen=True)
class Feed:
    """What a card shows.

    Attributes:
        over: a page of those that are over, of `total`.
        page: from 1.
    """

    open: Sequence[Entry]
    over: Sequence[Entry]
    total: int
    page: int
    per_page: int


def feed_of(card: Card, page: int = 1, per_page: int = ON_CARD) -> Feed:
    """The activities of the record of a card that its reader may read: a fixed number of statements."""
    is_open = lifecycle_of(activity.name).ids_of_kind("open")
    wanted = select(Activity).where(_belongs_to(card), rights.readable(activity, card.actor))
    planned = wanted.where(Activity.status.in_(is_open)).order_by(Activity.activity_date, Activity.id)
    ended = wanted.where(Activity.status.not_in(is_open))
    ended = ended.order_by(Activity.activity_date.desc().nulls_first(), Activity.id.desc())
    ahead = db.session.scalars(planned.limit(MOST_OPEN)).all()
    total = db.session.scalar(select(func.count()).select_from(ended.order_by(None).subquery())) or 0
    page = max(1, min(page, -(-total // per_page)))
    over = db.session.scalars(ended.offset((page - 1) * per_page).limit(per_page)).all()
    entries = list(_entries(card, [*ahead, *over]))
    return Feed(entries[: len(ahead)], entries[len(ahead) :], total, page, per_page)


def _belongs_to(card: Card) -> ColumnElement[bool]:
    name, record_id = card.record_type.name, card.record.id
    own = activity.field(name).column == record_id
    return or_(own, *(_behind(kind, field, record_id) for kind, field in BEHIND.get(name, ())))


def _behind(kind: str, field: str, record_id: int) -> ColumnElement[bool]:
    target = registry[kind]
    pointing = select(target.model.id).where(target.field(field).column == record_id)
    return activity.field(kind).column.in_(pointing)


def _entries(card: Card, records: Sequence[Any]) -> Iterator[Entry]:
    actor = card.actor
    fields = [activity.field(name) for name in _FIELDS]
    authors = [("person", each.created_by_id) for each in records if each.created_by_id]
    seen = Seen(activity, records, fields, actor, more=authors)
    held = rights.PageRights(activity, records, actor)
    tasks = _tasks([each.id for each in records if each.responsible_id == actor.id])
    statuses = {each.id: each for each in lifecycle_of(activity.name).statuses}
    for record in records:
        values = {field.name: seen.of(record, field) for field in fields}
        yield Entry(
            record=record,
            record_type=activity,
            title=record.topic or "",
            kind=kind_label(record.kind),
            icon=ICONS.get(record.kind, "calendar-event"),
            status=statuses.get(record.status),
            author=seen.names.get(("person", record.created_by_id), ""),
            responsible=seen.names.get(("person", record.responsible_id), ""),
            participants=[seen.names.get(("person", each), "") for each in values["participants"]],
            values=values,
            owner=_owner(card, record, seen),
            task=tasks.get(record.id, ""),
            may_write=held.may(record, "write"),
            may_move=held.may_move(record),
            may_delete=held.may_act(record, rights.DELETE),
        )


def _owner(card: Card, record: Any, seen: Seen) -> tuple[str, str] | None:
    for name in OWNERS:
        owner_id = getattr(record, f"{name}_id")
        words = seen.names.get((name, owner_id)) if owner_id else None
        if words and (name, owner_id) != (card.record_type.name, card.record.id):
            return words, record_address(registry[name], owner_id)
    return None


def _tasks(record_ids: Sequence[int]) -> dict[int, str]:
    """The open tasks of activities by the id of the activity."""
    asked = select(UserTask.record_id, UserTask.id).where(
        UserTask.record_type == activity.name, UserTask.record_id.in_(record_ids), UserTask.state == "open"
    )
    return {each.record_id: each.id for each in db.session.execute(asked)} if record_ids else {}
