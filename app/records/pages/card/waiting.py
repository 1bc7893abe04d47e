"""Whether the diagram of a record waits for a request of another status now."""

from sqlalchemy import select

from app.db import db
from app.engine import STATUS_REQUESTED
from app.engine.models import EventSubscription, ProcessInstance


def waits_for_status(record_type: str, record_id: int) -> bool:
    """Whether another status of the record can be asked for: one statement."""
    waiting = (
        select(EventSubscription.id)
        .join(ProcessInstance, ProcessInstance.id == EventSubscription.process_instance_id)
        .where(
            ProcessInstance.record_type == record_type,
            ProcessInstance.record_id == record_id,
            EventSubscription.kind == "message",
            EventSubscription.name == STATUS_REQUESTED,
        )
        .limit(1)
    )
    return db.session.execute(waiting).first() is not None
