"""What an artifact may name: everything as it will be once a deployment is published."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from app.engine.parsing.diagram import Diagram, Process

PROCESS, DECISION, FORM, LIFECYCLE = "process", "decision", "form", "lifecycle"


class DeploymentSet(Protocol):
    """What will be the latest version of everything; the checks of each kind of artifact ask it."""

    def parsed(self, kind: str, key: str) -> Any | None:
        """The content of an artifact: of this deployment, else the latest deployed one; None when there is none."""

    def keys(self, kind: str) -> set[str]:
        """The keys of all artifacts of a kind."""

    def names(self, kind: str, key: str, what: str) -> Sequence[str] | None:
        """What may be named in an artifact, such as the `statuses` of a lifecycle; None when it is not there."""

    def statuses(self, record_type: str) -> Sequence[str] | None:
        """The status ids of a record type; None when it has no lifecycle."""

    def roles(self, record_type: str) -> Sequence[str] | None:
        """The role names of a record type; None when it has no lifecycle."""

    def fields(self, record_type: str) -> Mapping[str, Any] | None:
        """The fields of a record type, nested for references; None when there is no such type."""

    def texts(self, record_type: str, path: Sequence[str]) -> Sequence[str]:
        """The texts that a value behind a record can be; none: any text, or another value."""

    def processes(self) -> Mapping[str, Process]:
        """The executable processes of the files of this deployment, by key."""

    def diagrams(self) -> Sequence[Diagram]:
        """The diagrams among the files of this deployment."""

    def starts_with_records_of(self, process_key: str) -> str | None:
        """The record type with whose new records a process starts by itself; None when it does not."""

    def record_type_of(self, process_key: str) -> str | None:
        """The record type that a process is about; None when it may be about any, or is not there."""

    def process_keys(self) -> set[str]:
        """The keys of all processes that can be called."""


_under_check: ContextVar[DeploymentSet | None] = ContextVar("under_check", default=None)


def under_check() -> DeploymentSet | None:
    """The deployment whose artifacts are being checked now; None: nothing is, what is deployed is in force."""
    return _under_check.get()


@contextmanager
def checking(deployment_set: DeploymentSet | None) -> Iterator[None]:
    """Inside, `under_check` is this deployment: whoever asks what there is hears what it will be."""
    before = _under_check.set(deployment_set)
    try:
        yield
    finally:
        _under_check.reset(before)
