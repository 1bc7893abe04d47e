"""Another status for many records: each in a transaction of its own, so that one refusal undoes nothing else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import Actor, CommandError, NotFound, unit_of_work
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.commands.status_change.changing import change_status
from app.records.commands.verdicts import verdict_of
from app.records.errors import Forbidden
from app.records.forms.filling import FormRefused
from app.records.lifecycle.current import lifecycle_of
from app.records.rights import CHANGE_STATUS
from app.records.types import RecordType
from app.records.values.related import people_of

LARGEST_SELECTION = 200


@dataclass(frozen=True)
class RowResult:
    """What became of one record.

    Attributes:
        words: its new status, or why it did not change.
        missing: fields that would have to be filled.
        before, after: its statuses, when it has moved.
    """

    id: int
    name: str
    done: bool
    words: str
    missing: Sequence[str] = ()
    before: str = ""
    after: str = ""

    @property
    def moved(self) -> bool:
        return self.before != self.after


def selected(record_type: RecordType, ids: Collection[int], actor: Actor) -> list[Any]:
    """Those of the records that the actor may see, in the order of their ids: one statement."""
    statement = select(record_type.model).where(record_type.model.id.in_(ids), rights.readable(record_type, actor))
    return list(db.session.execute(statement.order_by(record_type.model.id)).scalars())


def changeable(record_type: RecordType, records: Sequence[Any], actor: Actor) -> list[Any]:
    """Those whose status the actor may change."""
    people = people_of(record_type.name, [record.id for record in records])
    held = rights.PageRights(record_type, records, actor, people)
    return [record for record in records if held.may_act(record, CHANGE_STATUS)]


def change_all(
    record_type: RecordType,
    ids: Sequence[int],
    status: str | Mapping[int, str],
    fields: Mapping[str, Any],
    actor: Actor,
    seen: Mapping[int, str] | None = None,
) -> list[RowResult]:
    """Ask for the status of one record after the other.

    Parameters:
        status: of all, or of each by id.
        fields: values by field that every record gets on the way.
        seen: the status in which the person saw a record, by id; who has moved on meanwhile stays there.
    """
    records = {record.id: record for record in selected(record_type, ids, actor)}
    names = {identifier: record_type.display(record) for identifier, record in records.items()}
    allowed = {record.id for record in changeable(record_type, list(records.values()), actor)}
    results = []
    for identifier in dict.fromkeys(ids):
        if identifier not in records:
            results.append(RowResult(identifier, str(identifier), False, str(NotFound())))
        elif identifier not in allowed:
            results.append(RowResult(identifier, names[identifier], False, str(Forbidden())))
        else:
            wanted = status if isinstance(status, str) else status.get(identifier, "")
            known = (seen or {}).get(identifier)
            results.append(_change(record_type, records[identifier], wanted, fields, actor, known))
    return results


def _change(
    record_type: RecordType, record: Any, status: str, fields: Mapping[str, Any], actor: Actor, seen: str | None
) -> RowResult:
    record_id, name, before = record.id, record_type.display(record), record.status
    try:
        with unit_of_work(actor) as unit:
            reached = change_status(unit, record_type, record_id, status, fields, seen=seen).status
    except (CommandError, FormRefused) as error:
        verdict = verdict_of(error)
        by_field = [f"{record_type.label_of(key)}: {words}" for key, words in verdict.fields.items()]
        said = " ".join(by_field) if verdict.status == 422 else verdict.words
        return RowResult(record_id, name, False, said, tuple(verdict.fields))
    found = lifecycle_of(record_type.name).status(reached)
    words = _("now “%(status)s”", status=localized(found.label) if found else reached)
    return RowResult(record_id, name, True, words, before=before, after=reached)
