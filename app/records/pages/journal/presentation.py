"""A page of a journal as its template draws it: rows of cells in words, actions, chips, totals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from app.bounds import LARGEST_NUMBER
from app.engine import Actor
from app.records import rights
from app.records.listing import ListPage, fetch
from app.records.listing.amounts import amounts_in_words
from app.records.listing.state import ListState
from app.records.pages.journal.columns import ShownColumn
from app.records.pages.journal.filter_words import Chip, chips, filter_keys
from app.records.rights import DELETE
from app.records.rights.names import readable_names
from app.records.rights.seen import Seen
from app.records.routing import record_address
from app.records.types import Action, RecordType, registry
from app.records.values.related import people_of

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
class RowAction:
    """A declared action on one record."""

    label: str
    icon: str
    address: str
    danger: bool


@dataclass(frozen=True)
class BulkAction:
    """A declared action on the ticked rows; its page gets their ids as `id`."""

    label: str
    icon: str
    address: str


@dataclass(frozen=True)
class Row:
    """One record.

    Attributes:
        status: in which it is drawn, empty for records without one.
        may_write: whether the person may change it; an action is offered only when it would be granted.
        actions: those that the record type declares for rows.
    """

    id: int
    revision: int
    status: str
    name: str
    address: str
    cells: Sequence[Cell]
    may_write: bool
    may_change_status: bool
    may_delete: bool
    actions: Sequence[RowAction]


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
    bulk_actions: Sequence[BulkAction] = ()
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
    bulk = [
        BulkAction(str(each.label), each.icon, url_for(each.endpoint, record_type=record_type))
        for each in record_type.actions
        if "bulk" in each.places and any(reader.rights.may_act(record, each.id, each.right) for record in found.records)
    ]
    return JournalPage(
        state=state,
        columns=columns,
        rows=rows,
        chips=chips(state, readable_names(filter_keys(record_type, state.filters), actor)),
        page=found.query.page,
        pages=found.pages,
        per_page=found.query.per_page,
        total=found.total,
        amounts=amounts_in_words(record_type, record_type.journal_total, found.amounts),
        selectable=any(row.may_change_status for row in rows) or bool(rows and bulk),
        bulk_actions=bulk,
        filtered_columns=frozenset(each.field for each in state.filters),
    )


def nothing_to_show(state: ListState, columns: Sequence[ShownColumn]) -> JournalPage:
    """The page of an address that cannot be used."""
    return JournalPage(state, columns, (), chips(state, {}), 1, 1, state.per_page, 0)


class _Reader:
    """Reads what belongs to the records of a page, one statement for each kind of thing."""

    def __init__(self, record_type: RecordType, columns: Sequence[ShownColumn], found: ListPage, actor: Actor) -> None:
        self.record_type, self.columns = record_type, columns
        ids = [record.id for record in found.records]
        fields = [column.field for column in columns]
        people = people_of(record_type.name, ids) if record_type.people_fields else {}
        self.rights = rights.PageRights(record_type, found.records, actor, people)
        self._actions = [(each, str(each.label)) for each in record_type.actions if "row" in each.places]
        self._addresses: dict[str, str] = {}
        self._seen = Seen(record_type, found.records, fields, actor, people)

    def row(self, record: Any) -> Row:
        declared = self.record_type
        return Row(
            id=record.id,
            revision=record.revision,
            status=record.status if declared.has_status else "",
            name=self.record_type.display(record),
            address=record_address(self.record_type, record.id),
            cells=[self._cell(column, record) for column in self.columns],
            may_write=self.rights.may(record, "write"),
            may_change_status=declared.has_status and self.rights.may_move(record),
            may_delete=self.rights.may_act(record, DELETE),
            actions=[
                RowAction(label, action.icon, self._address(action.id, record.id), action.danger)
                for action, label in self._actions
                if self._is_offered(action, record)
            ],
        )

    def _is_offered(self, action: Action, record: Any) -> bool:
        possible = self.rights.may_act(record, action.id, action.right)
        return possible and (action.visible is None or action.visible(record))

    def _address(self, action: str, record_id: int) -> str:
        """Where an action leads; looked up once for all rows."""
        if action not in self._addresses:
            endpoint = next(each.endpoint for each in self.record_type.actions if each.id == action)
            self._addresses[action] = url_for(endpoint, record_type=self.record_type, record_id=LARGEST_NUMBER)
        return self._addresses[action].replace(str(LARGEST_NUMBER), str(record_id))

    def _cell(self, column: ShownColumn, record: Any) -> Cell:
        shown = column.field.show(record, self._seen.of(record, column.field), self._seen.showing)
        match shown.kind:
            case "text":
                return _text(column, shown.text)
            case "number" if not column.numeric:  # the link of the row
                return _text(column, shown.text)
            case "link":
                cell = _text(column, shown.text)
                kind, target_id = shown.value
                return Cell(column, "link", cell.text, cell.tooltip, record_address(registry[kind], target_id))
        return Cell(column, shown.kind, shown.text, value=shown.value, color=shown.color)


def _text(column: ShownColumn, words: str) -> Cell:
    if len(words) <= LONGEST_CELL:
        return Cell(column, "text", words, words if len(words) > 24 else "")
    return Cell(column, "text", words[:LONGEST_CELL] + "…", words[:LONGEST_TOOLTIP])
