"""What a program names in a request: whole numbers in the address, people by id or login."""

from typing import Any

from flask import current_app, request

from app.api.errors import BadRequest
from app.engine.deploying import did_you_mean
from app.i18n import gettext as _
from app.i18n import localized
from app.records.listing import read_name
from app.records.types import registry

_MOST_DIGITS = 9


# Asked by Camunda's clients of every list, and say nothing where there are no tenants and no Java objects.
_IGNORED = frozenset({"withoutTenantId", "deserializeValue", "deserializeValues"})


def refuse_unknown_parameters() -> None:
    """Look at the address of a request before its door reads it.

    Raises:
        BadRequest: it has a parameter that the door does not name: passed over, a filter would find too much.
        FilterRefused: the same of a list of records, whose fields are its filters.
    """
    view: Any = current_app.view_functions.get(request.endpoint or "")
    description = getattr(view, "description", None)
    if description is None:
        return
    unknown = [name for name in request.args if name not in description.query and name not in _IGNORED]
    if description.filters:
        record_type = registry.by_plural((request.view_args or {}).get("plural", ""))
        if record_type is not None:  # else the door says so itself
            for name in unknown:
                read_name(record_type, name)
    elif unknown:
        words = _("There is no parameter “%(name)s” here.", name=unknown[0][:100])
        hint = localized(did_you_mean(unknown[0], description.query)) if description.query else ""
        raise BadRequest(f"{words} {hint}".rstrip())


def refuse_unneeded_condition() -> None:
    """Look at the conditions of a request before its door is opened.

    Raises:
        BadRequest: it says `If-Match` to a door that does not look at it: it would be done in any case.
    """
    description = getattr(current_app.view_functions.get(request.endpoint or ""), "description", None)
    has_condition = request.method != "GET" and "If-Match" in request.headers
    if description is not None and has_condition and "If-Match" not in description.headers:
        raise BadRequest(_("If-Match is not looked at here: leave it out."))


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
