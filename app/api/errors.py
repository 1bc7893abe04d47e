"""Errors of commands as `{"type", "message", "details"}` with their status code."""

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from app.access.session import is_api_request
from app.engine import (
    CommandError,
    DeploymentRefused,
    EngineError,
    LockLost,
    MessageMismatch,
    NotAllowedNow,
    NotFound,
    Refusal,
    StaleRevision,
    StepLimitExceeded,
    TaskAlreadyCompleted,
    TechnicalFailure,
)
from app.records.errors import Conflict, Forbidden, RecordRefused
from app.records.listing import FilterRefused
from app.web.errors import answer as web_answer

# The first class that fits counts.
_KINDS = (
    (RecordRefused, 422, "ValidationError"),
    (Forbidden, 403, "Forbidden"),
    (NotFound, 404, "NotFound"),
    (Conflict, 409, "Conflict"),
    (Refusal, 409, "MoveRefused"),
    (TaskAlreadyCompleted, 409, "TaskAlreadyCompleted"),
    (StaleRevision, 412, "StaleRevision"),
    (StepLimitExceeded, 409, "StepLimitExceeded"),
    (TechnicalFailure, 409, "TechnicalFailure"),
    (LockLost, 400, "BadUserRequestException"),
    (MessageMismatch, 400, "MismatchingMessageCorrelationException"),
    (NotAllowedNow, 409, "NotAllowedNow"),
    (DeploymentRefused, 400, "ParseException"),
    (CommandError, 409, "CommandRefused"),
)


class BadRequest(Exception):
    """The request cannot be understood; the words say what is wrong with it."""

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.details = details


def init_app(app: Flask) -> None:
    """Answer errors of commands on API addresses; pages answer theirs themselves or through the shell."""
    app.register_error_handler(EngineError, _command_error)
    app.register_error_handler(FilterRefused, _filter_error)
    app.register_error_handler(BadRequest, lambda error: answer(400, "BadRequest", str(error), error.details))


def answer(status: int, kind: str, message: str, details: dict | None = None) -> Response:
    """An error answer of the contract."""
    response = jsonify(type=kind, message=message, details=details or {})
    response.status_code = status
    return response


def kind_of(error: EngineError) -> tuple[int, str]:
    """The status code and the name under which the contract knows this error."""
    for kind, status, name in _KINDS:
        if isinstance(error, kind):
            return status, name
    return 409, "CommandRefused"


def _command_error(error: EngineError) -> Response:
    status, name = kind_of(error)
    if is_api_request():
        details = error.fields if isinstance(error, RecordRefused) else error.details
        return answer(status, name, str(error), {key: _plain(value) for key, value in details.items()})
    return web_answer(_HttpError(status, str(error)))


def _filter_error(error: FilterRefused) -> Response:
    if is_api_request():
        return answer(400, "BadFilter", str(error))
    return web_answer(_HttpError(400, str(error)))


class _HttpError(HTTPException):
    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.code = status


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
