"""The shape of an entry."""

from dataclasses import dataclass

from app.engine.problems.problem import CONFIRMATION, ERROR, WARNING
from app.i18n import Template


@dataclass(frozen=True)
class Entry:
    """Severity, message and suggestion of one kind of problem; `%(…)s` are filled by the one who found it."""

    severity: str
    message: Template
    suggestion: Template | None = None
    by_administrator: bool = False


def error(message: Template, suggestion: Template | None = None) -> Entry:
    return Entry(ERROR, message, suggestion)


def confirmation(message: Template, suggestion: Template | None = None) -> Entry:
    """What loses or opens something: it is published only when somebody has confirmed it."""
    return Entry(CONFIRMATION, message, suggestion)


def administration(message: Template, suggestion: Template | None = None) -> Entry:
    """What gives rights: it is published only when an administrator has confirmed it."""
    return Entry(CONFIRMATION, message, suggestion, by_administrator=True)


def warning(message: Template, suggestion: Template | None = None) -> Entry:
    return Entry(WARNING, message, suggestion)
