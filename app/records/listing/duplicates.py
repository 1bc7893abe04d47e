"""Records of the same type that may stand for the same: said to who makes one, never refused.

Only what the person may read is looked at: what others hold tells nobody that it is there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from app.db import db
from app.engine import Actor
from app.folding import fold
from app.records import rights
from app.records.listing.query import not_merged
from app.records.types import RecordType, ValueRefused
from app.records.values.of_records import Values
from app.records.values.searching import digits_of

MOST = 5
MOST_LOOKED_AT = 50
_FEWEST_DIGITS = 7


@dataclass(frozen=True)
class Duplicate:
    """A record that has the same.

    Attributes:
        fields: what is the same, by the names of the fields.
    """

    id: int
    name: str
    fields: tuple[str, ...]


def find_duplicates(
    record_type: RecordType,
    given: Mapping[str, Any],
    actor: Actor,
    without: int | None = None,
    more: Sequence[tuple[str, ...]] = (),
) -> list[Duplicate]:
    """The records that have the same in one of the `duplicates` of their type.

    Parameters:
        given: values by field; what does not fit is passed over.
        without: the id of the record itself.
        more: groups of fields besides the `duplicates` of the type.
    """
    found: dict[int, Duplicate] = {}
    for names in (*record_type.duplicates, *more):
        for record in _alike(record_type, names, _wanted(record_type, names, given), actor):
            if record.id != without and len(found) < MOST:
                found.setdefault(record.id, Duplicate(record.id, record_type.display(record), names))
    return list(found.values())


def _wanted(record_type: RecordType, names: Sequence[str], given: Mapping[str, Any]) -> list[list[str]]:
    """What is given in each of the fields, normalised: of rows all that they say."""
    return [_normalised(record_type, name, _typed(record_type, name.partition(".")[0], given)) for name in names]


def _typed(record_type: RecordType, name: str, given: Mapping[str, Any]) -> Any:
    try:
        return record_type.field(name).read(given.get(name))
    except ValueRefused:
        return None


def _normalised(record_type: RecordType, name: str, value: Any) -> list[str]:
    _list, _dot, inner = name.partition(".")
    texts = [str(row.get(inner) or "") for row in value or []] if inner else [str(value or "")]
    return list(dict.fromkeys(filter(None, map(_plain, texts))))


def _plain(text: str) -> str:
    """A telephone by its digits, anything else folded."""
    folded = fold(text).strip()
    digits = digits_of(folded)
    is_phone = "@" not in folded and len(digits) >= _FEWEST_DIGITS and not any(each.isalpha() for each in folded)
    return digits if is_phone else folded


def _alike(record_type: RecordType, names: Sequence[str], wanted: list[list[str]], actor: Actor) -> Iterator[Any]:
    """The records that have one of the values in each of the fields; where nothing is given, nothing, too."""
    if not wanted[0]:
        return
    for first in wanted[0]:
        conditions = [
            rights.readable(record_type, actor),
            record_type.model.search_text.contains(first, autoescape=True),
        ]
        if record_type.merged:
            conditions.append(not_merged(record_type))
        chosen = select(record_type.model).where(and_(*conditions)).order_by(record_type.model.id.desc())
        records = db.session.scalars(chosen.limit(MOST_LOOKED_AT)).all()
        paths = [record_type.path(name) for name in names]
        values = Values(record_type, [record.id for record in records], paths)
        for record in records:
            held = [_normalised(record_type, each.name, values.of(record, each)) for each in paths]
            if all(_meet(has, asks) for has, asks in zip(held, [[first], *wanted[1:]], strict=True)):
                yield record


def _meet(has: Sequence[str], asks: Sequence[str]) -> bool:
    return not set(has).isdisjoint(asks) if asks else not has
