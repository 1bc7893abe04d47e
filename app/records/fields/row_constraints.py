"""What the table of rows asks of them, said in words before the database says it in its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.i18n import gettext as _
from app.records.types.field import Field

Row = Mapping[str, Any]


def fit_rows(model: Any, fields: Sequence[Field], rows: Sequence[Row]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Rows in which an empty value is the column's default, and words for what is needed and missing.

    Returns:
        The rows, and words by `<number of the row>-<field>`.
    """
    columns = {each.name: model.__mapper__.columns[each.attribute] for each in fields if each.stored_in_row}
    written = {each.name for each in fields if not each.is_computed}
    problems: dict[str, str] = {}
    fitted = []
    for number, row in enumerate(rows):
        made = dict(row)
        for name, column in columns.items():
            if made.get(name) not in (None, "") or column.nullable:
                continue
            if column.default is None and name in written:
                problems[f"{number}-{name}"] = _("This field must be filled.")
            elif column.default is not None:
                made[name] = column.default.arg
        fitted.append(made)
    return fitted, problems


def repeated(names: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """Words for rows that have the same values together in these fields as a row before them."""
    if not names:
        return {}
    seen: set[tuple[Any, ...]] = set()
    problems = {}
    for number, row in enumerate(rows):
        together = tuple(row.get(name) for name in names)
        if together in seen:
            problems[f"{number}-{names[0]}"] = _("Another row has this value already.")
        seen.add(together)
    return problems
