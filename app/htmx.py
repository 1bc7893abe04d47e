"""Answers to htmx: what a view says back when only a part of the page changes."""

import json
from typing import Any, cast

from flask import Response, flash, redirect, request

DIALOG = "dialog-body"


def is_htmx() -> bool:
    """Whether the request was made by htmx and wants a part of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def in_dialog() -> bool:
    """Whether the answer goes into the dialog of the shell."""
    return is_htmx() and request.headers.get("HX-Target") == DIALOG


def trigger(response: Response, name: str, detail: Any = True) -> Response:
    """Let the page raise the event `name` on its body when the answer arrives. May be called several times."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    events[name] = detail
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


def done(message: str | None = None, *, to: str, events: dict[str, Any] | None = None, stay: bool = False) -> Response:
    """The answer to a form that was saved.

    Without htmx: a redirect to `to`, with `message` shown there. With htmx: the dialog is closed, `events` are raised
    on the page, and the browser goes to `to` unless `stay`: then `message` is a toast on the page that is open.
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
        toast(response, message)
    for name, detail in (events or {}).items():
        trigger(response, name, detail)
    trigger(response, "closeDialog")  # the last: the others are raised on the form, which goes with the dialog
    return response
