"""What the engine asks of the records that processes are about. `app.records` answers."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

Words = Mapping[str, str]
Unit = TypeVar("Unit", contravariant=True)


class RecordHost(Protocol[Unit]):
    """The records, as the engine sees them: a type is a name, a record is a number.

    `unit` is the running `app.engine.UnitOfWork`; everything that is read or written belongs to its transaction.
    """

    def view(self, unit: Unit, record_type: str, record_id: int) -> Mapping[str, Any]:
        """The record as a FEEL context, reading lazily, fresh under the lock."""

    def known_fields(self, record_type: str) -> Mapping[str, Mapping[str, Any] | None] | None:
        """Names that an expression may read, nested for references; None: there is no such record type."""

    def known_texts(self, record_type: str, path: Sequence[str]) -> Sequence[str]:
        """The texts that a value behind a record can be (`("counterparty", "status")`): ids of statuses or choices, as
        they will be once the deployment under check is published; none: any text, or another value."""

    def set_fields(self, unit: Unit, record_type: str, record_id: int, changes: Mapping[str, Any]) -> None:
        """Change fields, with their types checked, history written and `unit.record_changed` told."""

    def set_status(self, unit: Unit, record_type: str, record_id: int, status: str) -> None:
        """Give the record another status."""

    def candidates(
        self, unit: Unit, record_type: str, record_id: int, role: str
    ) -> tuple[Sequence[str], Sequence[int]]:
        """The groups and the persons that have a role of the lifecycle file on this record now."""

    def people(
        self, unit: Unit, record_type: str | None, record_id: int | None, role: str
    ) -> Sequence[Mapping[str, Any]]:
        """The persons who have a role on this record now, members of its groups among them, each once, as contexts
        with at least `id`, `login` and `name`. Without a record a role is a group."""

    def roles(self, record_type: str) -> Sequence[str] | None:
        """Role names of the lifecycle in force; None: there is no lifecycle yet."""

    def statuses(self, record_type: str) -> Sequence[str] | None:
        """Status ids of the lifecycle in force; None: there is no lifecycle yet."""

    def person(self, unit: Unit, value: Any) -> int | None:
        """The id of the person that a FEEL context, a login or a number means."""

    def display_name(self, unit: Unit, record_type: str, record_id: int) -> str:
        """How the record is called in lists and tasks."""


class NoRecords(Generic[Unit]):
    """The host before any is set: knows no record type, so that diagrams without records still run."""

    def view(self, unit: Unit, record_type: str, record_id: int) -> Mapping[str, Any]:
        return {}

    def known_fields(self, record_type: str) -> Mapping[str, Mapping[str, Any] | None] | None:
        return None

    def known_texts(self, record_type: str, path: Sequence[str]) -> Sequence[str]:
        return ()

    def set_fields(self, unit: Unit, record_type: str, record_id: int, changes: Mapping[str, Any]) -> None:
        raise LookupError(f"no record type {record_type!r}")

    def set_status(self, unit: Unit, record_type: str, record_id: int, status: str) -> None:
        raise LookupError(f"no record type {record_type!r}")

    def candidates(
        self, unit: Unit, record_type: str, record_id: int, role: str
    ) -> tuple[Sequence[str], Sequence[int]]:
        return (), ()

    def people(
        self, unit: Unit, record_type: str | None, record_id: int | None, role: str
    ) -> Sequence[Mapping[str, Any]]:
        return ()

    def roles(self, record_type: str) -> Sequence[str] | None:
        return None

    def statuses(self, record_type: str) -> Sequence[str] | None:
        return None

    def person(self, unit: Unit, value: Any) -> int | None:
        return value if isinstance(value, int) else None

    def display_name(self, unit: Unit, record_type: str, record_id: int) -> str:
        return f"{record_type} {record_id}"


_host: RecordHost[Any] = NoRecords[Any]()


def set_record_host(host: RecordHost[Any] | None) -> None:
    """Name the records that processes are about (None: no records again)."""
    global _host
    _host = host or NoRecords[Any]()


def record_host() -> RecordHost[Any]:
    """The host in force."""
    return _host
