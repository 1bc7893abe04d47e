"""What a merge says of itself in a comment, in the language of who merges."""

from collections.abc import Iterator
from typing import Any

from app.engine import UnitOfWork
from app.i18n import gettext as _
from app.i18n import localized
from app.records.commands.record_merge.pointing import counts_of
from app.records.commands.record_merge.values import Pair, said
from app.records.lifecycle.current import lifecycle_of
from app.records.rights.names import readable_names
from app.records.types import RecordType, Showing


def told(unit: UnitOfWork, record_type: RecordType, source: Any, pairs: list[Pair]) -> str:
    """All that the source held and the actor may read, and how much comes along of each type."""
    keys = {key for pair in pairs for key in _keys(pair)}
    showing = Showing(readable_names(keys, unit.actor))
    lines = [_("Merged: %(name)s.", name=record_type.display(source))]
    lines += [f"{label}: {words}" for label, words in _facts(record_type, source, pairs, showing)]
    lines += [
        _("Comes along: %(type)s — %(count)s", type=str(pointer.record_type.label_plural), count=total)
        for pointer, total, _mine in counts_of(record_type, source.id, unit.actor)
    ]
    return "\n".join(lines)


def _facts(record_type: RecordType, source: Any, pairs: list[Pair], showing: Showing) -> Iterator[tuple[str, str]]:
    if record_type.has_status:
        status = lifecycle_of(record_type.name).status(source.status)
        yield str(record_type.field("status").label), localized(status.label) if status else source.status
    for pair in pairs:
        label = str(pair.field.label)
        if pair.field.row_fields:
            for row in pair.source or []:
                yield label, _row(pair, row, showing)
        elif words := said(pair.field, source, pair.source, showing):
            yield label, words


def _row(pair: Pair, row: dict[str, Any], showing: Showing) -> str:
    words = (each.words(row.get(each.name), showing) for each in pair.field.row_fields)
    return ", ".join(filter(None, words))


def _keys(pair: Pair) -> list[tuple[str, int]]:
    if not pair.field.row_fields:
        return list(pair.field.pointed_to(pair.source))
    return [
        key
        for row in pair.source or []
        for each in pair.field.row_fields
        for key in each.pointed_to(row.get(each.name))
    ]
