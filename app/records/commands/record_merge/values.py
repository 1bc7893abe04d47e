"""What of a record goes into the one that takes it over: a choice for each field, and of lists what both have."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.records.types import Field, RecordType, Showing
from app.records.types.comparing import same
from app.records.values.of_records import values_of

_OF_ROWS = ("id", "revision")


@dataclass(frozen=True)
class Pair:
    """A field of both records.

    Attributes:
        source, target: what they hold.
        both: it is a list: what the source has comes to what the target has.
        may_choose: the source holds something else than the target: a person says which stays.
    """

    field: Field
    source: Any
    target: Any
    both: bool
    may_choose: bool

    @property
    def takes(self) -> bool:
        """Whether the target takes over the value unless somebody chooses otherwise: while it has none."""
        return self.both or (_filled(self.source) and not _filled(self.target))


def pairs_of(record_type: RecordType, source: Any, target: Any) -> list[Pair]:
    """The fields of the two that can come along, in the order of the declaration."""
    fields = [each for each in record_type.all_fields if _comes_along(record_type, each)]
    names = [each.name for each in fields]
    here, there = values_of(record_type, source, names), values_of(record_type, target, names)
    return [_pair(each, here[each.name], there[each.name]) for each in fields]


def said(field: Field, record: Any, value: Any, showing: Showing) -> str:
    """A value of a record in words, an amount with its currency."""
    if not _filled(value):
        return ""
    return "" if field.row_fields else field.show(record, value, showing).text or field.words(value, showing)


def taken_over(
    record_type: RecordType,
    pairs: Collection[Pair],
    take: Collection[str],
    leave: Collection[str],
    ids: tuple[int, int],
) -> dict[str, Any]:
    """The values that the target gets, by field.

    Parameters:
        take, leave: the fields in which that of the source stays, and in which that of the target does.
        ids: of the source and of the target: to nothing that is merged, and not to itself, points the target.
    """
    ends = {(record_type.name, each) for each in ids}
    values = {}
    for pair in pairs:
        if pair.both:
            values[pair.field.name] = _joined(pair)
        elif pair.field.name in take if pair.may_choose and pair.field.name in {*take, *leave} else pair.takes:
            values[pair.field.name] = pair.source
        if not pair.field.row_fields and not pair.both:
            value = values.get(pair.field.name, pair.target)
            if not ends.isdisjoint(pair.field.pointed_to(value)):
                values[pair.field.name] = None
    return values


def _comes_along(record_type: RecordType, field: Field) -> bool:
    if field.is_computed or field.name in (record_type.merged, "status", "number", "currency"):
        return False
    return field.comes_along and not getattr(field, "inverse", "")


def _pair(field: Field, source: Any, target: Any) -> Pair:
    both = bool(field.many)
    may_choose = not both and not field.read_only and _filled(source) and not same(source, target)
    return Pair(field, source, target, both, may_choose)


def _filled(value: Any) -> bool:
    return value not in (None, "", [])


def _joined(pair: Pair) -> Any:
    if pair.field.row_fields:
        return _rows(pair.field, pair.source or [], pair.target or [])
    return sorted({*(pair.source or []), *(pair.target or [])})


def _rows(field: Field, source: list[dict[str, Any]], target: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the target, then those of the source that are not among them."""
    single = getattr(field, "at_most_one", "") or ""
    given = [each.name for each in field.row_fields if not each.is_computed and each.comes_along]
    told = [name for name in given if name != single]
    known = [_plain(row, told) for row in target]
    rows = list(target)
    for row in source:
        if _plain(row, told) in known:
            continue
        known.append(_plain(row, told))
        added = {name: row.get(name) for name in given}
        if single and any(each.get(single) for each in rows):
            added[single] = False
        rows.append(added)
    return rows


def _plain(row: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: row.get(name) if row.get(name) not in (None, "") else None for name in names}
