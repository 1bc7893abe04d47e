"""Holds a record that is about to be written to the checks of its lifecycle file."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any

from app.feel import FeelLimitError
from app.i18n import gettext as _
from app.i18n import localized
from app.records.checks.model import Check
from app.records.checks.record_names import row_fields
from app.records.errors import RecordRefused
from app.records.lifecycle.current import find_lifecycle
from app.records.types import RecordType, Views
from app.records.types.comparing import same
from app.records.values.computed import RecordScope
from app.records.values.of_records import values_of

Scope = Mapping[str, Any]


def require_checks(
    record_type: RecordType, values: Mapping[str, Any], record: Any, views: Views, *, new: bool = False
) -> None:
    """Refuse values with which the record would break a check.

    Only the checks are asked that read something that changes, and of rows only those that change: what is wrong in an
    old record does not keep anybody from changing the rest of it.

    Parameters:
        values: typed and computed, by field name, as they will be written.
        record: as it is; of a new one, with what is not among the values.
        views: of the command that changes the record.
        new: the record is made now; every check is asked.

    Raises:
        RecordRefused: with the words of the checks, by the places that they name.
    """
    lifecycle = find_lifecycle(record_type.name)
    if lifecycle is None or not lifecycle.checks:
        return
    asking = _Asking(record_type, values, record, views, new)
    problems: dict[str, str] = {}
    for check in lifecycle.checks:
        for place, words in asking.broken(check):
            problems.setdefault(place, words)
    if problems:
        raise RecordRefused(problems)


class _Asking:
    """One change of one record while its checks are asked."""

    def __init__(
        self, record_type: RecordType, values: Mapping[str, Any], record: Any, views: Views, new: bool
    ) -> None:
        self._type, self._values, self._record, self._new = record_type, values, record, new
        self._before: dict[str, Any] = {}
        self._views = views
        self._scope: Scope = RecordScope(record_type, self._held, views)

    def broken(self, check: Check) -> Iterator[tuple[str, str]]:
        """Places and words of what is wrong."""
        reads = self._reads(check)
        if check.rows:
            yield from self._broken_rows(check, reads)
        elif self._new or any(self._changes(name) for name in reads):
            yield from _judged(check, self._scope, None)

    def _broken_rows(self, check: Check, reads: set[str]) -> Iterator[tuple[str, str]]:
        if not self._type.has_field(check.rows):
            return
        inner = row_fields(self._type.field(check.rows))
        everywhere = self._new or any(
            self._changes(name) for name in reads - {each.name for each in inner} - {check.rows}
        )
        if not everywhere and not self._changes(check.rows):
            return
        before = [] if everywhere else self._held_before(check.rows)
        for number, row in enumerate(self._held(check.rows)):
            if row not in before:
                names = {each.name: each.feel(row.get(each.name), self._views) for each in inner}
                yield from _judged(check, ChainMap(names, self._scope), number)  # type: ignore[arg-type]

    def _reads(self, check: Check) -> set[str]:
        """The fields that a check reads."""
        own = ("record", self._type.name)
        names: set[str] = set()
        for path in check.expression.reads:
            if path[0] not in own:
                names.add(path[0])
            else:
                names |= {path[1]} if len(path) > 1 else {each.name for each in self._type.fields}
        return names

    def _changes(self, name: str) -> bool:
        if name not in self._values or not self._type.has_field(name):
            return False
        return not same(self._held_before(name), self._values[name])

    def _held(self, name: str) -> Any:
        return self._values[name] if name in self._values else self._held_before(name)

    def _held_before(self, name: str) -> Any:
        if name not in self._before:
            self._before[name] = self._of_new(name) if self._new else values_of(self._type, self._record, [name])[name]
        return self._before[name]

    def _of_new(self, name: str) -> Any:
        """What the new record holds in a field to which nothing is given: what its column begins with."""
        field = self._type.field(name)
        if not field.stored_in_row or field.custom:
            return field.empty
        held = field.get(self._record)
        default = self._type.model.__mapper__.columns[field.attribute].default
        return default.arg if held is None and default is not None and default.is_scalar else held


def _judged(check: Check, scope: Scope, row: int | None) -> Iterator[tuple[str, str]]:
    try:
        words = localized(check.message) if check.expression.evaluate(scope) is False else ""
    except FeelLimitError as error:
        words = _("This cannot be computed: %(why)s", why=str(error))
    if words:
        yield from ((place, words) for place in check.places(row))
