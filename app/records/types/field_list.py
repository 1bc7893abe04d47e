"""The fields of a record type: those that it declares, and those that analysts have added."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, overload

from app.records.types.field import Field

Added = Callable[[str], Sequence[Field]]


def _none(_record_type: str) -> Sequence[Field]:
    return ()


class FieldList(Sequence[Field]):
    """Declared fields first, then those that are added now.

    Attributes:
        added: tells the fields that analysts have added to a record type; set once, by the package that reads them.
    """

    added: Added = staticmethod(_none)

    def __init__(self, record_type: str, model: Any, declared: Sequence[Field]) -> None:
        self._record_type = record_type
        self._model = model
        self.declared = tuple(each.bind(record_type, model) for each in declared)
        self._seen: Sequence[Field] = ()
        self._put_together(())

    @property
    def current(self) -> tuple[Field, ...]:
        """All fields; the same object until one is added or removed."""
        self._refresh()
        return self._all

    @property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their names."""
        self._refresh()
        return self._by_name

    @property
    def by_path(self) -> Mapping[str, Field]:
        """The fields, and what comes with them, by their names."""
        self._refresh()
        return self._by_path

    def _refresh(self) -> None:
        added = FieldList.added(self._record_type)
        if added is not self._seen:
            self._seen = added
            self._put_together(added)

    def _put_together(self, added: Sequence[Field]) -> None:
        self._all = (*self.declared, *(each.bind(self._record_type, self._model) for each in added))
        self._by_name = {each.name: each for each in self._all}
        self._by_path = {each.name: each for one in self._all for each in (*one.companions, one)}

    def __iter__(self) -> Iterator[Field]:
        self._refresh()
        return iter(self._all)

    def __len__(self) -> int:
        self._refresh()
        return len(self._all)

    @overload
    def __getitem__(self, index: int) -> Field: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Field]: ...
    def __getitem__(self, index: int | slice) -> Field | Sequence[Field]:
        self._refresh()
        return self._all[index]


@contextmanager
def declared_only() -> Iterator[None]:
    """Let the record types have their declared fields alone: what analysts have added is in the database."""
    added = FieldList.added
    FieldList.added = staticmethod(_none)
    try:
        yield
    finally:
        FieldList.added = staticmethod(added)
