"""What a personal token may be used for: a part of what its owner may do, never more.

Reading is one scope. Doors that change something belong to the scope that their module was given; what was given none
is closed to tokens.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import g, request
from werkzeug.exceptions import Forbidden

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l

READ, RECORDS, TASKS, ENGINE, DEPLOY = "read", "records", "tasks", "engine", "deploy"
ANY = "any"

#: Each scope in words.
SCOPES = {
    READ: _l("read what the person may read"),
    RECORDS: _l("make, change and move records"),
    TASKS: _l("claim and complete tasks"),
    ENGINE: _l("start processes, send messages, do external tasks and repair"),
    DEPLOY: _l("publish diagrams, forms and other artifacts"),
}

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_modules: dict[str, str] = {}


def register_scopes(scopes: Mapping[str, str]) -> None:
    """Say which scope the views of a module need when they change something.

    Parameters:
        scopes: one of `SCOPES` by name of the module; `ANY` for a module that every token opens, also for reading.
    """
    _modules.update(scopes)


def needed_scope(view: Callable[..., Any], method: str) -> str | None:
    """The scope that a view needs for a method: one of `SCOPES`, `ANY`, or None when no token opens it."""
    scope = _modules.get(view.__module__)
    return READ if method in _SAFE and scope != ANY else scope


def check_scope(view: Callable[..., Any]) -> None:
    """Refuse the present request when it came with a token that may not be used for this.

    Raises:
        Forbidden: the words name the scope that is missing.
    """
    granted = g.get("scopes")
    if granted is None:  # a session, or a password
        return
    needed = needed_scope(view, request.method)
    if needed is None:
        raise Forbidden(_("No token may be used for this, whatever its scopes are."))
    if needed != ANY and needed not in granted:
        raise Forbidden(_("This token may not be used for this: it lacks the scope %(scope)s.", scope=needed))
