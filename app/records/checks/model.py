"""What a check says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.feel import Expression

Words = Mapping[str, str]


@dataclass(frozen=True)
class Check:
    """A rule over several fields.

    Attributes:
        id: unique among the checks of its file.
        expression: what must hold; only `false` breaks the check, so that what is not filled in passes.
        fields: where the words stand; of a check of rows: fields of a row.
        message: words in both languages.
        rows: the list whose rows are checked one by one; empty: the record or the form as a whole.
        line: in its file.
    """

    id: str
    expression: Expression
    fields: tuple[str, ...]
    message: Words
    rows: str = ""
    line: int | None = field(default=None, compare=False)

    def places(self, row: int | None = None) -> tuple[str, ...]:
        """Names of the inputs at which the words stand.

        Parameters:
            row: the number of the row that breaks the check, from 0.
        """
        return self.fields if row is None else tuple(f"{self.rows}-{row}-{name}" for name in self.fields)
