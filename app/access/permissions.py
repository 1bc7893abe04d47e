"""Every view says who may open it; a view that says nothing is closed to everybody.

@blueprint.get("/groups")
@requires("administrator")
def groups(): ...
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.exceptions import Forbidden, Unauthorized

from app.engine import Actor

ADMINISTRATORS = "crm-administrators"
ANALYSTS = "analysts"

Check = Callable[[Actor | None], bool]
View = TypeVar("View", bound=Callable[..., Any])

_permissions: dict[str, Check] = {}


def register_permission(name: str, check: Check) -> None:
    """Add a permission that views may require.

    Parameters:
        name: what `requires` takes.
        check: given who asks (None when nobody has signed in), whether they may open the view at all. What they see
            there is a matter of the queries: rights to records are rows, not views.
    """
    _permissions[name] = check


def requires(name: str) -> Callable[[View], View]:
    """Declare who may open the view: `public`, `signed_in`, `analyst`, `administrator`, `record.read`, `record.write`,
    or a name given to `register_permission`.

    The `record.*` permissions let everybody in who has signed in and promise that the view itself asks for the right
    to the record it shows or changes.

    Raises:
        ValueError: there is no such permission.
    """
    if name not in _permissions:
        raise ValueError(f"no permission {name!r}: {', '.join(_permissions)}")

    def declare(view: View) -> View:
        setattr(view, "permission", name)  # noqa: B010  (a function has no such attribute by its type)
        return view

    return declare


def accepts_files(view: View) -> View:
    """Declare that files may be sent to the view; elsewhere they are refused, and an API door takes JSON only."""
    setattr(view, "accepts_files", True)  # noqa: B010
    return view


def accepts_record_files(view: View) -> View:
    """Declare that files of records may be sent to the view, which are larger than other bodies may be."""
    setattr(view, "accepts_record_files", True)  # noqa: B010
    return accepts_files(view)


def takes_record_files(view: Callable[..., Any]) -> bool:
    """Whether the view has declared that files of records may be sent to it."""
    return bool(getattr(view, "accepts_record_files", False))


def takes_files(view: Callable[..., Any]) -> bool:
    """Whether the view has declared that files may be sent to it."""
    return bool(getattr(view, "accepts_files", False))


def asked_by_pages(view: View) -> View:
    """Declare that pages ask the view by themselves, again and again: that is no sign of a person before the screen, so
    it keeps no session from ending when nobody uses it."""
    setattr(view, "asked_by_pages", True)  # noqa: B010
    return view


def is_asked_by_pages(view: Callable[..., Any]) -> bool:
    """Whether the view has declared that pages ask it by themselves."""
    return bool(getattr(view, "asked_by_pages", False))


def may(actor: Actor | None, name: str) -> bool:
    """Whether the actor has the permission."""
    return _permissions[name](actor)


def permission_of(view: Callable[..., Any]) -> str | None:
    """The permission that a view function (or the class of a class-based view) has declared."""
    return getattr(view, "permission", None) or getattr(getattr(view, "view_class", None), "permission", None)


def check_request(actor: Actor | None) -> None:
    """Refuse the present request unless its view is open to the actor.

    Raises:
        Unauthorized: signing in would help.
        Forbidden: it would not, or the view declares no permission.
    """
    if request.endpoint is None:  # nothing is there: the answer is 404 for everybody
        return
    name = permission_of(current_app.view_functions[request.endpoint])
    if name is None:
        current_app.logger.error("The view %s declares no permission and is closed", request.endpoint)
        raise Forbidden
    if not may(actor, name):
        raise Forbidden if actor else Unauthorized


def _signed_in(actor: Actor | None) -> bool:
    return actor is not None


def _member_of(*groups: str) -> Check:
    return lambda actor: actor is not None and not actor.groups.isdisjoint(groups)


register_permission("public", lambda actor: True)
register_permission("signed_in", _signed_in)
register_permission("record.read", _signed_in)
register_permission("record.write", _signed_in)
register_permission("analyst", _member_of(ANALYSTS, ADMINISTRATORS))
register_permission("administrator", _member_of(ADMINISTRATORS))
