"""Where a list goes on: the values of the last row that somebody was given, signed.

A cursor tells nothing that was not in the answer it came with, and nobody can make one of another row: so what a list
compares with is always a row of the person's own list.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.engine import Actor
from app.i18n import gettext as _
from app.records.types import FilterRefused

_READERS = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "Decimal": Decimal,
}


def write_cursor(actor: Actor, of: Sequence[str], values: Sequence[Any]) -> str:
    """Put a place of a list into words for an address.

    Parameters:
        actor: whose list it is; nobody else can use the cursor.
        of: what tells this list from others: the door, the record type, the order.
        values: of the columns that the list is ordered by, of the last row that was given.
    """
    return _serializer().dumps({"of": _owner(actor, of), "at": [_packed(each) for each in values]})


def read_cursor(actor: Actor, of: Sequence[str], text: str) -> list[Any]:
    """The values of a cursor.

    Parameters:
        actor, of: as of `write_cursor`.

    Raises:
        FilterRefused: it is none, or one of another person or another list.
    """
    try:
        found = _serializer().loads(text)
    except BadSignature:
        found = {}
    if found.get("of") != _owner(actor, of):
        raise FilterRefused(
            _("This is no place in this list. Begin with an empty `after` and go on with the `next` of each answer.")
        )
    return [_unpacked(*each) for each in found["at"]]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="place in a list")


def _owner(actor: Actor, of: Sequence[str]) -> list[Any]:
    return [actor.id, *of]


def _packed(value: Any) -> list[Any]:
    kind = type(value).__name__
    if kind not in _READERS:
        return ["", value]
    return [kind, value.isoformat() if hasattr(value, "isoformat") else str(value)]


def _unpacked(kind: str, value: Any) -> Any:
    return _READERS[kind](value) if kind else value
