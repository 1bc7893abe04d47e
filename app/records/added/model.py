"""What a `*.fields.yaml` says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.records.types import Field


@dataclass(frozen=True)
class AddedFields:
    """The fields that are added to one record type.

    Attributes:
        record_type: the type.
        fields: in their order; the same object as long as the file is in force.
        lines: in the file, by field.
    """

    record_type: str
    fields: Sequence[Field] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    record_type_line: int = field(default=1, compare=False)

    def field(self, name: str) -> Field | None:
        """The added field of that name, or None."""
        return next((each for each in self.fields if each.name == name), None)
