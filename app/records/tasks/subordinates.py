"""Whose line manager somebody is, through all levels."""

from sqlalchemy import CTE, select
from sqlalchemy.orm import aliased

from app.access.models import Person
from app.db import db
from app.engine import Actor


def subordinates(person_id: int) -> CTE:
    """The ids (`id`) of all people below a line manager, as a recursive part of a query."""
    below = select(Person.id).where(Person.line_manager_id == person_id).cte("subordinates", recursive=True)
    person = aliased(Person)
    return below.union(select(person.id).where(person.line_manager_id == below.c.id))  # UNION ends a circle


def manages(actor: Actor, person_id: int | None) -> bool:
    """Whether the person works for the actor."""
    if actor.id is None or person_id is None or actor.id == person_id:
        return False
    below = subordinates(actor.id)
    return db.session.execute(select(below.c.id).where(below.c.id == person_id)).first() is not None
