"""A status that was asked for on sight of the record: it is not given when somebody has moved the record since."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import SYSTEM
from app.engine.models import HistoryEntry
from app.i18n import gettext as _
from app.i18n import localized
from app.records.errors import StatusChanged
from app.records.lifecycle.current import lifecycle_of
from app.records.types import RecordType


def require_seen(record_type: RecordType, record: Any, seen: str | None) -> None:
    """Refuse when the record is not in the status in which it was seen.

    Parameters:
        seen: id of that status; None or empty: whatever it is now.

    Raises:
        StatusChanged: with the words who moved it where.
    """
    if seen and seen != record.status:
        status = lifecycle_of(record_type.name).status(record.status)
        raise StatusChanged(
            _mover(record_type, record), record.status, localized(status.label) if status else record.status
        )


def _mover(record_type: RecordType, record: Any) -> str:
    """Who brought the record into its status, as the history has it."""
    moves = select(HistoryEntry.actor_name).where(
        HistoryEntry.record_type == record_type.name,
        HistoryEntry.record_id == record.id,
        HistoryEntry.kind == "statusChanged",
    )
    name = db.session.scalars(moves.order_by(HistoryEntry.id.desc()).limit(1)).first()
    return name if name and name != SYSTEM.name else _("The process")
