"""The record types of the application."""

from collections.abc import Iterator

from app.records.types.record_type import RecordType


class Registry:
    """The record types of the application, in the order of their registration."""

    def __init__(self) -> None:
        self._types: dict[str, RecordType] = {}
        self._by_plural: dict[str, RecordType] = {}

    def register(self, record_type: RecordType) -> RecordType:
        """Add a record type.

        Raises:
            DeclarationError: another type has its name or its plural.
        """
        for given, known in ((record_type.name, self._types), (record_type.plural, self._by_plural)):
            if given in known:
                raise DeclarationError(
                    record_type.name, [f"another record type is called “{given}” already: choose another name"]
                )
        self._types[record_type.name] = record_type
        self._by_plural[record_type.plural] = record_type
        return record_type

    def withdraw(self, record_type: RecordType) -> None:
        """Take a record type out again: for packages that are loaded for a while."""
        del self._types[record_type.name], self._by_plural[record_type.plural]

    def get(self, name: str) -> RecordType | None:
        return self._types.get(name)

    def __getitem__(self, name: str) -> RecordType:
        return self._types[name]

    def by_plural(self, plural: str) -> RecordType | None:
        return self._by_plural.get(plural)

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self._types.values())


class DeclarationError(Exception):
    """A record type is not declared as it must be; the words are for its author, one fault a line."""

    def __init__(self, record_type: str, problems: list[str]) -> None:
        super().__init__("\n".join(f"{record_type}: {problem}" for problem in problems))
        self.problems = problems


registry = Registry()
