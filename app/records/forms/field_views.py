"""A form as the macros draw it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.files import FileReference
from app.records.fields.rows import MOST_ROWS
from app.records.forms.context import Choice
from app.records.forms.fillers import Filled
from app.records.forms.generated import TABLE
from app.records.forms.model import Component, Form


@dataclass(frozen=True)
class Width:
    """The share of a row, of twelve."""

    columns: int | None

    @property
    def css(self) -> str:
        return f"col-12 col-md-{max(1, round(self.columns * 12 / 16))}" if self.columns else "col-12 col-md"


@dataclass(frozen=True)
class FieldView:
    """One component as the macros draw it.

    Attributes:
        id: of the control in the page.
        address: by which a patch names it (`data-component`).
        value: text, or list of texts.
        chosen: what a picker holds, with names.
        choices: what can be chosen.
        files: that a file picker holds.
        upload: where scripts hand files over, empty when they come with the form only.
        accept: which files the browser offers, as the attribute of an input.
        rows: of a group: its rows of fields.
        items: of a dynamic list: one `ItemView` for each row of the data.
        blank: of a dynamic list: the empty row that scripts copy.
        is_totalled: of a column of a table: its sum stands below it.
        filler: words of the button that fills the form by this field, empty when there is none.
        copying: of a dynamic list: the fields of a row that bring along others when a record is picked in them.
        totals: of a dynamic list: the sums of its columns in words, by the id of the component; `""`: those that are
            told apart by a field of the rows, a line each.
    """

    component: Component
    id: str
    name: str
    address: str
    label: str
    help: str = ""
    value: Any = ""
    errors: Sequence[str] = ()
    hidden: bool = False
    disabled: bool = False
    choices: Sequence[Choice] = ()
    chosen: Sequence[Choice] = ()
    picker: str = ""
    create: str = ""
    files: Sequence[FileReference] = ()
    upload: str = ""
    accept: str = ""
    content: Any = ""
    rows: Sequence[Sequence["FieldView"]] = ()
    items: Sequence["ItemView"] = ()
    blank: "ItemView | None" = None
    is_totalled: bool = False
    totals: Mapping[str, str] = field(default_factory=dict)
    copying: tuple[str, ...] = ()
    filler: Any = ""

    @property
    def type(self) -> str:
        return self.component.type

    @property
    def required(self) -> bool:
        return self.component.validation.required and not self.disabled

    @property
    def is_table(self) -> bool:
        """Whether a list is drawn as a table."""
        return self.component.properties.get("layout") == TABLE

    @property
    def picks(self) -> list["FieldView"]:
        """Of a dynamic list: the pickers of a row in which several records are chosen at once."""
        pickers = [each for each in self._blank_cells if each.picker and not each.disabled]
        return [each for each in pickers if each.component.key in self.copying] or pickers

    def asked_for(self, pick: "FieldView") -> "FieldView | None":
        """Of a dynamic list: what is asked for beside each record that is chosen in a picker of its rows."""
        wanted = pick.component.properties.get("pickAsks", "")
        return next((each for each in self._blank_cells if wanted and each.component.key == wanted), None)

    @property
    def fillable(self) -> list["FieldView"]:
        """Of a dynamic list: the columns that can be given one value in all rows."""
        return [each for each in self._blank_cells if each.component.properties.get("fillColumn") == "true"]

    @property
    def _blank_cells(self) -> list["FieldView"]:
        return self.blank.cells if self.blank else []

    @property
    def most_rows(self) -> int:
        """How many rows a list takes."""
        return MOST_ROWS

    @property
    def is_computed(self) -> bool:
        """Whether it shows a value that follows from others."""
        return self.type == "expression" and bool(self.component.key)

    @property
    def numeric(self) -> bool:
        """Whether it stands on the right of its column."""
        return self.type in ("number", "expression")

    @property
    def width(self) -> str:
        return Width(self.component.columns).css

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong with it or with what is in it."""
        inner = [each for row in self.rows for each in row]
        inner += [each for item in self.items for row in item.rows for each in row]
        return bool(self.errors) or any(each.has_errors for each in inner)

    def with_inner(self) -> Iterable["FieldView"]:
        """The field and all fields in it."""
        yield self
        for row in [*self.rows, *(row for item in self.items for row in item.rows)]:
            for each in row:
                yield from each.with_inner()


@dataclass(frozen=True)
class ItemView:
    """One row of a dynamic list.

    Attributes:
        id: of a row that is kept already, else nothing.
    """

    number: int | str
    title: str
    rows: Sequence[Sequence[FieldView]]
    id: Any = ""

    @property
    def cells(self) -> list[FieldView]:
        """The fields one after the other, as a table has them."""
        return [each for row in self.rows for each in row]


@dataclass(frozen=True)
class FormView:
    """A form as the macros draw it.

    Attributes:
        evaluate_address: where scripts ask for a patch while the form is filled; empty: nothing depends on anything.
        scope: JSON that they send with it: what conditions read besides the inputs.
        general_errors: words that belong to no field.
        similar_address: where scripts ask for records that have the same as what is typed; empty: nothing tells.
        filled: what a source outside has said when its button was pressed.
    """

    form: Form
    rows: Sequence[Sequence[FieldView]]
    evaluate_address: str = ""
    scope: str = ""
    general_errors: Sequence[str] = ()
    similar_address: str = ""
    filled: Filled | None = None

    @property
    def takes_files(self) -> bool:
        """Whether the page's form must carry files."""
        return self.form.takes_files

    @property
    def wrong(self) -> list[FieldView]:
        """The fields that have errors, in their order on the page."""
        return [each for row in self.rows for view in row for each in view.with_inner() if each.errors]

    @property
    def tabs(self) -> list[FieldView]:
        return [view for row in self.rows for view in row] if self.form.tabs else []

    @property
    def open_tab(self) -> FieldView | None:
        """The tab to show first: where something is wrong."""
        return next((tab for tab in self.tabs if tab.has_errors), self.tabs[0] if self.tabs else None)
