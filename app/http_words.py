"""What the status codes of HTTP are called, and what they say to a person."""

from flask import request

from app.i18n import gettext as _

NAMES = {
    400: "BadRequest",
    401: "AuthenticationRequired",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Conflict",
    412: "StaleRevision",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    422: "ValidationError",
    429: "TooManyRequests",
    500: "InternalError",
}


def words(status: int) -> tuple[str, str]:
    """What happened and what to do about it, in the language of the request."""
    found = {
        400: (_("The request cannot be understood"), _("Open the page again and repeat; the form may be out of date.")),
        401: (_("Please sign in"), _("This page is for people who have signed in.")),
        403: (_("This is not open to you"), _("If you need it for your work, ask the administrator for the right.")),
        404: (_("There is no such page"), _("It may have been deleted, or it is not among what you may see.")),
        405: (_("This cannot be done here"), _("Open the page from the menu and repeat.")),
        409: (_("Somebody was faster"), _("The thing has changed since you opened it. Look at it anew and repeat.")),
        412: (_("Somebody was faster"), _("The thing has changed since you opened it. Look at it anew and repeat.")),
        413: (
            _("This is too large"),
            _too_large(),
        ),
        415: (_("This kind of file is not accepted"), _("Choose a file of another kind.")),
        422: (_("Some fields need another look."), _("Open the page again and repeat; the form may be out of date.")),
        429: (_("Too many tries"), _("Wait a few minutes and try again.")),
    }
    return found.get(status) or (
        _("Something broke on our side"),
        _("Nothing was saved. Try again; if it stays so, send the code to the administrator."),
    )


def _too_large() -> str:
    limit = request.max_content_length or 0
    if limit < _MIB:
        return _("At most %(size)s KB are accepted from somebody who has not signed in.", size=limit // 1024)
    return _("At most %(size)s MB are accepted at a time.", size=limit // _MIB)


_MIB = 1024 * 1024
