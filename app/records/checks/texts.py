"""Texts with which an expression compares a status or a choice, and which it never is: a word that was misspelt.

One rule for checks of lifecycle files and forms, conditions and values of forms, and formulas; the engine asks it for
diagrams and decision tables.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from app.feel import FeelError, compile_expression
from app.feel.comparisons import compared_texts
from app.feel.nodes import Node
from app.records.types import Field, RecordType, registry


def unknown_texts(tree: Node, record_type: RecordType, rows: str = "") -> Iterator[tuple[str, str, Sequence[str]]]:
    """What is compared, with which text, and what it can be.

    Parameters:
        rows: the list in whose rows the expression is computed, if any.
    """
    for path, text in compared_texts(tree):
        known = known_texts(path.split("."), record_type, rows) if text else ()
        if known and text not in known:
            yield path, text, known


def known_texts(names: Sequence[str], record_type: RecordType, rows: str = "") -> Sequence[str]:
    """The texts that the value can be which an expression reads by these names; none: any, or no text at all.

    Parameters:
        rows: as of `unknown_texts`.
    """
    field = _field(names, record_type, rows)
    return field.known_texts() if field is not None else ()


def texts_of_formulas(record_type: RecordType) -> Iterator[tuple[str, Field, str, str, Sequence[str]]]:
    """Statuses and choices with which formulas of the declaration compare and which are not there: the place of the
    formula and its field, what it reads, the text, and what it can be. Statuses are known where lifecycles are."""
    for field in record_type.declared_fields:
        rows: Sequence[Field] = field.row_fields
        for place, each, within in (
            (field.name, field, ""),
            *((f"{field.name}.{row.name}", row, field.name) for row in rows),
        ):
            with suppress(FeelError):  # said elsewhere
                tree = compile_expression(each.formula).tree if each.formula else None
                for path, text, known in unknown_texts(tree, record_type, within) if tree else ():
                    yield place, each, path, text, known


def _field(names: Sequence[str], record_type: RecordType, rows: str) -> Field | None:
    if rows and record_type.has_field(rows):
        inner = _named(record_type.field(rows).row_fields, names[0])
        if inner is not None:
            return _behind(inner, names[1:])
    if names[0] in ("record", record_type.name) and not record_type.has_field(names[0]):
        names = names[1:]
    fields = [each for one in record_type.fields for each in (one, *one.companions)]
    found = _named(fields, names[0]) if names else None
    return _behind(found, names[1:]) if found is not None else None


def _behind(field: Field, names: Sequence[str]) -> Field | None:
    """What stands behind a reference, or in the rows of a list; the field itself where nothing follows."""
    if not names:
        return field
    inner = _named(field.row_fields, names[0])
    if inner is not None:
        return _behind(inner, names[1:])
    target = registry.get(next(iter(field.targets), "")) if len(field.targets) == 1 else None
    is_own = target is not None and names[0] not in ("record", target.name)  # these mean the record that is read
    return _field(names, target, "") if target is not None and (is_own or target.has_field(names[0])) else None


def _named(fields: Sequence[Field], name: str) -> Field | None:
    return next((each for each in fields if each.name == name), None)
