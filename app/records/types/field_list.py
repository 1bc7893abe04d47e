"""The fields of a record type: those that it declares, and those that analysts have added."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, overload

from app.records.types.field import Field

Added = Callable[[str], Sequence[Field]]


def _none(_record_type: str) -> Sequence[Field]:
    return ()


class FieldList(Sequence[Field]):
    """Declared fields first, then those that are added now and do not hide a declared one.

    Attributes:
        declared, declared_by_name: those that nobody adds or removes while the application runs.
        added: tells the fields that analysts have added to a record type; set once, by the package that reads them.
    """

    added: Added = staticmethod(_none)

    def __init__(self, record_type: str, model: Any, declared: Sequence[Field]) -> None:
        self._record_type = record_type
        self._model = model
        self.declared = tuple(each.bind(record_type, model) for each in declared)
        self.declared_by_name = {each.name: each for each in self.declared}
        self._known = self._together(())

    @property
    def current(self) -> tuple[Field, ...]:
        """All fields; the same object until one is added or removed."""
        return self._now().fields

    @property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their names."""
        return self._now().by_name

    @property
    def by_path(self) -> Mapping[str, Field]:
        """The fields, and what comes with them, by their names."""
        return self._now().by_path

    def _now(self) -> "_Together":
        """What is there now; put together again when other fields are added than before."""
        added, known = FieldList.added(self._record_type), self._known
        if added is not known.added:
            known = self._known = self._together(added)
        return known

    def _together(self, added: Sequence[Field]) -> "_Together":
        own = {each.name for each in self.declared}
        more = (each.bind(self._record_type, self._model) for each in added if each.name not in own)
        fields = (*self.declared, *more)
        by_path = {each.name: each for one in fields for each in (*one.companions, one)}
        return _Together(added, fields, {each.name: each for each in fields}, by_path)

    def __iter__(self) -> Iterator[Field]:
        return iter(self._now().fields)

    def __len__(self) -> int:
        return len(self._now().fields)

    @overload
    def __getitem__(self, index: int) -> Field: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Field]: ...
    def __getitem__(self, index: int | slice) -> Field | Sequence[Field]:
        return self._now().fields[index]


@dataclass(frozen=True)
class _Together:
    """Declared and added fields; made once and never changed, so that threads may share it."""

    added: Sequence[Field]
    fields: tuple[Field, ...]
    by_name: Mapping[str, Field]
    by_path: Mapping[str, Field]


@contextmanager
def declared_only() -> Iterator[None]:
    """Let the record types have their declared fields alone: what analysts have added is in the database."""
    added = FieldList.added
    FieldList.added = staticmethod(_none)
    try:
        yield
    finally:
        FieldList.added = staticmethod(added)
