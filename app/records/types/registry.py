"""The record types of the application."""

from collections.abc import Iterator, Sequence

from app.records.types.field_list import declared_only
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
                other = known[given].declared_at
                words = f"another record type is called “{given}” already, in {other}: choose another name"
                raise DeclarationError([f"{record_type.declared_at}: {record_type.name}: {words}"])
        self._types[record_type.name] = record_type
        self._by_plural[record_type.plural] = record_type
        return record_type

    def withdraw(self, record_type: RecordType) -> None:
        """Take a record type out again: for packages that are loaded for a while."""
        del self._types[record_type.name], self._by_plural[record_type.plural]

    def check(self) -> None:
        """Look at every declaration.

        Raises:
            DeclarationError: with all faults of all types together.
        """
        with declared_only():
            faults = [
                f"{fault.declared_at or each.declared_at}: {each.name}.{fault.place}: {fault.words}"
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
        problems: one line each: file and line of the declaration, the field or part, what is wrong and what to do.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


registry = Registry()
