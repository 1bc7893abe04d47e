"""Errors for people: what happened, what to do, and a code that leads the admin to the log."""

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.htmx import is_sent_by_htmx, toast, wants_json
from app.i18n import gettext as _
from app.navigation import own_address
from app.records.commands.verdicts import STALE_PAGE, Verdict

SIGN_IN_AGAIN = "X-Sign-In-Again"
"""Header of an answer that says: the page that asked belongs to a session that is over, and nothing was done."""


def answer(verdict: Verdict, code: str) -> AnyResponse:
    """A page, a toast for htmx, or JSON for a script; who has not signed in is sent to do so.

    Parameters:
        code: under which the log has it.
    """
    if is_sent_by_htmx() or wants_json():
        return _for_scripts(verdict, code)
    if verdict.status == 401:
        return redirect(url_for("access.sign_in", next=_wanted_address()))
    page = render_template(
        "errors/error.html", status=verdict.status, title=verdict.title, explanation=verdict.explanation, code=code
    )
    return Response(page, verdict.status)


def _for_scripts(verdict: Verdict, code: str) -> Response:
    response = Response(status=verdict.status)
    if not is_sent_by_htmx():
        response = jsonify(type=verdict.kind, message=verdict.message, code=code)
        response.status_code = verdict.status
    if verdict.status == 401 or verdict.kind == STALE_PAGE:
        response.headers[SIGN_IN_AGAIN] = "1"
        return response
    if not is_sent_by_htmx():
        return response
    message = verdict.words or verdict.title
    return toast(response, _("%(message)s (code %(code)s)", message=message, code=code), "error")


def _wanted_address() -> str | None:
    """The page to come back to; for a form that was sent: the page on which it stands."""
    if request.method != "GET":
        return own_address((request.referrer or "").removeprefix(request.host_url.rstrip("/")))
    return request.full_path.rstrip("?") if request.path != "/" else None
