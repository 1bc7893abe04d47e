"""What is kept is brought in line with a new lifecycle file, in the transaction that publishes the file."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import insert, select, update

from app.clock import clock
from app.db import db
from app.engine.deploying import ArtifactUnreadable
from app.engine.models import HistoryEntry
from app.records.commands.candidates import renew_candidates
from app.records.lifecycle.current import find_lifecycle
from app.records.lifecycle.model import Lifecycle, Role
from app.records.types import RecordType, registry


def publish_lifecycle(lifecycle: Lifecycle) -> None:
    """Move records out of statuses that others replace, and open tasks to whom their roles mean now."""
    before = _in_force(lifecycle.record_type)
    declared = registry[lifecycle.record_type]
    for status in lifecycle.statuses:
        if status.replaces:
            _move_records(declared, status.replaces, status.id)
    rebound = [role.id for role in lifecycle.roles.values() if before is None or _is_rebound(before, role)]
    if rebound:
        renew_candidates(declared, lifecycle, rebound)


def _in_force(record_type: str) -> Lifecycle | None:
    try:
        return find_lifecycle(record_type)
    except ArtifactUnreadable:
        return None


def _is_rebound(before: Lifecycle, role: Role) -> bool:
    former = before.roles.get(role.id)
    return former is None or former.binding != role.binding


def _move_records(declared: RecordType, replaced: Collection[str], status: str) -> None:
    model: Any = declared.model
    records = db.session.execute(select(model.id, model.status).where(model.status.in_(replaced))).all()
    if not records:
        return
    now = clock.now()
    moved = update(model).where(model.status.in_(replaced))
    db.session.execute(
        moved.values(status=status, status_changed_at=now, modified_at=now, revision=model.revision + 1),
        execution_options={"synchronize_session": False},
    )
    entries = [
        {
            "record_type": declared.name,
            "record_id": record.id,
            "kind": "statusChanged",
            "at": now,
            "actor_name": "",
            "data": {"old": record.status, "new": status},
        }
        for record in records
    ]
    db.session.execute(insert(HistoryEntry), entries)
