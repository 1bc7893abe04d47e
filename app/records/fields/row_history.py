"""What the history keeps of rows, and how it says what changed in them."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from app.i18n import gettext as _
from app.records.types.comparing import without_names
from app.records.types.field import Field
from app.records.types.showing import Names, Showing

Row = Mapping[str, Any]


class Rows(Protocol):
    """What is asked of a field of rows."""

    @property
    def label(self) -> Any: ...

    @property
    def fields(self) -> tuple[Field, ...]: ...

    @property
    def title(self) -> str: ...


def row_history(row: Row, fields: Sequence[Field], names: Names, place: int) -> dict[str, Any]:
    """A row as the history keeps it, with its place in the list."""
    own = {"id": row["id"]} if row.get("id") else {}
    return own | {"place": place} | {each.name: each.history(row.get(each.name), names) for each in fields}


def changed_rows(before: Sequence[Row], after: Sequence[Row]) -> dict[str, Any]:
    """The rows that differ, in both versions: what stayed is not written down again."""
    old, new = list(before), list(after)
    for row in before:
        twin = next((each for each in new if _same(each, row)), None)
        if twin is not None:
            old.remove(row)
            new.remove(twin)
    return {"old": old, "new": new}


def _same(one: Row, other: Row) -> bool:
    return bool(without_names(dict(one)) == without_names(dict(other)))


def row_lines(field: Rows, change: Mapping[str, Any], showing: Showing) -> list[tuple[str, str, str]]:
    """Lines of (what, old, new): rows that came, that went, and each field that changed in a row that stayed."""
    old = {row.get("id", f"old {row.get('place')}"): row for row in change.get("old") or []}
    new = {row.get("id", f"new {row.get('place')}"): row for row in change.get("new") or []}
    lines: list[tuple[str, str, str]] = []
    removed, added = _("removed"), _("added")
    for identifier, row in old.items():
        if identifier not in new:
            lines.append((f"{field.label}: {removed}", _all_words(field, row, showing), ""))
    for identifier, row in new.items():
        before = old.get(identifier)
        if before is None:
            lines.append((f"{field.label}: {added}", "", _all_words(field, row, showing)))
        else:
            lines += _row_changes(field, before, row, showing)
    return lines


def _row_changes(field: Rows, before: Row, row: Row, showing: Showing) -> list[tuple[str, str, str]]:
    title = _title(field, row, showing) or str(int(row.get("place", 0)) + 1)
    lines = [
        (f"{field.label}: {title}, {each.label}", *_both(each, before, row, showing))
        for each in field.fields
        if without_names(before.get(each.name)) != without_names(row.get(each.name))
    ]
    if not lines and before.get("place") != row.get("place"):
        places = (str(int(each.get("place", 0)) + 1) for each in (before, row))
        place = _("place")
        lines = [(f"{field.label}: {title}, {place}", *places)]  # type: ignore[list-item]
    return lines


def _both(field: Field, before: Row, row: Row, showing: Showing) -> tuple[str, str]:
    return (
        field.history_words(before.get(field.name), showing),
        field.history_words(row.get(field.name), showing),
    )


def _title(field: Rows, row: Row, showing: Showing) -> str:
    return next(
        (each.history_words(row.get(each.name), showing) for each in field.fields if each.name == field.title), ""
    )


def _all_words(field: Rows, row: Row, showing: Showing) -> str:
    found = (each.history_words(row.get(each.name), showing) for each in field.fields if each.type != "boolean")
    return ", ".join(filter(None, found))
