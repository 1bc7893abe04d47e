"""A page of a journal as its template draws it: rows of cells in words, actions, chips, totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.engine import Actor
from app.i18n import localized
from app.records import rights
from app.records.amounts import amount_words, amount_writer
from app.records.journal.columns import ShownColumn
from app.records.journal.filter_words import Chip, chips, filter_keys
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Lifecycle
from app.records.listing import ListPage, fetch
from app.records.listing.state import ListState
from app.records.names import Key, display_names, keys_of, readable_names
from app.records.related import contacts_of, people_of
from app.records.routing import record_address
from app.records.types import RecordType, registry
from app.records.values import to_words

LONGEST_CELL, LONGEST_TOOLTIP = 160, 600


@dataclass(frozen=True)
class Cell:
    """One value of a row.

    Attributes:
        kind: how it is drawn: `text`, `number`, `status`, `moment` or `link`.
        text: its words, cut when they are long.
        tooltip: the whole words when they were cut.
        value: the moment, or the address of a link.
        color: of a status.
    """

    column: ShownColumn
    kind: str
    text: str
    tooltip: str = ""
    value: Any = None
    color: str | None = None


@dataclass(frozen=True)
class Row:
    """One record.

    Attributes:
        may_write: whether the person may change it; an action is offered only when it would be granted.
    """

    id: int
    revision: int
    name: str
    address: str
    cells: Sequence[Cell]
    may_write: bool
    may_change_status: bool
    may_assign: bool


@dataclass(frozen=True)
class JournalPage:
    """Everything that a journal shows."""

    state: ListState
    columns: Sequence[ShownColumn]
    rows: Sequence[Row]
    chips: Sequence[Chip]
    page: int
    pages: int
    per_page: int
    total: int
    amounts: Sequence[str] = ()
    selectable: bool = False
    filtered_columns: frozenset[str] = field(default_factory=frozenset)


def journal_page(state: ListState, columns: Sequence[ShownColumn], actor: Actor) -> JournalPage:
    """Read a page of a journal and put it into words.

    Raises:
        FilterRefused: a filter or the order does not fit the record type.
    """
    record_type = state.record_type
    needed = {column.name for column in columns}
    found = fetch(state.query(fields=needed), actor)
    reader = _Reader(record_type, columns, found, actor)
    rows = [reader.row(record) for record in found.records]
    return JournalPage(
        state=state,
        columns=columns,
        rows=rows,
        chips=chips(state, readable_names(filter_keys(record_type, state.filters), actor)),
        page=found.query.page,
        pages=found.pages,
        per_page=found.query.per_page,
        total=found.total,
        amounts=[amount_words(amount, currency) for currency, amount in found.amounts.items()],
        selectable=record_type.has_status and any(row.may_change_status for row in rows),
        filtered_columns=frozenset(each.field for each in state.filters),
    )


def nothing_to_show(state: ListState, columns: Sequence[ShownColumn]) -> JournalPage:
    """The page of an address that cannot be used."""
    return JournalPage(state, columns, (), chips(state, {}), 1, 1, state.per_page, 0)


class _Reader:
    """Reads what belongs to the records of a page, one statement for each kind of thing."""

    def __init__(self, record_type: RecordType, columns: Sequence[ShownColumn], found: ListPage, actor: Actor) -> None:
        self.record_type, self.columns = record_type, columns
        self._has_status = record_type.has_status
        self._has_manager = record_type.has_status and record_type.has_field("manager")
        self.lifecycle: Lifecycle | None = lifecycle_of(record_type.name) if record_type.has_status else None
        ids = [record.id for record in found.records]
        shown = {column.name for column in columns}
        self.people = people_of(record_type.name, ids) if _has_people(record_type) else {}
        self.rights = rights.PageRights(record_type, actor, self.people)
        self.amount_words = amount_writer()
        has_contacts = any(name.startswith("contacts") for name in shown)
        self.contacts = contacts_of(record_type.name, ids) if has_contacts else {}
        keys = keys_of(record_type, found.records, shown)
        listed = (people for (_id, name), people in self.people.items() if name in shown)
        keys |= {("person", person) for people in listed for person in people}
        self.names: Mapping[Key, str] = display_names(keys)

    def row(self, record: Any) -> Row:
        may_write = self.rights.may_write(record)
        return Row(
            id=record.id,
            revision=record.revision,
            name=self.record_type.display(record),
            address=record_address(self.record_type, record.id),
            cells=[self._cell(column, record) for column in self.columns],
            may_write=may_write,
            may_change_status=may_write and self._has_status and self.rights.may_act(record, "change-status"),
            may_assign=may_write and self._has_manager and self.rights.may_act(record, "assign-manager"),
        )

    def _cell(self, column: ShownColumn, record: Any) -> Cell:
        field_ = column.field
        match field_.type:
            case "status":
                return self._status(column, record.status)
            case "stage":
                stage = self.lifecycle.stage_of(record.status) if self.lifecycle else None
                return Cell(column, "text", localized(stage.label) if stage else "")
            case "datetime" | "date":
                return Cell(column, "moment", "", value=getattr(record, field_.attribute))
            case "money":
                amount = getattr(record, field_.attribute)
                words = "" if amount is None else self.amount_words(amount, getattr(record, "currency", None))
                return Cell(column, "number", words)
            case "contact":
                return self._contact(column, record)
            case "persons":
                return _text(column, to_words(field_, self.people.get((record.id, field_.name), []), self.names))
            case "reference":
                return self._reference(column, getattr(record, field_.attribute))
        words = to_words(field_, getattr(record, field_.attribute), self.names)
        return Cell(column, "number", words) if column.numeric else _text(column, words)

    def _status(self, column: ShownColumn, status_id: str) -> Cell:
        status = self.lifecycle.status(status_id) if self.lifecycle else None
        if status is None:
            return Cell(column, "text", status_id)
        return Cell(column, "status", localized(status.label), color=status.color)

    def _reference(self, column: ShownColumn, target_id: int | None) -> Cell:
        words = self.names.get((column.field.target, target_id), "")
        target = registry.get(column.field.target)
        cell = _text(column, words)
        if not words or target is None or not target.has_field("contacts"):
            return cell  # nobody goes to the card of a category from here
        return Cell(column, "link", cell.text, cell.tooltip, record_address(target, target_id))

    def _contact(self, column: ShownColumn, record: Any) -> Cell:
        attribute = column.name.removeprefix("contacts.")
        values = [each[attribute] for each in self.contacts.get(record.id, []) if each[attribute]]
        return _text(column, ", ".join(values))


def _text(column: ShownColumn, words: str) -> Cell:
    if len(words) <= LONGEST_CELL:
        return Cell(column, "text", words, words if len(words) > 24 else "")
    return Cell(column, "text", words[:LONGEST_CELL] + "…", words[:LONGEST_TOOLTIP])


def _has_people(record_type: RecordType) -> bool:
    return any(each.type == "persons" for each in record_type.fields)
