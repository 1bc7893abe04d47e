"""Under which names the server may be asked: a name that somebody else has pointed at it is refused."""

from flask import Flask, abort, current_app, request
from werkzeug.sansio.utils import host_is_trusted

from app.i18n import gettext as _


def init_app(app: Flask) -> None:
    """Look at the name before anything else is done with a request; comes first."""
    app.before_request(_check_host)


def _check_host() -> None:
    allowed = current_app.config["SETTINGS"].allowed_hosts
    if allowed and not host_is_trusted(request.host.lower(), [name.lower() for name in allowed]):
        abort(400, _("This server does not answer under this name."))
