"""Answers to htmx: what a view says back when only a part of the page changes."""

import json
from typing import Any, cast

from flask import Response, flash, redirect, request

DIALOG = "dialog-body"
PAGE = "content"
CLOSE = "closeDialog"


def is_sent_by_htmx() -> bool:
    """Whether the request was made by htmx, be it for a part of a page or for all of it."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def is_htmx() -> bool:
    """Whether the request was made by htmx and wants a part of a page. A form of a page wants the whole one."""
    return is_sent_by_htmx() and request.headers.get("HX-Target") != PAGE


def wants_json() -> bool:
    """Whether a script of a page asks and reads the answer as data."""
    return request.accept_mimetypes.best == "application/json"


def in_dialog() -> bool:
    """Whether the answer goes into the dialog of the shell."""
    return is_htmx() and request.headers.get("HX-Target") == DIALOG


def trigger(response: Response, name: str, detail: Any = True) -> Response:
    """Let the page raise the event `name` on its body when the answer arrives. May be called several times.

    The dialog is closed last: the other events are raised on the form, which goes with it.
    """
    events = {**json.loads(response.headers.get("HX-Trigger", "{}")), name: detail}
    if CLOSE in events:
        events[CLOSE] = events.pop(CLOSE)
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def toast(response: Response, message: str, kind: str = "success", undo: str | None = None) -> Response:
    """Show a short message with the answer.

    Parameters:
        kind: `success`, `info`, `warning` or `error`; an error stays until it is closed.
        undo: address that takes the thing back when it is posted to.
    """
    return trigger(response, "toast", {"message": str(message), "kind": kind, "undo": undo})


def shown_again(body: str, status: int) -> Response:
    """A form once more, with what is wrong: htmx puts it where the form was, whatever the status code."""
    response = Response(body, status)
    target = request.headers.get("HX-Target")
    if is_htmx() and target:
        response.headers["HX-Retarget"] = f"#{target}"
    return response


def redirect_of_script(response: Response) -> Response:
    """Where a form that htmx has sent leads to: the browser goes there itself, so that the page is asked for once."""
    if not is_sent_by_htmx() or request.method == "GET" or response.status_code not in (302, 303):
        return response
    answer = Response(status=204)
    answer.headers["HX-Redirect"] = response.headers["Location"]
    for cookie in response.headers.getlist("Set-Cookie"):
        answer.headers.add("Set-Cookie", cookie)
    return answer


def done(
    message: str | None = None,
    *,
    to: str,
    events: dict[str, Any] | None = None,
    stay: bool = False,
    undo: str | None = None,
) -> Response:
    """The answer to a form that was saved.

    Without htmx: a redirect to `to`, with `message` shown there. With htmx: the dialog is closed, `events` are raised
    on the page, and the browser goes to `to` unless `stay`: then `message` is a toast on the page that is open, with a
    button that posts to `undo`.
    """
    if not is_htmx():
        if message:
            flash(str(message), "success")
        return cast(Response, redirect(to, 303))
    response = Response(status=204)
    if not stay:
        if message:
            flash(str(message), "success")
        response.headers["HX-Redirect"] = to
    elif message:
        toast(response, message, undo=undo)
    for name, detail in (events or {}).items():
        trigger(response, name, detail)
    return trigger(response, CLOSE)
