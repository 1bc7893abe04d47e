"""An ordered list of small records: the lines of an order, the people to talk to, the payments of a contract."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from sqlalchemy import ColumnElement, and_, exists, or_

from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.integer import IntegerField
from app.records.fields.row_attribute import RowAttribute
from app.records.fields.row_constraints import fit_rows, repeated
from app.records.fields.row_history import changed_rows, row_history, row_lines
from app.records.fields.row_merging import NOTHING, merged, settled, settled_inside
from app.records.fields.row_subtotals import Subtotals, subtotal_lines
from app.records.types.comparing import is_true, same, without_names
from app.records.types.errors import FilterRefused, ValueRefused, no_such_field
from app.records.types.field import Field
from app.records.types.showing import Key, Names, Showing
from app.records.types.views import Views
from app.records.values.related import read_rows, write_rows

MOST_ROWS = 500
OWN_KEYS = ("id", "revision")


@dataclass(frozen=True)
class RowsField(Field):
    """A list of rows, each with fields of its own, an id and a revision that it keeps while it is edited.

    Attributes:
        rows: the SQLAlchemy model of a row (`app.records.models.Row`).
        fields: of a row.
        title: the field that tells a row from others, for the history and for small screens.
        found_by: the fields of a row whose words find the record.
        at_most_one: a yes-or-no field that one row may have; that row comes first.
        totals: the fields of a row whose sums stand below the list.
        subtotals: by what the sums are told apart below the list, or None.
        unique: fields whose values may be together in one row only.
    """

    rows: Any = None
    fields: tuple[Field, ...] = ()
    title: str = ""
    found_by: tuple[str, ...] = ()
    at_most_one: str = ""
    totals: tuple[str, ...] = ()
    subtotals: Subtotals | None = None
    unique: tuple[str, ...] = ()

    type: ClassVar[str] = "rows"
    holds: ClassVar[Any] = _l("a list of rows")
    components: ClassVar[tuple[str, ...]] = ("dynamiclist",)
    operators = ("eq", "contains", "empty")
    many: ClassVar[bool] = True
    stored_in_row: ClassVar[bool] = False
    template: ClassVar[str] = "records/fields/rows.html"

    def bind(self, owner: str, model: Any, within: str = "") -> Self:
        inner = tuple(each.bind(owner, self.rows, self.name) for each in self.fields)
        return replace(self, owner=owner, model=model, fields=inner)

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(target for each in self.fields for target in each.targets)

    @property
    def row_fields(self) -> tuple[Field, ...]:  # type: ignore[override]
        return self.fields

    @property
    def copying(self) -> tuple[str, ...]:
        """The fields of a row that bring along a name for it when a record is picked in them."""
        return tuple(each.name for each in self.fields if self.title in getattr(each, "copies", ()))

    def columns(self, names: Collection[str]) -> tuple[Field, ...]:
        """The fields of a row that a table shows.

        Parameters:
            names: in their order; empty: all of them.
        """
        return tuple(found for name in names if (found := self.inner(name))) or self.fields

    def inner(self, name: str) -> Field | None:
        """The field of a row of that name, or None."""
        return next((each for each in self.fields if each.name == name), None)

    def path(self, tail: str) -> Field:
        inner = self.inner(tail)
        if inner is None:
            raise KeyError(f"{self.name}.{tail}")
        return RowAttribute.of(self, inner)

    # reading

    def _read(self, raw: Any) -> list[dict[str, Any]]:
        if not isinstance(raw, Iterable) or isinstance(raw, (str, Mapping)):
            raise ValueRefused(_("This must be a list of rows."))
        given = list(raw)
        if len(given) > MOST_ROWS:
            raise ValueRefused(_("At most %(count)s rows.", count=MOST_ROWS))
        problems: dict[str, str] = {}
        rows = [self._row(number, row, problems) for number, row in enumerate(given)]
        if problems:
            raise ValueRefused(_("Some rows need another look."), problems)
        rows = [row for row in rows if "id" in row or self._says_something(row)]
        self._check_marks(rows)
        return sorted(rows, key=lambda row: not row.get(self.at_most_one)) if self.at_most_one else rows

    def _row(self, number: int, raw: Any, problems: dict[str, str]) -> dict[str, Any]:
        if not isinstance(raw, Mapping):
            raise ValueRefused(_("This must be a list of rows."))
        row: dict[str, Any] = {}
        for name, value in raw.items():
            inner = self.inner(str(name))
            try:
                if name in OWN_KEYS:
                    if value not in (None, ""):
                        row[str(name)] = _whole(value)
                elif inner is None:
                    problems[f"{number}-{name}"] = no_such_field(str(name), [each.name for each in self.fields])
                elif not inner.is_computed:
                    row[inner.name] = inner.read(value)
            except ValueRefused as refused:
                problems[f"{number}-{name}"] = str(refused)
        return row

    def _says_something(self, row: Mapping[str, Any]) -> bool:
        return any(value not in NOTHING for value in row.values())

    def _check_marks(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if not self.at_most_one:
            return
        marked = [number for number, row in enumerate(rows) if row.get(self.at_most_one)]
        if len(marked) > 1:
            words = _("Only one row can have this mark.")
            raise ValueRefused(words, {f"{number}-{self.at_most_one}": words for number in marked[1:]})

    def settle(self, value: Any, before: Any) -> Any:
        rows = settled(value, before or [], self.fields)
        return settled_inside(rows, before or [], self.fields)

    def merge(self, mine: Any, seen: Sequence[Mapping[str, Any]], now: Any, choice: str | None = None) -> Any:
        """Rows that somebody changed while others changed other rows.

        Parameters:
            seen: what the history says of the changes in between, the newest first.
            choice: whose version stays of the rows that both have changed, `MINE` or `THEIRS`.

        Raises:
            Overlap: both changed the same row, and the person has not chosen.
        """
        return merged(self, mine, seen, now, choice)

    def anonymised(self, value: Any) -> Any:
        personal = [each for each in self.fields if each.is_personal()]
        return [{**row, **{each.name: each.anonymised(row.get(each.name)) for each in personal}} for row in value or []]

    # storing

    def load(self, record_ids: Collection[int]) -> dict[int, Any]:
        names = {each.attribute: each.name for each in self._in_the_row}
        found = read_rows(self.rows, self.owner, self.name, record_ids, names)
        for each in self._elsewhere:
            values = each.load_rows(record_ids)
            for row in (row for rows in found.values() for row in rows):
                row[each.name] = values.get(row["id"], each.empty)
        return found

    @property
    def _in_the_row(self) -> list[Field]:
        return [each for each in self.fields if each.stored_in_row]

    @property
    def _elsewhere(self) -> list[Field]:
        return [each for each in self.fields if not each.stored_in_row]

    def write(self, record_id: int, value: Any) -> None:
        names = {each.name: each.attribute for each in self._in_the_row}
        touched = self._touched_elsewhere(record_id, value)
        ids = write_rows(self.rows, self.owner, self.name, record_id, value, names, touched)
        for each in self._elsewhere:
            each.write_rows(record_id, {row_id: row[each.name] for row_id, row in zip(ids, value, strict=True)})

    def _touched_elsewhere(self, record_id: int, value: Sequence[Mapping[str, Any]]) -> set[int]:
        """The rows in which something changes that is not in their table."""
        if not self._elsewhere:
            return set()
        before = {row["id"]: row for row in self.load([record_id])[record_id]}
        known = [(row, before[row["id"]]) for row in value if row.get("id") in before]
        return {row["id"] for row, held in known for each in self._elsewhere if row[each.name] != held[each.name]}

    def fitted(self, value: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """Rows that the table can hold, and what is wrong with them, by `<number of the row>-<field>`."""
        rows, problems = fit_rows(self.rows, self.fields, value)
        return rows, problems | repeated(self.unique, value)

    # showing

    def _words(self, value: Any, showing: Showing) -> str:
        return ", ".join(filter(None, (self.row_words(row, showing) for row in value)))

    def row_words(self, row: Mapping[str, Any], showing: Showing) -> str:
        """What tells a row from others: its title, else the first field that says something."""
        first = self.inner(self.title)
        fields = [first, *self.fields] if first else self.fields
        words = (each.words(row.get(each.name), showing) for each in fields if each.type != "boolean")
        return next(filter(None, words), "")

    def cell_words(self, record: Any, row: Mapping[str, Any], inner: Field, showing: Showing) -> str:
        """The words of one value of a row; amounts are in the currency of the record."""
        return inner.show(record, row.get(inner.name), showing).text or inner.words(row.get(inner.name), showing)

    def sums(self, value: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The sums of the fields in `totals`, by name; None where no row has a value."""
        found = {name: [row[name] for row in value if row.get(name) is not None] for name in self.totals}
        return {name: sum(values[1:], values[0]) if values else None for name, values in found.items()}

    def subtotal_words(self, value: Sequence[Mapping[str, Any]], showing: Showing, record: Any = None) -> list[str]:
        """A line for each value by which the sums are told apart; amounts are in the currency of the record."""
        return subtotal_lines(self, value, showing, record)

    def json(self, value: Any) -> Any:
        return [self._row_json(row) for row in value or []]

    def _row_json(self, row: Mapping[str, Any]) -> dict[str, Any]:
        own = {name: row[name] for name in OWN_KEYS if row.get(name) is not None}
        return own | {each.name: each.json(row.get(each.name)) for each in self.fields}

    def from_json(self, kept: Any) -> Any:
        return [
            {name: row[name] for name in OWN_KEYS if name in row}
            | {each.name: each.from_json(row.get(each.name)) for each in self.fields}
            for row in kept or []
        ]

    def feel(self, value: Any, views: Views) -> Any:
        return [
            {"id": row.get("id")} | {each.name: each.feel(row.get(each.name), views) for each in self.fields}
            for row in value or []
        ]

    def pointed_to(self, value: Any) -> list[Key]:
        return [key for row in value or [] for each in self.fields for key in each.pointed_to(row.get(each.name))]

    def may_stay(self, record_id: int) -> list[Key]:
        return [key for each in self._elsewhere for key in each.may_stay(record_id)]

    @property
    def _pointing(self) -> list[Field]:
        return [each for each in self.fields if each.targets]

    def readable_only(self, value: Any, readable: Container[Key]) -> Any:
        if not self._pointing:
            return value
        return [
            {**row, **{each.name: each.readable_only(row.get(each.name), readable) for each in self._pointing}}
            for row in value or []
        ]

    def is_withheld(self, value: Any) -> bool:
        return any(each.is_withheld(row.get(each.name)) for row in value or () for each in self._pointing)

    def restored(self, value: Any, held: Any, readable: Container[Key]) -> Any:
        if not self.is_withheld(value):
            return value
        before = {row["id"]: row for row in held or []}
        return [self._row_restored(row, before.get(row.get("id")), readable) for row in value]

    def _row_restored(self, row: dict[str, Any], before: Any, readable: Container[Key]) -> dict[str, Any]:
        """A row as it was given; what was kept from the person stays, in a row that was there."""
        kept = [each for each in self._pointing if before and each.is_withheld(row.get(each.name))]
        return row | {each.name: each.restored(row[each.name], before[each.name], readable) for each in kept}

    def searched(self, value: Any) -> list[str]:
        found = [self.inner(name) for name in self.found_by]
        return [words for row in value or [] for each in found if each for words in each.searched(row.get(each.name))]

    # history

    def history(self, value: Any, names: Names) -> Any:
        return [row_history(row, self.fields, names, place) for place, row in enumerate(value or [])]

    def history_change(self, before: Any, after: Any, names: Names) -> dict[str, Any]:
        return changed_rows(self.history(before, names), self.history(after, names))

    def history_changes(self, change: Mapping[str, Any], showing: Showing) -> list[tuple[str, str, str]]:
        return row_lines(self, change, showing)

    def history_keys(self, kept: Any) -> list[Key]:
        return [key for row in kept or () for each in self._pointing for key in each.history_keys(row.get(each.name))]

    def history_readable(self, kept: Any, readable: Container[Key]) -> Any:
        return [
            {**row, **{each.name: each.history_readable(row.get(each.name), readable) for each in self._pointing}}
            for row in kept or ()
        ]

    def is_remembered_as(self, value: Any, kept: Any) -> bool:
        return same(without_names(self.history(value, {})), without_names(kept))

    # filters

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        if operator not in self.operators:
            raise FilterRefused(_("There is no filter “%(name)s”.", name=f"{self.name}__{operator}"))
        if operator == "empty":
            found = exists().where(self.belongs())
            return ~found if is_true(words) else found
        searched = [each for each in self.fields if each.name in self.found_by] or list(self.fields)
        conditions = [each.condition(operator, words, actor) for each in searched if operator in each.operators]
        return exists().where(self.belongs(), or_(*conditions))

    def belongs(self) -> ColumnElement[bool]:
        """Whether a row is one of the record's."""
        return and_(
            self.rows.record_type == self.owner, self.rows.field == self.name, self.rows.record_id == self.model.id
        )

    # declaration

    def problems(self) -> list[str]:
        found = [f"row field “{each.name}”: {problem}" for each in self.fields for problem in each.problems()]
        if self.rows is None or not self.fields:
            found.append("has no rows: give `rows` (a model) and `fields`")
            return found
        columns = self.rows.__mapper__.all_orm_descriptors.keys()
        for each in self.fields:
            if each.stored_in_row and each.attribute not in columns:
                found.append(f"row field “{each.name}”: the model {self.rows.__name__} has no “{each.attribute}”")
            if not each.fits_in_rows:
                found.append(f"row field “{each.name}”: a row cannot hold a {each.type}")
        names = [each.name for each in self.fields]
        by = self.subtotals.by if self.subtotals else ""
        for given in (self.title, self.at_most_one, by, *self.found_by, *self.unique, *self.totals):
            if given and given not in names:
                found.append(f"names the row field “{given}”, which is not among {', '.join(names)}")
        sums = [inner for name in self.totals if (inner := self.inner(name)) is not None]
        found += [f"cannot sum “{each.name}”: it holds {each.type}" for each in sums if not each.totalled]
        return found

    def openapi(self) -> dict[str, Any]:
        return {"type": "array", "maxItems": MOST_ROWS}


def _whole(value: Any) -> int:
    number: int = IntegerField("", "").read(value)
    return number
