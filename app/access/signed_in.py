"""A person together with their groups, as a request needs them, and whether they may come in at all."""

from flask import current_app
from flask_login import UserMixin
from sqlalchemy import ColumnElement, select

from app.access.models import Membership, Person
from app.db import db
from app.engine import Actor


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person who makes a request.

    Attributes:
        key: what the cookie of the browser holds; empty for a program.
        session_id: the row of the browser's session; None for a program.
    """

    def __init__(self, person: Person, groups: frozenset[str], key: str = "", session_id: int | None = None) -> None:
        self.person = person
        self.groups = groups
        self.key = key
        self.session_id = session_id

    def get_id(self) -> str:
        return self.key

    @property
    def actor(self) -> Actor:
        return Actor(self.person.id, self.person.login, self.person.display_name, self.groups)


def find_person(condition: ColumnElement[bool]) -> SignedIn | None:
    """The one person whom the condition fits, with the groups, in one statement."""
    rows = db.session.execute(
        select(Person, Membership.group_id).outerjoin(Membership, Membership.person_id == Person.id).where(condition)
    ).all()
    if not rows:
        return None
    return SignedIn(rows[0][0], frozenset(group for _, group in rows if group))


def may_come_in(person: Person) -> bool:
    """Whether the person may be signed in: not disabled, and no demo account outside demo mode."""
    return not person.disabled and (not person.demo_password or current_app.config["SETTINGS"].demo)
