"""Errors for people: what happened, what to do, and a code that leads the admin to the log."""

import secrets

from flask import Flask, Response, current_app, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, TooManyRequests

from app.access.session import is_api_request, optional_actor
from app.htmx import is_htmx, toast, trigger
from app.i18n import gettext as _
from app.logs import printable
from app.web.origin import is_browser

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

_BASIC = 'Basic realm="Dealflow", charset="UTF-8"'
_BEARER = 'Bearer realm="Dealflow"'


def init_app(app: Flask) -> None:
    """Answer every error with a page, a toast or JSON, by who asked."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(Exception, _unexpected)


def answer(error: HTTPException) -> Response:
    """The answer to an HTTP error; a description given by our own code is shown as it is."""
    if error.response is not None:  # a redirect, or an answer that is already complete
        return error.response
    status = error.code or 500
    code = secrets.token_hex(4)
    level = "error" if status >= 500 else "info"
    actor = optional_actor()
    getattr(current_app.logger, level)(
        "%s: %s %s answered %s to %s (%s)",
        code,
        *map(printable, (request.method, request.path, str(status))),
        printable(actor.login if actor else "nobody"),
        printable(str(error.description)),
    )
    title, explanation = words(status)
    own = _own_description(error)
    if is_api_request():
        response = jsonify(
            type=NAMES.get(status, "Error"), message=own or f"{title}. {explanation}", details={"code": code}
        )
        if status == 401:
            # browsers know no Bearer: they neither ask for a password nor keep one
            response.headers["WWW-Authenticate"] = _BEARER if is_browser(request) else f"{_BASIC}, {_BEARER}"
    elif status == 401 and not is_htmx():
        return redirect(url_for("access.sign_in", next=_wanted_address()))
    elif is_htmx():
        response = _for_htmx(status, own or title, code)
    else:
        response = Response(
            render_template("errors/error.html", status=status, title=title, explanation=own or explanation, code=code)
        )
    response.status_code = status
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(error.valid_methods)
    if isinstance(error, TooManyRequests) and error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


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
            _("At most %(size)s MB are accepted at a time.", size=current_app.config["SETTINGS"].upload_limit),
        ),
        415: (_("This kind of file is not accepted"), _("Choose a file of another kind.")),
        429: (_("Too many tries"), _("Wait a few minutes and try again.")),
    }
    return found.get(status) or (
        _("Something broke on our side"),
        _("Nothing was saved. Try again; if it stays so, send the code to the administrator."),
    )


def _unexpected(error: Exception) -> Response:
    propagate = current_app.config["PROPAGATE_EXCEPTIONS"]
    if current_app.testing if propagate is None else propagate:
        raise error
    current_app.log_exception((type(error), error, error.__traceback__))
    return answer(InternalServerError(original_exception=error))


def _own_description(error: HTTPException) -> str | None:
    if isinstance(error, CSRFError):
        return _("The page is out of date: open it again and repeat. What you typed is still in the form.")
    return error.description if error.description != type(error).description else None


def _for_htmx(status: int, message: str, code: str) -> Response:
    response = Response(status=status)
    if status == 401:
        return trigger(response, "signedOut", {"address": url_for("access.sign_in")})
    return toast(response, _("%(message)s (code %(code)s)", message=message, code=code), "error")


def _wanted_address() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
