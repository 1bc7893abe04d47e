"""The record types of the application."""

import inspect
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.records.types.field_list import declared_only
from app.records.types.record_type import RecordType


class Registry:
    """The record types of the application, in the order of their registration."""

    def __init__(self) -> None:
        self._types: dict[str, RecordType] = {}
        self._by_plural: dict[str, RecordType] = {}
        self._places: dict[str, str] = {}

    def register(self, record_type: RecordType) -> RecordType:
        """Add a record type.

        Raises:
            DeclarationError: another type has its name or its plural.
        """
        place = _caller()
        for given, known in ((record_type.name, self._types), (record_type.plural, self._by_plural)):
            if given in known:
                other = self._places[known[given].name]
                words = f"another record type is called “{given}” already, in {other}: choose another name"
                raise DeclarationError([f"{place}: {record_type.name}: {words}"])
        self._types[record_type.name] = record_type
        self._by_plural[record_type.plural] = record_type
        self._places[record_type.name] = place
        return record_type

    def withdraw(self, record_type: RecordType) -> None:
        """Take a record type out again: for packages that are loaded for a while."""
        del self._types[record_type.name], self._by_plural[record_type.plural], self._places[record_type.name]

    def check(self) -> None:
        """Look at every declaration.

        Raises:
            DeclarationError: with all faults of all types together.
        """
        with declared_only():
            faults = [
                f"{self._places[each.name]}: {each.name}.{fault.place}: {fault.words}"
                for each in self
                for fault in each.check()
            ]
        if faults:
            raise DeclarationError(faults)

    def get(self, name: str) -> RecordType | None:
        return self._types.get(name)

    def __getitem__(self, name: str) -> RecordType:
        return self._types[name]

    def by_plural(self, plural: str) -> RecordType | None:
        return self._by_plural.get(plural)

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self._types.values())


class DeclarationError(Exception):
    """Record types are not declared as they must be; the words are for their authors.

    Parameters:
        problems: one line each: the file of the declaration, the field or part, what is wrong and what to do.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def _caller() -> str:
    """File and line of whoever registers, as a terminal can open them."""
    frame = inspect.currentframe()
    for _step in range(2):
        frame = frame.f_back if frame else None
    if frame is None:
        return "?"
    path = Path(frame.f_code.co_filename)
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{frame.f_lineno}"


registry = Registry()
