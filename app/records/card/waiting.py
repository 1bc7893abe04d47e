"""Whether the diagram of a record waits for a request of another status now."""

from sqlalchemy import select

from app.db import db
from app.engine import STATUS_REQUESTED
from app.engine.models import EventSubscription, ProcessInstance
from app.i18n import gettext as _
from app.records.card.page import Card


def status_request_obstacle(card: Card) -> str:
    """Why no other status can be asked for; empty when the diagram waits for that."""
    if "status_obstacle" not in card.__dict__:
        card.__dict__["status_obstacle"] = "" if _waits(card) else _words(card)
    return card.__dict__["status_obstacle"]


def _waits(card: Card) -> bool:
    waiting = (
        select(EventSubscription.id)
        .join(ProcessInstance, ProcessInstance.id == EventSubscription.process_instance_id)
        .where(
            ProcessInstance.record_type == card.record_type.name,
            ProcessInstance.record_id == card.record.id,
            EventSubscription.kind == "message",
            EventSubscription.name == STATUS_REQUESTED,
        )
        .limit(1)
    )
    return db.session.execute(waiting).first() is not None


def _words(card: Card) -> str:
    names = ", ".join(f"«{task.name}»" for task in card.tasks)
    if names:
        return _("The diagram first waits for an answer to %(tasks)s.", tasks=names)
    return _("The diagram does not wait for another status now.")
