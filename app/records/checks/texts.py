"""Texts with which an expression compares a status or a choice, and which it never is: a word that was misspelt.

One rule for checks of lifecycle files and forms, conditions and values of forms, and formulas; the engine has its own
for the diagrams.
"""

from collections.abc import Iterator, Sequence

from flask import has_app_context

from app.feel.comparisons import compared_texts
from app.feel.nodes import Node
from app.records.types import Field, RecordType, registry


def unknown_texts(tree: Node, record_type: RecordType, rows: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """What is compared, with which text, and what it can be.

    Parameters:
        rows: the list in whose rows the expression is computed, if any.
    """
    for path, text in compared_texts(tree):
        field = _field(path.split("."), record_type, rows)
        known = field.known_texts() if field is not None and text and has_app_context() else []
        if known and text not in known:
            yield path, text, known


def _field(names: Sequence[str], record_type: RecordType, rows: str) -> Field | None:
    if rows and record_type.has_field(rows):
        inner = _named(record_type.field(rows).row_fields, names[0])
        if inner is not None:
            return _behind(inner, names[1:])
    if names[0] in ("record", record_type.name) and not record_type.has_field(names[0]):
        names = names[1:]
    if not names or not record_type.has_field(names[0]):
        return None
    return _behind(record_type.field(names[0]), names[1:])


def _behind(field: Field, names: Sequence[str]) -> Field | None:
    """What stands behind a reference, or in the rows of a list; the field itself where nothing follows."""
    if not names:
        return field
    inner = _named(field.row_fields, names[0])
    if inner is not None:
        return _behind(inner, names[1:])
    target = registry.get(next(iter(field.targets), "")) if len(field.targets) == 1 else None
    return _field(names, target, "") if target is not None and target.has_field(names[0]) else None


def _named(fields: Sequence[Field], name: str) -> Field | None:
    return next((each for each in fields if each.name == name), None)
