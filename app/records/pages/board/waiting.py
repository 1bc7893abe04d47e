"""Which records have a task that waits for a person: the dot on a card."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select

from app.db import db
from app.engine import Actor
from app.engine.models import UserTask, UserTaskCandidate


def waiting_for(actor: Actor, record_type: str, record_ids: Collection[int]) -> set[int]:
    """Those of these records that have an open task which is the actor's, or which the actor may claim."""
    if not record_ids:
        return set()
    offered = or_(UserTaskCandidate.group_id.in_(actor.groups), UserTaskCandidate.person_id == actor.id)
    statement = (
        select(UserTask.record_id)
        .distinct()
        .outerjoin(UserTaskCandidate, UserTaskCandidate.user_task_id == UserTask.id)
        .where(
            UserTask.record_type == record_type,
            UserTask.record_id.in_(record_ids),
            UserTask.state == "open",
            or_(UserTask.assignee_id == actor.id, and_(UserTask.assignee_id.is_(None), offered)),
        )
    )
    return {found for found in db.session.scalars(statement) if found is not None}
