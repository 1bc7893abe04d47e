"""Deleting a record."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from app.db import db
from app.engine import (
    Actor,
    NotAllowedNow,
    UnitOfWork,
    delete_record_processes,
)
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.locking import locked, require_revision
from app.records.types import RecordType
from app.records.values.related import delete_related


def require_deletion(record_type: RecordType, record: Any, actor: Actor) -> None:
    """Refuse who may not delete the record.

    Raises:
        NotFound: the actor may not even know of the record.
        Forbidden
    """
    words = _("You do not have the right to delete this record.")
    rights.require_act(record_type, record, actor, rights.DELETE, words)


def delete_record(unit: UnitOfWork, record_type: RecordType, record_id: int, revision: int | None = None) -> None:
    """Delete a record with its processes; its history stays.

    Parameters:
        revision: the record's revision that the person saw.

    Raises:
        NotFound, Forbidden
        NotAllowedNow: other records point to it.
        StaleRevision: somebody has changed it since.
    """
    record = locked(unit, record_type, record_id)
    require_deletion(record_type, record, unit.actor)
    require_revision(record, revision)
    name = record_type.display(record)
    delete_record_processes(unit, record_type.name, record_id)
    row_models = [each.rows for each in record_type.fields if hasattr(each, "rows")]
    delete_related(record_type.name, record_id, row_models)
    unit.history("recordDeleted", record_type.name, record_id, {"name": name})
    db.session.delete(record)
    pointed_to = NotAllowedNow(_("“%(name)s” cannot be deleted: other records point to it.", name=name))
    try:
        db.session.flush()
    except IntegrityError:  # nothing can be read any more here, words neither
        raise pointed_to from None
