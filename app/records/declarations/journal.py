"""The journal and the board of a record type."""

from collections import Counter
from collections.abc import Iterator

from app.records.declarations.fields import path_fault
from app.records.declarations.naming import unknown
from app.records.declarations.traits import total_fault
from app.records.types import Fault, RecordType

ALWAYS_SORTED_BY = ("id", "created_at", "modified_at")


def check_journal(record_type: RecordType) -> Iterator[Fault]:
    """Its columns, its order, its total and its filters."""
    journal = record_type.journal
    counts = Counter(column.name for column in journal.columns)
    if not counts:
        yield Fault("journal.columns", "are empty: a journal shows at least one field")
    for name, count in counts.items():
        if count > 1:
            yield Fault("journal.columns", f"“{name}” stands there {count} times: remove one")
        yield from path_fault(record_type, "journal.columns", name)
    links = [column.name for column in journal.columns if column.link]
    if len(links) > 1:
        yield Fault("journal.columns", f"{' and '.join(links)} all say link=True: one column opens the card")
    yield from _check_sort(record_type)
    yield from total_fault(record_type, "journal.total", journal.total)
    yield from _check_filters(record_type)


def _check_sort(record_type: RecordType) -> Iterator[Fault]:
    name = record_type.journal.sort.removeprefix("-")
    if name in ALWAYS_SORTED_BY:
        return
    yield from path_fault(record_type, "journal.sort", name)
    if record_type.has_path(name) and not record_type.path(name).sortable:
        yield Fault("journal.sort", f"a list cannot be in the order of “{name}”: name a field that is a short column")


def _check_filters(record_type: RecordType) -> Iterator[Fault]:
    for given in record_type.journal.default_filters:
        name, _gap, operator = given.partition("__")
        yield from path_fault(record_type, "journal.default_filters", name)
        known = record_type.path(name).operators if record_type.has_path(name) else ()
        if known and operator and operator not in known:
            yield Fault("journal.default_filters", unknown("operator", operator, known))


def check_board(record_type: RecordType) -> Iterator[Fault]:
    """What its cards show, and its total."""
    board = record_type.board
    if board is None:
        return
    if not record_type.has_status:
        yield Fault("board", "its columns are statuses, and the type says has_status=False: remove one of them")
    if board.title != "display_name":
        yield from path_fault(record_type, "board.title", board.title)
        if record_type.has_field(board.title) and record_type.field(board.title).is_pointer:
            yield Fault("board.title", f"“{board.title}” points to another record: name it in `subtitle`")
    for place, names in (("board.subtitle", board.subtitle), ("board.fields", board.fields)):
        for name in names:
            yield from path_fault(record_type, place, name)
    yield from total_fault(record_type, "board.total", board.total)
