"""Errors for people: what happened, what to do, and a code that leads the admin to the log."""

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.htmx import is_htmx, toast, trigger
from app.i18n import gettext as _
from app.records.verdicts import Verdict


def answer(verdict: Verdict, code: str) -> AnyResponse:
    """A page, or a toast for htmx; who has not signed in is sent to do so.

    Parameters:
        code: under which the log has it.
    """
    if verdict.status == 401 and not is_htmx():
        return redirect(url_for("access.sign_in", next=_wanted_address()))
    if is_htmx():
        return _for_htmx(verdict, code)
    page = render_template(
        "errors/error.html", status=verdict.status, title=verdict.title, explanation=verdict.explanation, code=code
    )
    return Response(page, verdict.status)


def _for_htmx(verdict: Verdict, code: str) -> Response:
    response = Response(status=verdict.status)
    if verdict.status == 401:
        return trigger(response, "signedOut", {"address": url_for("access.sign_in")})
    message = verdict.words or verdict.title
    return toast(response, _("%(message)s (code %(code)s)", message=message, code=code), "error")


def _wanted_address() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
