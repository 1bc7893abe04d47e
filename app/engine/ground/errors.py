"""Everything that a command or a deployment may answer instead of doing what was asked.

Each error is for a person: `str(error)` is a sentence in the language of the request, `details` is what the API shows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.i18n import artifact_words, lazy_ngettext, localized
from app.i18n import lazy_gettext as _

_MOST_WORDS = 1000  # characters


class EngineError(Exception):
    """The root of all errors of the engine that are meant to be shown."""

    def __init__(self, message: object = "", **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def __str__(self) -> str:
        return str(self.message)


class CommandError(EngineError):
    """A command was not carried out; nothing has changed."""


class NotFound(CommandError):
    """The task, process, record or artifact is not there, or not visible to the caller."""

    def __init__(self, message: object = _("This is not there any more."), **details: Any) -> None:
        super().__init__(message, **details)


class TaskAlreadyCompleted(CommandError):
    """Somebody was faster: the task is completed or gone."""

    def __init__(self, message: object = _("This task has already been completed or is gone."), **details: Any) -> None:
        super().__init__(message, **details)


class StaleRevision(CommandError):
    """The caller worked on an older state than the one in the database."""

    def __init__(
        self, message: object = _("Somebody changed this in the meantime. Look at it again."), **details: Any
    ) -> None:
        super().__init__(message, **details)


class NotAllowedNow(CommandError):
    """What was asked for is not possible in the present state, or not for this person."""


class LockLost(CommandError):
    """An external task is not locked by this worker (any more)."""


class MessageMismatch(NotAllowedNow):
    """A message fits no waiting process, or several where one was meant."""


class StepLimitExceeded(CommandError):
    """The diagram went on without an end; the command was stopped and rolled back."""

    def __init__(self, element_id: str | None = None, element_name: str | None = None, limit: int = 0) -> None:
        super().__init__(
            lazy_ngettext(
                'The diagram makes more than %(num)s step without waiting (last: "%(name)s"). Is it an endless loop?',
                'The diagram makes more than %(num)s steps without waiting (last: "%(name)s"). Is it an endless loop?',
                limit,
                name=element_name or element_id or "?",
            ),
            element_id=element_id,
            element_name=element_name,
        )
        self.element_id = element_id
        self.element_name = element_name


class CommandTimeExceeded(CommandError):
    """The command took longer than it may; it was stopped and rolled back.

    Attributes:
        element_id, element_name: the element that was reached, or None.
    """

    def __init__(self, element_id: str | None = None, element_name: str | None = None, limit: int = 0) -> None:
        super().__init__(
            lazy_ngettext(
                'The diagram works for longer than %(num)s second at once (last: "%(name)s"). Nothing has changed. '
                "Let it do less at once, or have DEALFLOW_COMMAND_TIME raised.",
                'The diagram works for longer than %(num)s seconds at once (last: "%(name)s"). Nothing has changed. '
                "Let it do less at once, or have DEALFLOW_COMMAND_TIME raised.",
                limit,
                name=element_name or element_id or "?",
            ),
            element_id=element_id,
            element_name=element_name,
        )
        self.element_id = element_id
        self.element_name = element_name


class TooManyRuns(CommandError):
    """A multi-instance activity would run more often than it may; nothing was begun.

    Attributes:
        element_id, element_name: the activity.
    """

    def __init__(self, element_id: str, element_name: str, count: int, limit: int) -> None:
        super().__init__(
            lazy_ngettext(
                '"%(name)s" would run %(num)s time, at most %(limit)s are allowed. Nothing has changed. '
                "Give it a shorter list, or have DEALFLOW_MULTI_INSTANCE_LIMIT raised.",
                '"%(name)s" would run %(num)s times, at most %(limit)s are allowed. Nothing has changed. '
                "Give it a shorter list, or have DEALFLOW_MULTI_INSTANCE_LIMIT raised.",
                count,
                name=element_name,
                limit=limit,
            ),
            element_id=element_id,
            element_name=element_name,
        )
        self.element_id = element_id
        self.element_name = element_name


class TechnicalFailure(CommandError):
    """An element of a diagram could not be executed: not a rule of the diagram, but a fault.

    Attributes:
        element_id, element_name: where.
        cause: the original error, or None.
    """

    def __init__(
        self,
        message: object,
        element_id: str | None = None,
        element_name: str | None = None,
        cause: BaseException | None = None,
    ) -> None:
        super().__init__(message, element_id=element_id, element_name=element_name)
        self.element_id = element_id
        self.element_name = element_name
        self.cause = cause


class Refusal(CommandError):
    """The diagram said no: a BPMN error that nothing catches. The words are the diagram's own.

    Attributes:
        code: the error's code.
        message: `{"ru": …, "en": …}`.
        missing: record fields that would have to be filled.
        element_id, element_name: the error end event.
    """

    def __init__(
        self,
        code: str,
        message: Mapping[str, str],
        missing: Sequence[str] = (),
        element_id: str | None = None,
        element_name: str | None = None,
    ) -> None:
        super().__init__(dict(message), code=code, missing=list(missing), element_id=element_id)
        self.words = dict(message)
        self.code = code
        self.missing = tuple(missing)
        self.element_id = element_id
        self.element_name = element_name

    def __str__(self) -> str:
        return localized(self.words)


class BpmnError(Exception):
    """Raised by a service task: throws a BPMN error at its element, which a boundary event may catch.

    Parameters:
        code: the error code that the diagram catches.
        message: words for a person, shown when nothing catches it.
        missing: record fields that would have to be filled.
    """

    def __init__(self, code: str, message: Mapping[str, str] | str = "", missing: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.message = artifact_words(message, message) if isinstance(message, str) else dict(message)
        self.missing = tuple(missing)


class DeploymentRefused(EngineError):
    """The files have errors, or something in them waits for a confirmation; nothing was published.

    Attributes:
        problems: all errors, confirmations and warnings (`app.engine.checks.Problem`), in file order.
    """

    def __init__(self, problems: Sequence[Any]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors or not problems:
            words = lazy_ngettext(
                "Not published: %(num)s error in the files.", "Not published: %(num)s errors in the files.", len(errors)
            )
        else:
            words = _("Not published yet: look at what the files change and confirm it.")
        super().__init__(words)
        self.problems = list(problems)


class DeploymentWaits(DeploymentRefused):
    """The files give rights; they are kept, and published when an administrator has confirmed it.

    Attributes:
        waiting_id: by which what waits is found.
    """

    def __init__(self, problems: Sequence[Any], waiting_id: int) -> None:
        super().__init__(problems)
        self.message = _(
            "Not published yet: the files give rights, and wait for an administrator as No. %(id)s.", id=waiting_id
        )
        self.waiting_id = waiting_id
        self.details = {"waiting": str(waiting_id)}


def words_of(error: BaseException) -> str:
    """Its own words, as long as a person reads them; its kind when it has none."""
    try:
        words = str(error)
    except Exception:
        words = ""
    return words[:_MOST_WORDS] or type(error).__name__
