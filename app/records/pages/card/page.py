"""What the widgets of one card share, read when the first of them asks and then kept for the others."""

from functools import cached_property
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import Actor, NotFound
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Lifecycle, Stage, Status
from app.records.pages.card.waiting import waits_for_status
from app.records.rights.seen import Seen
from app.records.tasks.reading import TaskView, tasks_of_record
from app.records.types import Field, RecordType, Showing
from app.records.values.related import people_of


class Card:
    """A record that the actor may see, with what belongs to it.

    Parameters:
        record: the row of the model.

    Raises:
        NotFound: the actor may not even know of the record.
    """

    def __init__(self, record_type: RecordType, record: Any, actor: Actor) -> None:
        self.record_type = record_type
        self.record = record
        self.actor = actor
        self.rights = rights.PageRights(record_type, [record], actor, self.people)
        if not self.rights.may(record, "read"):
            raise NotFound()

    @property
    def title(self) -> str:
        return self.record_type.display(self.record)

    @cached_property
    def people(self) -> dict[tuple[int, str], list[int]]:
        return people_of(self.record_type.name, [self.record.id]) if self.record_type.people_fields else {}

    @cached_property
    def _seen(self) -> Seen:
        people = [each for each in (self.record.created_by_id, self.record.modified_by_id) if each]
        more = [("person", each) for each in people]
        return Seen(self.record_type, [self.record], self.record_type.all_fields, self.actor, self.people, more)

    @cached_property
    def contacts(self) -> list[dict[str, Any]]:
        return self.value(self.record_type.contacts) if self.record_type.contacts else []

    @cached_property
    def merged_into(self) -> int | None:
        """The id of the record into which this one went."""
        return self.record_type.merged_into(self.record)

    def may_add(self, record_type: RecordType) -> bool:
        """Whether the actor may add a record of a type that points here."""
        return self.merged_into is None and rights.may_create(record_type, self.actor)

    @cached_property
    def may_write(self) -> bool:
        return self.rights.may(self.record, "write")

    @cached_property
    def locked(self) -> frozenset[str]:
        """The fields that the actor may not change although they may write the record."""
        return rights.locked_fields(self.record_type, self.record, self.actor, self.people)

    def may_act(self, action: str, right: str = "write") -> bool:
        """Whether the actor may use an action on the record, as of `rights.may_act`."""
        return self.rights.may_act(self.record, action, right)

    @cached_property
    def tasks(self) -> list[TaskView]:
        return tasks_of_record(self.record_type.name, self.record.id, self.actor) if self.has_status else []

    @property
    def has_status(self) -> bool:
        return self.record_type.has_status

    @cached_property
    def lifecycle(self) -> Lifecycle:
        return lifecycle_of(self.record_type.name)

    @cached_property
    def status(self) -> Status | None:
        return self.lifecycle.status(self.record.status) if self.has_status else None

    @cached_property
    def stage(self) -> Stage | None:
        return self.lifecycle.stage_of(self.record.status) if self.has_status else None

    @cached_property
    def status_obstacle(self) -> str:
        """Why no other status can be asked for now, in words; empty when the diagram waits for that."""
        if self.status and self.status.final:
            return _("“%(status)s” is the last status: nothing follows it.", status=localized(self.status.label))
        if waits_for_status(self.record_type.name, self.record.id):
            return ""
        names = ", ".join(f"«{task.name}»" for task in self.tasks)
        if names:
            return _("The diagram first waits for an answer to %(tasks)s.", tasks=names)
        return _("The diagram does not wait for another status now.")

    @property
    def names(self) -> dict[tuple[str, int], str]:
        """Display names of everything that the record points to and the actor may read."""
        return self._seen.names

    @property
    def showing(self) -> Showing:
        """What the fields need to put the record's values into words."""
        return self._seen.showing

    def value(self, name: str) -> Any:
        """The typed value of a field; what the actor may not read stands there as `NO_ACCESS`."""
        return self._seen.of(self.record, self.record_type.field(name))

    def held(self, name: str) -> Any:
        """The typed value of a field, whoever looks: for widgets that by declaration show something of its target."""
        return self._seen.held(self.record, self.record_type.field(name))

    @cached_property
    def values(self) -> dict[str, Any]:
        """The typed values of all fields by name."""
        return {field.name: self.value(field.name) for field in self.record_type.fields}

    def words(self, field: Field) -> str:
        """The value of a field as a person reads it, empty when there is none."""
        return field.words(self.value(field.name), self.showing)

    def status_label(self, status_id: str) -> str:
        """The words of a status; its id when the lifecycle does not know it (any more)."""
        status = self.lifecycle.status(status_id)
        return localized(status.label) if status else status_id


def open_card(record_type: RecordType, record_id: int, actor: Actor) -> Card:
    """Read a record for its card.

    Raises:
        NotFound: it is not there, or not for this actor.
    """
    statement = select(record_type.model).where(record_type.model.id == record_id)
    record = db.session.execute(statement.execution_options(populate_existing=True)).scalar_one_or_none()
    if record is None:
        raise NotFound()
    return Card(record_type, record, actor)
