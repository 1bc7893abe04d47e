"""The values of a field: read, kept and shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.records.types.declared import Declared
from app.records.types.errors import ValueRefused
from app.records.types.no_access import Guarded
from app.records.types.showing import Key, Showing, Shown
from app.records.types.views import Views
from app.written import Written


@dataclass(frozen=True)
class Valued(Declared, Guarded):
    """A field with what can be done to its values."""

    # reading what is given

    @property
    def empty(self) -> Any:
        """What the field holds when it holds nothing."""
        return [] if self.many else None

    def read(self, raw: Any) -> Any:
        """Turn a value from a form, the API or an expression into what the model holds.

        Raises:
            ValueRefused: the value does not fit.
        """
        if raw is None or raw == "":
            return self.empty
        value = self._read(raw)
        problem = self.check(value) if self.check and value not in ("", None, []) else ""
        if problem:
            raise ValueRefused(problem)
        return value

    def read_cell(self, raw: Any, names: Mapping[str, Any] | None = None) -> Any:
        """Turn a cell of a spreadsheet into what the model holds.

        Parameters:
            names: ids by what people write in the cell, for what points somewhere.

        Raises:
            ValueRefused: the value does not fit.
        """
        return self.read(Written(raw) if isinstance(raw, str) else raw)

    def fit(self, value: Any) -> Any:
        """A computed value as the field keeps it, rounded to its scale.

        Raises:
            ValueRefused: it is of another kind.
        """
        return self.read(value)

    @property
    def settles(self) -> bool:
        """Whether a new value is settled beside the one that is there."""
        return not self.stored_in_row

    def settle(self, value: Any, before: Any) -> Any:
        """A new value beside the one that is there: rows find the ids that they had, files are taken.

        Raises:
            ValueRefused: the value does not fit.
        """
        return value

    def fitted(self, value: Any) -> tuple[Any, Mapping[str, str]]:
        """A list as its table can hold it, and what is wrong in it, by `<number of the row>-<field>`."""
        return value, {}

    def _read(self, raw: Any) -> Any:
        raise NotImplementedError

    # storing

    def get(self, record: Any) -> Any:
        """The value in a record's own row."""
        kept = (record.custom or {}).get(self.name) if self.custom else None
        return self.from_json(kept) if self.custom else getattr(record, self.attribute)

    def set(self, record: Any, value: Any) -> None:
        """Write a typed value into a record's own row."""
        if self.custom:
            kept = {name: held for name, held in (record.custom or {}).items() if name != self.name}
            record.custom = kept if value in (None, "", []) else {**kept, self.name: self.json(value)}
        else:
            setattr(record, self.attribute, value)

    def load(self, record_ids: Collection[int]) -> dict[int, Any]:
        """The values of many records, when they are not in their rows."""
        raise NotImplementedError

    def write(self, record_id: int, value: Any) -> None:
        """Keep the value of a record, when it is not in its row."""
        raise NotImplementedError

    def load_rows(self, record_ids: Collection[int]) -> dict[int, Any]:
        """The values in the rows of many records by the id of the row, when they are not in the rows themselves."""
        raise NotImplementedError

    def write_rows(self, record_id: int, values: Mapping[int, Any]) -> None:
        """Keep the values of all rows of a record by the id of the row, when they are not in the rows themselves."""
        raise NotImplementedError

    # showing

    def words(self, value: Any, showing: Showing | None = None) -> str:
        """The value as a person reads it in a list or in the history, empty when there is none."""
        return "" if value is None or value == "" or value == [] else self._words(value, showing or Showing())

    def _words(self, value: Any, showing: Showing) -> str:
        return str(value)

    def brief(self, value: Any, showing: Showing | None = None) -> str:
        """The words where there is little room."""
        return self.words(value, showing)

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        """The value in a list."""
        return Shown("number" if self.numeric else "text", self.words(value, showing))

    def cell(self, value: Any, showing: Showing) -> Any:
        """The value as a spreadsheet holds it: a number, a date, a moment in the person's zone, else words."""
        return self.words(value, showing)

    def json(self, value: Any) -> Any:
        """The value as the API carries it."""
        return value

    def from_json(self, kept: Any) -> Any:
        """The value that `json` has written."""
        return self.empty if kept is None else kept

    def feel(self, value: Any, views: Views) -> Any:
        """The value as expressions see it; records and files in it are views that `views` makes."""
        return None if value == "" else value

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        """What an expression may read behind the field's name; None: nothing is known of it."""
        return None

    def pointed_to(self, value: Any) -> list[Key]:
        """What a value points to, so that names are read for many at once."""
        return []

    def may_stay(self, record_id: int) -> list[Key]:
        """What a change of a record may point to, whoever asks: what is, or has been, the record's own."""
        return []

    def searched(self, value: Any) -> list[str]:
        """The words by which a record is found."""
        return [] if value in (None, "", []) else [str(value)]
