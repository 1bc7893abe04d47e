"""The columns of a journal: what the record type declares, what the person chose, how wide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.access.commands import set_preference
from app.access.models import Person
from app.i18n import gettext as _
from app.records.types import Column, Field, RecordType

NARROWEST, WIDEST = 60, 800


@dataclass(frozen=True)
class ShownColumn:
    """A column as one person sees it.

    Attributes:
        field: what it shows, `contacts.email` among them.
        link: the cell leads to the card; exactly one column does.
        numeric: the cell stands on the right.
        width: in pixels, None for what the content takes.
    """

    field: Field
    label: str
    link: bool
    sortable: bool
    numeric: bool
    width: int | None = None

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def width_class(self) -> str:
        """The class of the style sheet that says how wide it is by itself."""
        return "column-link" if self.link and not self.field.numeric else f"column-{self.field.type}"


@dataclass(frozen=True)
class ColumnChoice:
    """A line of the page on which columns are chosen."""

    name: str
    label: str
    shown: bool
    fixed: bool


def all_columns(record_type: RecordType) -> list[Column]:
    """The declared columns, and one for each field that analysts have added, which is hidden until it is chosen."""
    added = [Column(field.name, hidden=True) for field in record_type.fields if field.custom]
    return [*record_type.journal.columns, *added]


def shown_columns(record_type: RecordType, person: Person | None) -> list[ShownColumn]:
    """The columns that the person has chosen, or those that the record type shows by itself, in order."""
    kept = _kept(record_type, person)
    declared = {column.name: column for column in all_columns(record_type)}
    names = [name for name in kept.get("columns") or [] if name in declared]
    if not names:
        names = [column.name for column in record_type.journal.columns if not column.hidden]
    link = _link(record_type)
    names = [link, *(name for name in names if name != link)]
    widths = kept.get("widths") or {}
    return [_shown(record_type, declared[name], widths.get(name)) for name in names]


def columns_named(record_type: RecordType, names: Iterable[str]) -> list[ShownColumn]:
    """Columns of the journal by their names, as it declares them; the link first."""
    declared = {column.name: column for column in all_columns(record_type)}
    link = _link(record_type)
    return [_shown(record_type, declared[name]) for name in (link, *(each for each in names if each != link))]


def column_choices(record_type: RecordType, person: Person | None) -> list[ColumnChoice]:
    """All columns: the shown ones in their order, then the others in the order of the record type."""
    shown = [column.name for column in shown_columns(record_type, person)]
    others = [column.name for column in all_columns(record_type) if column.name not in shown]
    link = _link(record_type)
    return [
        ColumnChoice(name, str(_label(record_type, name)), name in shown, name == link) for name in (*shown, *others)
    ]


def choose_columns(record_type: RecordType, person: Person, names: Iterable[str]) -> None:
    """Remember which columns the person wants, and their order; names that are not there are left out."""
    declared = [column.name for column in all_columns(record_type)]
    chosen = [name for name in dict.fromkeys(names) if name in declared]
    _keep(record_type, person, columns=chosen or None)


def choose_width(record_type: RecordType, person: Person, name: str, width: int | None) -> bool:
    """Remember how wide a column is (None: as its content takes); False when there is no such column."""
    if all(column.name != name for column in all_columns(record_type)):
        return False
    widths = dict(_kept(record_type, person).get("widths") or {})
    widths.pop(name, None)
    if width is not None:
        widths[name] = min(max(width, NARROWEST), WIDEST)
    _keep(record_type, person, widths=widths or None)
    return True


def reset_columns(record_type: RecordType, person: Person) -> None:
    """Forget columns and widths: the journal looks as the record type declares it."""
    set_preference(person.id, _preference(record_type), None)


def _shown(record_type: RecordType, column: Column, width: Any = None) -> ShownColumn:
    field = record_type.path(column.name)
    link = column.name == _link(record_type)
    return ShownColumn(
        field=field,
        label=str(_label(record_type, column.name)),
        link=link,
        sortable=column.sortable and field.sortable,
        numeric=field.numeric and not link,
        width=width if isinstance(width, int) else None,
    )


def _label(record_type: RecordType, name: str) -> Any:
    declared = next((column for column in record_type.journal.columns if column.name == name), None)
    if declared is not None and declared.label is not None:
        return declared.label
    return record_type.path(name).label


def _link(record_type: RecordType) -> str:
    columns = record_type.journal.columns
    return next((column.name for column in columns if column.link), columns[0].name)


def _preference(record_type: RecordType) -> str:
    return f"journal.{record_type.name}"


def _kept(record_type: RecordType, person: Person | None) -> Mapping[str, Any]:
    kept = (person.preferences or {}).get(_preference(record_type)) if person else None
    return kept if isinstance(kept, Mapping) else {}


def _keep(record_type: RecordType, person: Person, **changed: Any) -> None:
    kept = {**_kept(record_type, person), **changed}
    kept = {name: value for name, value in kept.items() if value is not None}
    set_preference(person.id, _preference(record_type), kept or None)


def column_problem(name: str) -> str:
    """Words for a column that is not there."""
    return _("There is no column “%(name)s”.", name=name)
