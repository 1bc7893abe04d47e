"""What a program names in a request: whole numbers in the address, people by id or login."""

from typing import Any

from flask import request

from app.api.errors import BadRequest
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


def person_argument(name: str, value: Any) -> int | str:
    """The id or login by which a body names a person; `name` is how it is called there.

    Raises:
        BadRequest: it is something else.
    """
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise BadRequest(_("%(name)s is the id or the login of a person.", name=name))
    return value
