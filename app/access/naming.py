"""By what a person is named from outside: in bodies of the API, in expressions of diagrams, in forms."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.access.models import Person
from app.bounds import LARGEST_NUMBER
from app.db import db

_MOST_DIGITS = 10


def person_id(value: Any) -> int | None:
    """The id of the person whom a value names.

    A number is an id. A text is a login, whatever it looks like, and whether or not its owner may still come in; only
    digits that are nobody's login are an id.

    Parameters:
        value: a number, a text, or a context with an `id`.

    Returns:
        The id, of which only a login says that somebody has it; None: nobody is named, or someone who is disabled.
    """
    if isinstance(value, Mapping):
        value = value.get("id")
    if isinstance(value, str):
        return _of_text(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or value != int(value):
        return None
    return int(value) if 0 < value <= LARGEST_NUMBER else None


def _of_text(text: str) -> int | None:
    found = db.session.execute(select(Person.id, Person.disabled).where(Person.login == text)).first()
    if found is not None:
        return None if found.disabled else int(found.id)
    digits = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return person_id(int(text)) if digits else None
