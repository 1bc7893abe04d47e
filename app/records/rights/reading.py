"""One record for the person who asks."""

from typing import Any

from app.db import db
from app.engine import Actor, NotFound
from app.records import rights
from app.records.types import RecordType


def readable_record(record_type: RecordType, record_id: int, actor: Actor) -> Any:
    """The record as it is in the database now, if the actor may see it; not locked.

    Raises:
        NotFound: it is not there, or the actor may not know of it.
    """
    record = db.session.get(record_type.model, record_id, populate_existing=True)
    if record is None:
        raise NotFound()
    rights.require(record_type, record, actor, "read")
    return record
