"""Members of a request's body, each of the type that it must have."""

from collections.abc import Mapping
from typing import Any

from app.api.errors import BadRequest
from app.i18n import gettext as _

LONGEST_TEXT = 4000
_LARGEST = 2**31 - 1


def text_in(body: Mapping[str, Any], name: str, longest: int = LONGEST_TEXT) -> str | None:
    """A text, None when it is missing, null or empty.

    Raises:
        BadRequest: it is something else, or too long.
    """
    value = body.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadRequest(_("%(name)s must be a text.", name=name))
    if len(value) > longest:
        words = _("At most %(count)s characters, not %(actual)s.", count=longest, actual=len(value))
        raise BadRequest(f"{name}: {words}")
    return value


def required_text(body: Mapping[str, Any], name: str, longest: int = 255) -> str:
    """A text that must be there.

    Raises:
        BadRequest: it is missing, empty, too long or something else.
    """
    value = text_in(body, name, longest)
    if value is None:
        raise BadRequest(_("%(name)s is missing.", name=name))
    return value


def flag_in(body: Mapping[str, Any], name: str) -> bool:
    """`true` or `false`; `false` when it is missing or null.

    Raises:
        BadRequest: it is something else.
    """
    value = body.get(name)
    if value is not None and not isinstance(value, bool):
        raise BadRequest(_("%(name)s is true or false.", name=name))
    return bool(value)


def number_in(body: Mapping[str, Any], name: str, least: int = 0, largest: int = _LARGEST) -> int | None:
    """A whole number between two bounds, None when it is missing or null.

    Raises:
        BadRequest: it is something else.
    """
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= largest:
        raise BadRequest(
            _(
                "%(name)s must be a whole number from %(least)s to %(largest)s.",
                name=name,
                least=least,
                largest=largest,
            )
        )
    return value


def required_number(body: Mapping[str, Any], name: str, least: int = 0, largest: int = _LARGEST) -> int:
    """The same, and it must be there.

    Raises:
        BadRequest: it is missing or something else.
    """
    value = number_in(body, name, least, largest)
    if value is None:
        raise BadRequest(_("%(name)s is missing.", name=name))
    return value


def list_in(body: Mapping[str, Any], name: str, most: int = 500) -> list[Any] | None:
    """A list of at most `most` members, None when it is missing or null.

    Raises:
        BadRequest: it is something else.
    """
    value = body.get(name)
    if value is not None and (not isinstance(value, list) or len(value) > most):
        raise BadRequest(_("%(name)s must be a list of at most %(count)s members.", name=name, count=most))
    return value


def texts_in(body: Mapping[str, Any], name: str, most: int = 500) -> list[str] | None:
    """A list of texts, None when it is missing or null.

    Raises:
        BadRequest: it is something else.
    """
    values = list_in(body, name, most)
    if values is not None and not all(isinstance(value, str) for value in values):
        raise BadRequest(_("%(name)s must be a list of texts.", name=name))
    return values
