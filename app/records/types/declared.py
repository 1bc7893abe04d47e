"""What the declaration of a field says, before any value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Any, ClassVar, Self

from app.records.types.personal import Personal
from app.records.types.place import declared_at


@dataclass(frozen=True)
class Declared(Personal):
    """An attribute of a record type, or of a row in a list of rows.

    Attributes:
        name: as in forms, expressions and the API.
        label: lazy words.
        read_only: set by the process or the system, never by a form.
        check: given a value that is not empty, says in words what is wrong with it, or nothing.
        formula: FEEL over the other fields of the same record or row; the value is computed at every change.
        owner: the record type that it belongs to; set when it is declared.
        model: the SQLAlchemy model that holds it; set when it is declared.
        personal: it may hold personal data, always or in the records of which the function says so.
        custom: it is kept in the `custom` column: an analyst has added it without a migration.
        within: the field of rows that it belongs to; set when it is declared.
        declared_at: file and line of the declaration; set by itself.
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
    within: str = field(default="", compare=False)
    declared_at: str = field(default="", compare=False, repr=False)

    #: By which artifacts and documents name the type.
    type: ClassVar[str] = ""
    #: Lazy words for what it holds, such as “a date”.
    holds: ClassVar[Any] = ""
    #: The components of form-js that may edit it; the first one is drawn where no form says which.
    components: ClassVar[tuple[str, ...]] = ()
    #: The operators of its filter.
    operators: ClassVar[Collection[str]] = ("eq", "contains", "in", "empty")
    #: The controls of its filter: `text`, `range`, `choices`, `people` or `records`.
    filter_control: ClassVar[str] = "text"
    #: Of a range: `text`, `number` or `date`.
    filter_input: ClassVar[str] = "text"
    #: Its value is a list.
    many: ClassVar[bool] = False
    #: The fields of its rows, where it holds a list of rows.
    row_fields: ClassVar[tuple[Any, ...]] = ()
    #: It holds a person, or people.
    holds_people: ClassVar[bool] = False
    #: It is a column of the record's own row.
    stored_in_row: ClassVar[bool] = True
    #: Its column is named `<name>_id`.
    is_pointer: ClassVar[bool] = False
    #: Only the diagram sets it.
    set_by_diagram: ClassVar[bool] = False
    #: Merging two records takes it over where the one that stays has nothing.
    comes_along: ClassVar[bool] = True
    #: Lists can show its sum.
    totalled: ClassVar[bool] = False
    #: It stands on the right of its column.
    numeric: ClassVar[bool] = False
    #: It may be so long that a list which does not show it leaves it in the database.
    is_long: ClassVar[bool] = False
    #: The template that draws its value on a card: it has a macro `value(card, field, value)`.
    template: ClassVar[str] = "records/fields/text.html"
    #: The template draws the values in rows, too; else lists of rows show its words.
    draws_in_rows: ClassVar[bool] = False
    #: The marshmallow schema of its value, or of each of them, where that is an object in the API.
    value_schema: ClassVar[Any] = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "declared_at", declared_at(known=self.declared_at))

    def bind(self, owner: str, model: Any, within: str = "") -> Self:
        """The field as part of a record type, or of the rows in the field `within`."""
        return replace(self, owner=owner, model=model, within=within)

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
    def targets(self) -> tuple[str, ...]:
        """The record types, or `person`, that its values point to."""
        return ()

    @property
    def fits_in_rows(self) -> bool:
        """Whether a row in a list of rows can hold it."""
        return self.stored_in_row

    def problems(self) -> Sequence[str]:
        """What is wrong with the declaration, for its author."""
        return ()
