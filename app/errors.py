"""From an error to an answer: the one table says what it means, the door through which the request came shows it."""

import secrets

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, TooManyRequests

from app.access.session import is_api_request, optional_actor
from app.api import errors as for_programs
from app.logs import printable
from app.records.commands.verdicts import Verdict, verdict_of
from app.web import errors as for_people


def init_app(app: Flask) -> None:
    """Answer every error with a page, a toast or JSON, by who asked."""
    app.register_error_handler(Exception, _answer)
    app.register_error_handler(HTTPException, _answer)


def _answer(error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.response is not None:  # a redirect, or a complete answer
        return current_app.make_response(error.response)
    verdict = verdict_of(error)
    if verdict.status == 500 and not isinstance(error, HTTPException):
        _log_break_down(error)
    code = _noted(verdict)
    door = for_programs if is_api_request() else for_people
    response: Response = door.answer(verdict, code)
    response.headers.update(_headers(error))
    return response


def _log_break_down(error: Exception) -> None:
    propagate = current_app.config["PROPAGATE_EXCEPTIONS"]
    if current_app.testing if propagate is None else propagate:
        raise error
    current_app.logger.error("%s %s broke down", request.method, printable(request.path), exc_info=error)


def _noted(verdict: Verdict) -> str:
    """Write it into the log, under a code that the person is told."""
    code = secrets.token_hex(4)
    actor = optional_actor()
    level = "error" if verdict.status >= 500 else "info"
    getattr(current_app.logger, level)(
        "%s: %s %s answered %s to %s (%s)",
        code,
        *map(printable, (request.method, request.path, str(verdict.status))),
        printable(actor.login if actor else "nobody"),
        printable(str(verdict.message)),
    )
    return code


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return {"Allow": ", ".join(error.valid_methods)}
    if isinstance(error, TooManyRequests) and error.retry_after:
        return {"Retry-After": str(error.retry_after)}
    return {}
