"""What an error says to whoever asked: the one table of status codes and words, for pages and programs alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app import http_words
from app.engine import (
    CommandError,
    CommandTimeExceeded,
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
    TooManyRuns,
)
from app.i18n import gettext as _
from app.records.errors import Conflict, FieldsForbidden, Forbidden, RecordRefused, StatusChanged
from app.records.forms.filling import FormRefused
from app.records.forms.given import input_is_of
from app.records.forms.model import Form
from app.records.listing import FilterRefused

STALE_PAGE = "StalePage"
"""The kind of a form that was drawn for a session that is over."""

# The first class that fits counts.
_KINDS: tuple[tuple[type[Exception], int, str], ...] = (
    (RecordRefused, 422, "ValidationError"),
    (FormRefused, 422, "ValidationError"),
    (FilterRefused, 400, "BadFilter"),
    (Forbidden, 403, "Forbidden"),
    (NotFound, 404, "NotFound"),
    (Conflict, 409, "Conflict"),
    (StatusChanged, 409, "StatusChanged"),
    (Refusal, 409, "MoveRefused"),
    (TaskAlreadyCompleted, 409, "TaskAlreadyCompleted"),
    (StaleRevision, 412, "StaleRevision"),
    (StepLimitExceeded, 409, "StepLimitExceeded"),
    (CommandTimeExceeded, 409, "CommandTimeExceeded"),
    (TooManyRuns, 409, "TooManyRuns"),
    (TechnicalFailure, 409, "TechnicalFailure"),
    (LockLost, 400, "BadUserRequestException"),
    (MessageMismatch, 400, "MismatchingMessageCorrelationException"),
    (NotAllowedNow, 409, "NotAllowedNow"),
    (DeploymentRefused, 400, "ParseException"),
    (CommandError, 409, "CommandRefused"),
    (EngineError, 409, "CommandRefused"),
)


@dataclass(frozen=True)
class Verdict:
    """An error as it is shown.

    Attributes:
        status: status code of HTTP.
        kind: the name under which the contract of the API knows it.
        words: what our own code says of it; empty when it says nothing but the status code.
        fields: words by name of a field or an input.
        details: what programs get besides; None: nothing but the code under which the log has it.
    """

    status: int
    kind: str
    words: str
    fields: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Any] | None = None

    @property
    def title(self) -> str:
        return http_words.words(self.status)[0]

    @property
    def explanation(self) -> str:
        """The own words, or what to do about such a status code."""
        return self.words or http_words.words(self.status)[1]

    @property
    def message(self) -> str:
        """All in one text."""
        return self.words or f"{self.title}. {self.explanation}"

    def over(self, form: Form | None) -> tuple[str, dict[str, list[str]]]:
        """The words above the form, perhaps none, and those beside its inputs, by name of the input."""
        keys = [component.key for component in form.inputs()] if form else []
        beside = {name: [words] for name, words in self.fields.items() if any(input_is_of(name, key) for key in keys)}
        if beside and beside.keys() == self.fields.keys():
            return "", beside
        return " ".join(dict.fromkeys([self.words, *_others(self.fields, beside)])), beside


def verdict_of(error: Exception) -> Verdict:
    """The verdict on an error of a command, a list or a request; on any other that something broke."""
    if isinstance(error, CSRFError):
        return Verdict(400, STALE_PAGE, _own_words(error))
    if isinstance(error, HTTPException):
        status = error.code or 500
        return Verdict(status, http_words.NAMES.get(status, "Error"), _own_words(error))
    for kind, status, name in _KINDS:
        if isinstance(error, kind):
            return Verdict(status, name, _words(error), _fields(error), _details(error))
    return Verdict(500, http_words.NAMES[500], "")


def verdict_on_form(error: Exception) -> Verdict:
    """The verdict for a form that is shown once more.

    Raises:
        NotFound, Forbidden: the error itself, where the form is not for this person either.
    """
    if isinstance(error, NotFound | Forbidden) and not isinstance(error, FieldsForbidden):
        raise error
    return verdict_of(error)


def _others(fields: Mapping[str, str], beside: Mapping[str, Any]) -> list[str]:
    return [words for name, words in fields.items() if name not in beside]


def _words(error: Exception) -> str:
    return _("Some fields need another look.") if isinstance(error, FormRefused) else str(error)


def _fields(error: Exception) -> dict[str, str]:
    match error:
        case RecordRefused() | FieldsForbidden():
            return {name: str(words) for name, words in error.fields.items()}
        case FormRefused():
            return {name: " ".join(words) for name, words in error.errors.items()}
        case Refusal():
            return dict.fromkeys(error.missing, str(error))
        case Conflict():
            return dict.fromkeys(error.theirs, str(error))
    return {}


def _details(error: Exception) -> Mapping[str, Any]:
    if isinstance(error, RecordRefused | FormRefused | FieldsForbidden):
        return _fields(error)
    return error.details if isinstance(error, EngineError) else {}


def _own_words(error: HTTPException) -> str:
    if isinstance(error, CSRFError):
        return _("The page is out of date: open it again and repeat. What you typed is still in the form.")
    return (error.description or "") if error.description != type(error).description else ""
