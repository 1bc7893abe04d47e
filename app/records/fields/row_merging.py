"""New rows beside those that are there: which is which, and what two people changed."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from app.i18n import gettext as _
from app.records.types.comparing import chosen, same, without_names
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Names

Row = Mapping[str, Any]


class History(Protocol):
    """What a field of rows knows of its history."""

    @property
    def fields(self) -> tuple[Field, ...]: ...

    def history(self, value: Any, names: Names) -> list[dict[str, Any]]: ...


def settled(given: Sequence[Row], before: Sequence[Row], fields: Sequence[Field]) -> list[dict[str, Any]]:
    """Rows with the ids and the values that they had.

    A row that names its id keeps what it does not say. A row without an id that says the same as one that is there is
    that row. What names the id of another record's row is a new row: rows are copied from record to record.

    Raises:
        ValueRefused: two rows name the same id.
    """
    known = {row["id"]: row for row in before}
    named = [row["id"] for row in given if row.get("id") in known]
    if len(named) != len(set(named)):
        raise ValueRefused(_("A row is there twice."))
    free = [row for row in before if row["id"] not in named]
    rows: list[dict[str, Any]] = []
    for row in given:
        found = known.get(row.get("id"))
        if found is None:
            found = next((each for each in free if _says(each, row, fields)), None)
            free = [each for each in free if each is not found]
        values = {each.name: row.get(each.name, found.get(each.name) if found else each.empty) for each in fields}
        own = {"id": found["id"], "revision": found["revision"]} if found else {}
        rows.append(own | values)
    return rows


def settled_inside(
    rows: Sequence[Mapping[str, Any]], before: Sequence[Row], fields: Sequence[Field]
) -> list[dict[str, Any]]:
    """Rows with the values settled that are settled beside those that were there.

    Raises:
        ValueRefused: with words for each value that does not fit, by `<number of the row>-<field>`.
    """
    settling = [each for each in fields if each.settles]
    held = {row["id"]: row for row in before}
    problems: dict[str, str] = {}
    made = [dict(row) for row in rows]
    for number, row in enumerate(made):
        known = held.get(row.get("id"), {})
        for each in settling:
            try:
                row[each.name] = each.settle(row.get(each.name), known.get(each.name))
            except ValueRefused as refused:
                problems[f"{number}-{each.name}"] = str(refused)
    if problems:
        raise ValueRefused(_("Some rows need another look."), problems)
    return made


def _says(row: Row, given: Row, fields: Sequence[Field]) -> bool:
    return all(
        same(row.get(each.name), given[each.name]) if each.name in given else row.get(each.name) in NOTHING
        for each in fields
        if not each.is_computed
    )


NOTHING: tuple[Any, ...] = (None, "", False, [])
"""What a row holds where nothing was said."""


def merged(
    field: History,
    mine: Sequence[Row],
    seen: Sequence[Mapping[str, Any]],
    now: Sequence[Row],
    choice: str | None = None,
) -> list[Any]:
    """My rows with what others did to other rows in the meantime.

    Parameters:
        seen: changes as the history keeps them, the newest first; each has the rows that differed.
        choice: whose version stays of the rows that both have changed, `MINE` or `THEIRS`.

    Raises:
        Overlap: both changed, or one changed and the other removed, the same row, and there is no choice.
    """
    earlier: dict[int, Row | None] = {}
    for change in seen:
        earlier |= {row["id"]: None for row in change["new"] if row.get("id")}
        earlier |= {row["id"]: row for row in change["old"] if row.get("id")}
    theirs = {row["id"]: row for row in now}
    own = {row["id"]: row for row in mine if row.get("id")}
    rows: list[Row] = []
    for row in mine:
        identifier = row.get("id")
        if identifier not in earlier or identifier is None:
            rows.append(row)
        elif (kept := _of_both(field, row, earlier[identifier], theirs.get(identifier), choice)) is not None:
            rows.append(kept)
    for identifier, before in earlier.items():
        if identifier in own or identifier not in theirs:
            continue
        if before is None:  # somebody has added it
            rows.append(theirs[identifier])
        elif not _same_row(field, theirs[identifier], before) and chosen(choice, False, True):
            rows.append(theirs[identifier])  # I removed what somebody else changed
    return rows


def _of_both(field: History, mine: Row, before: Row | None, theirs: Row | None, choice: str | None) -> Row | None:
    if theirs is None:
        changed = before is not None and not _same_row(field, mine, before)
        return chosen(choice, mine, None) if changed else None
    if before is None or _same_row(field, mine, before):
        return theirs
    if _same_row(field, mine, field.history([theirs], {})[0]):
        return theirs
    kept: Row = chosen(choice, mine, theirs)
    return kept


def _same_row(field: History, row: Row, kept: Row) -> bool:
    given: Any = without_names(field.history([row], {})[0])
    written = [each.name for each in field.fields if not each.is_computed]
    return all(given.get(name) == without_names(kept.get(name)) for name in written)
