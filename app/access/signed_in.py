"""A person together with their groups, as a request needs them, and whether they may come in at all."""

from flask import current_app
from flask_login import UserMixin
from sqlalchemy import ColumnElement, select
from werkzeug.exceptions import Unauthorized

from app.access.models import Membership, Person
from app.db import db
from app.engine import Actor


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person who makes a request.

    Attributes:
        password_hash: what a password is, or was, compared with; another one may have been set since.
        key: what the cookie of the browser holds; empty for a program.
        session_id: the row of the browser's session; None for a program.
    """

    def __init__(self, person: Person, groups: frozenset[str], key: str = "", session_id: int | None = None) -> None:
        self.person = person
        self.password_hash = person.password_hash
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


class NotAnyMore(Unauthorized):
    """Who was let in a moment ago may not come in any more: nothing is made for them."""


def wait_for_person(person_id: int, password_hash: str | None = None) -> None:
    """Look again, inside a transaction, before something is made that opens the door to a person.

    Parameters:
        password_hash: what they had when they were let in; None when nobody has let them in.

    Raises:
        NotAnyMore: the person was disabled meanwhile, or has another password now.
    """
    columns = select(Person.disabled, Person.password_hash)
    found = db.session.execute(columns.where(Person.id == person_id).with_for_update()).one_or_none()
    if found is None or found.disabled or password_hash not in (None, found.password_hash):
        raise NotAnyMore


def may_come_in(person: Person) -> bool:
    """Whether the person may be signed in: not disabled, and no demo account outside demo mode."""
    return not person.disabled and (not person.demo_password or current_app.config["SETTINGS"].demo)
