"""Records as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.api.v1.schemas import record_answer
from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.lifecycle.current import lifecycle_of
from app.records.listing.duplicates import find_duplicates
from app.records.rights.seen import Seen
from app.records.types import RecordType
from app.records.values.of_records import values_of
from app.records.values.related import people_of


def represent(record_type: RecordType, records: Sequence[Any], actor: Actor) -> list[dict[str, Any]]:
    """The records in the form of the contract: a statement for each kind of thing that belongs to them."""
    found: list[dict[str, Any]] = record_answer(record_type).dump(members_of(record_type, records, actor), many=True)
    return found


def represent_written(record_type: RecordType, record: Any, given: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """A record that was written just now, and what the actor is told of others that have the same.

    Parameters:
        given: what was written, by field.
    """
    body = represent(record_type, [record], actor)[0]
    told = {name.partition(".")[0] for group in record_type.duplicates for name in group}
    if not told & given.keys():
        return body
    held = {name: record_type.field(name).json(value) for name, value in values_of(record_type, record, told).items()}
    warnings = [
        {
            "message": _("“%(name)s” has the same.", name=each.name),
            "same": list(each.fields),
            "record": {"type": record_type.plural, "id": each.id, "display_name": each.name},
        }
        for each in find_duplicates(record_type, held, actor, record.id)
    ]
    return {**body, "warnings": warnings} if warnings else body


def members_of(record_type: RecordType, records: Sequence[Any], actor: Actor) -> list[dict[str, Any]]:
    """What `record_answer` writes of the records, by name."""
    ids = [record.id for record in records]
    people = people_of(record_type.name, ids) if record_type.people_fields else {}
    seen = Seen(record_type, records, record_type.all_fields, actor, people)
    held = rights.PageRights(record_type, records, actor, people)
    return [_one(record_type, record, seen, held.may(record, "write")) for record in records]


def _one(
    record_type: RecordType,
    record: Any,
    seen: Seen,
    may_write: bool,
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": record.id,
        "type": record_type.plural,
        "display_name": record_type.display(record),
        "revision": record.revision,
        "created_at": record.created_at,
        "modified_at": record.modified_at,
        "permissions": {"read": True, "write": may_write},
    }
    for field in record_type.fields:
        body[field.name] = seen.of(record, field)
    if record_type.has_status:
        status = lifecycle_of(record_type.name).status(record.status)
        body["status_label"] = localized(status.label) if status else record.status
        body["stage"] = status.stage if status else None
    return body
