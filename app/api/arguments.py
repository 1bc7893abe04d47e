"""What a program names in a request: whole numbers in the address, people by id or login."""

from typing import Any

from flask import request
from sqlalchemy import ColumnElement, select

from app.access.models import Person
from app.api.errors import BadRequest
from app.db import db
from app.engine import NotFound
from app.i18n import gettext as _

_MOST_DIGITS = 9


def number_argument(name: str, default: int) -> int:
    """The whole number of a query parameter, `default` when it is not given or empty.

    Raises:
        BadRequest: it is something else.
    """
    text = request.args.get(name, "")
    return read_number(name, text) if text else default


def read_number(name: str, text: str) -> int:
    """The whole number that a text says; `name` is how the parameter is called.

    Raises:
        BadRequest: it is something else.
    """
    if not text.isdecimal() or len(text) > _MOST_DIGITS:
        raise BadRequest(_("%(name)s must be a whole number.", name=name))
    return int(text)


def find_person(value: Any) -> int:
    """The id of the person that a body names: a number is an id; a text is a login, or an id that nobody has as login.

    Raises:
        NotFound: there is none, or they are disabled.
    """
    text = str(value)
    found = None if isinstance(value, int) else _active(Person.login == text)
    if found is None and text.isdecimal() and len(text) <= _MOST_DIGITS:
        found = _active(Person.id == int(text))
    if found is None:
        raise NotFound(_("There is no such person."))
    return found


def _active(condition: ColumnElement[bool]) -> int | None:
    return db.session.scalar(select(Person.id).where(condition, Person.disabled.is_(False)))
