"""What every field of a record can do; each type of field is a class in `app.records.fields`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Any, ClassVar, Self

from sqlalchemy import ColumnElement

from app.engine import Actor
from app.i18n import gettext as _
from app.records.types.comparing import REMEMBERED_LENGTH, chosen, is_true, same, without_names
from app.records.types.errors import FilterRefused, ValueRefused
from app.records.types.no_access import Guarded
from app.records.types.order import Order
from app.records.types.personal import Personal
from app.records.types.showing import Key, Names, Showing, Shown
from app.records.types.views import Views
from app.written import Written


@dataclass(frozen=True)
class Field(Guarded, Personal):
    """An attribute of a record type, or of a row in a list of rows.

    Attributes:
        name: as in forms, expressions and the API.
        label: lazy words.
        read_only: set by the process or the system, never by a form.
        check: given a value that is not empty, says in words what is wrong with it, or nothing.
        formula: FEEL over the other fields of the same record or row; the value is computed at every change.
        owner, model: the record type and the SQLAlchemy model that hold it; set when it is declared.
        personal: it may hold personal data, always or in the records of which the function says so.
        custom: it is kept in the `custom` column: an analyst has added it without a migration.
    """

    name: str
    label: Any
    _: KW_ONLY
    read_only: bool = False
    check: Callable[[Any], str] | None = None
    formula: str = ""
    owner: str = field(default="", compare=False)
    model: Any = field(default=None, compare=False, repr=False)
    custom: bool = False
    personal: bool | Callable[[Any], bool] = False

    #: By which artifacts and documents name the type.
    type: ClassVar[str] = ""
    holds: ClassVar[Any] = ""  #: lazy words, such as “a date”
    #: The components of form-js that may edit it; the first one is drawn where no form says which.
    components: ClassVar[tuple[str, ...]] = ()
    operators: ClassVar[Collection[str]] = ("eq", "contains", "in", "empty")  #: of its filter
    #: The controls of its filter: `text`, `range`, `choices`, `people` or `records`.
    filter_control: ClassVar[str] = "text"
    #: Of a range: `text`, `number` or `date`.
    filter_input: ClassVar[str] = "text"
    #: Its value is a list.
    many: ClassVar[bool] = False
    #: The fields of its rows, where it holds a list of rows.
    row_fields: ClassVar[tuple[Field, ...]] = ()
    #: It holds a person, or people.
    holds_people: ClassVar[bool] = False
    #: It is a column of the record's own row.
    stored_in_row: ClassVar[bool] = True
    #: Its column is named `<name>_id`.
    is_pointer: ClassVar[bool] = False
    #: Only the diagram sets it.
    set_by_diagram: ClassVar[bool] = False
    #: Lists can show its sum.
    totalled: ClassVar[bool] = False
    #: It stands on the right of its column.
    numeric: ClassVar[bool] = False
    #: It may be so long that a list which does not show it leaves it in the database.
    is_long: ClassVar[bool] = False
    #: The template that draws its value on a card: it has a macro `value(card, field, value)`.
    template: ClassVar[str] = "records/fields/text.html"

    # declaration

    def bind(self, owner: str, model: Any) -> Self:
        """The field as part of a record type."""
        return replace(self, owner=owner, model=model)

    @property
    def attribute(self) -> str:
        """Name of the attribute of the model that holds the value."""
        return f"{self.name}_id" if self.is_pointer else self.name

    @property
    def is_computed(self) -> bool:
        return bool(self.formula)

    @property
    def sortable(self) -> bool:
        """Whether a list can be in the order of this field."""
        return self.stored_in_row and not self.is_long

    @property
    def companions(self) -> tuple[Field, ...]:
        """Fields that come with it: lists show and filter them, nobody writes them."""
        return ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The record types, or `person`, that its values point to."""
        return ()

    def path(self, tail: str) -> Field:
        """What lies behind the dot: the attribute of its rows.

        Raises:
            KeyError: there is nothing of that name.
        """
        raise KeyError(f"{self.name}.{tail}")

    def problems(self) -> Sequence[str]:
        """What is wrong with the declaration, for its author."""
        return ()

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

    def settle(self, value: Any, before: Any) -> Any:
        """A new value beside the one that is there: rows find the ids that they had."""
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
        """The value as expressions see it; records in it are views that `views` makes."""
        return None if value == "" else value

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        """What an expression may read behind the field's name; None: nothing is known of it."""
        return None

    def pointed_to(self, value: Any) -> list[Key]:
        """What a value points to, so that names are read for many at once."""
        return []

    def searched(self, value: Any) -> list[str]:
        """The words by which a record is found."""
        return [] if value in (None, "", []) else [str(value)]

    # history

    def history(self, value: Any, names: Names) -> Any:
        """The value as the history keeps it: with names, so that it can be read when what it points to is gone."""
        return self.json(value)

    def history_words(self, kept: Any, showing: Showing) -> str:
        """What the history keeps, in words of the present language."""
        try:
            return self.words(self.from_json(kept), showing)
        except (ValueError, TypeError, ArithmeticError):
            return "" if kept is None else str(kept)

    def history_change(self, before: Any, after: Any, names: Names) -> dict[str, Any]:
        """A change as the history keeps it: `{"old": …, "new": …}`."""
        return {"old": self.history(before, names), "new": self.history(after, names)}

    def history_changes(self, change: Mapping[str, Any], showing: Showing) -> list[tuple[str, str, str]]:
        """A change that the history keeps, in words: lines of (what, old, new)."""
        old, new = (self.history_words(change.get(side), showing) for side in ("old", "new"))
        return [(str(self.label), old, new)]

    def merge(self, mine: Any, seen: Sequence[Mapping[str, Any]], now: Any, choice: str | None = None) -> Any:
        """The value to write when others changed the field since the person saw it.

        Parameters:
            mine: what the person gives.
            seen: the changes in between as the history keeps them, the newest first.
            now: what the record holds.
            choice: `MINE` or `THEIRS`, when the person was asked which is to stay.

        Raises:
            Overlap: the person changed it, too, to something else, and has not chosen.
        """
        if same(mine, now) or self.is_remembered_as(mine, seen[-1]["old"]):
            return now
        return chosen(choice, mine, now)

    def is_remembered_as(self, value: Any, kept: Any) -> bool:
        """Whether the history keeps this value as `kept`. A text of which it keeps the beginning only never is."""
        if isinstance(kept, str) and len(kept) > REMEMBERED_LENGTH:
            return False
        return same(without_names(self.history(value, {})), without_names(kept))

    # filters, orders, totals

    @property
    def column(self) -> ColumnElement[Any]:
        """The column, or the expression, that holds the value."""
        if self.custom:
            return self._custom_column(self.model.custom[self.name])
        column: ColumnElement[Any] = getattr(self.model, self.attribute)
        return column

    def _custom_column(self, column: Any) -> ColumnElement[Any]:
        words: ColumnElement[str] = column.as_string()
        return words

    def bound(self, value: Any) -> object:
        """A value as SQL compares it with the column."""
        return self.json(value) if self.custom else value

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        """The SQL condition of a filter.

        Parameters:
            words: as in the address: one value, or several with commas between them for `in`.
            actor: who asks; what he may not read is not searched.

        Raises:
            FilterRefused: there is no such filter, or the value does not fit.
        """
        if operator not in self.operators:
            name = self.name if operator == "eq" else f"{self.name}__{operator}"
            raise FilterRefused(_("There is no filter “%(name)s”.", name=name))
        match operator:
            case "empty":
                nothing = self._nothing()
                return nothing if is_true(words) else ~nothing
            case "in":
                return self.column.in_([self.filter_value(each) for each in words.split(",") if each])
            case "contains":
                return self._contains(words, actor)
            case "gte":
                return self.column >= self.filter_value(words)
            case "lte":
                return self._up_to(words)
        return self._equals(words)

    def filter_value(self, words: str) -> object:
        """A value of a filter, as SQL compares it.

        Raises:
            FilterRefused: it does not fit.
        """
        return self.bound(self._filter_value(words))

    def _filter_value(self, words: str) -> Any:
        try:
            return self.read(words)
        except ValueRefused as error:
            raise FilterRefused(f"{self.label}: {error}") from None

    def _equals(self, words: str) -> ColumnElement[bool]:
        return self.column == self.filter_value(words)

    def _up_to(self, words: str) -> ColumnElement[bool]:
        return self.column <= self.filter_value(words)

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        return self._equals(words)

    def _nothing(self) -> ColumnElement[bool]:
        return self.column.is_(None)

    def filter_words(self, words: str, showing: Showing) -> str:
        """A value of a filter as a person reads it."""
        try:
            return self.words(self.read(words), showing) or words
        except ValueRefused:
            return words

    def written_filter(self, words: Written) -> str:
        """A value of a filter that somebody has written, as addresses carry it.

        Raises:
            FilterRefused: it does not fit.
        """
        return str(self.json(self._filter_value(words))) if self.filter_control == "range" else words

    def filter_keys(self, words: str) -> list[Key]:
        """What the values of a filter point to."""
        return []

    def offered(self) -> list[tuple[str, str]]:
        """The values to choose from, with their words, when they are few."""
        return []

    def order(self, actor: Actor) -> Order:
        """How a list is sorted by it for who asks."""
        return Order(self.column)

    @property
    def groups(self) -> bool:
        """Whether records can be counted by its values: they are few, or of a calendar."""
        return False

    def group(self, actor: Actor) -> Any:
        """The expression by which SQL groups for who asks; its values are those that a filter takes."""
        return self.column

    # documents and forms

    def openapi(self) -> dict[str, Any]:
        """Its schema in OpenAPI 3.0, without what every field has and without the items of rows."""
        return {"type": "string"}

    def component(self) -> dict[str, Any]:
        """Attributes of the form component that is drawn where no form has the field."""
        return {"type": self.components[0]}
