"""Which files somebody may know of by their ids."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from app.db import db
from app.engine import Actor
from app.files import FileReference
from app.files.places import stored
from app.files.reference import reference_to
from app.records import rights
from app.records.types import registry


def readable_files(ids: Collection[int], actor: Actor) -> dict[int, FileReference]:
    """The files that the actor has given, and those of records that the actor may read."""
    rows = stored(ids) if ids else {}
    found = {each: reference_to(row) for each, row in rows.items() if row.created_by_id == actor.id}
    holders: dict[str, dict[int, int]] = defaultdict(dict)
    for each, row in rows.items():
        if row.record_type is not None and row.record_id is not None and row.unused_since is None:
            holders[row.record_type][each] = row.record_id
    for name, record_ids in holders.items():
        record_type = registry.get(name)
        if record_type is None:
            continue
        of_type = record_type.model.id
        may_read = rights.readable(record_type, actor)
        readable = set(db.session.scalars(select(of_type).where(of_type.in_(set(record_ids.values())), may_read)))
        found |= {each: reference_to(rows[each]) for each, record_id in record_ids.items() if record_id in readable}
    return found
