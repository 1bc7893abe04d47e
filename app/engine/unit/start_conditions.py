"""Conditional start events: a process begins for a record when a condition over the record becomes true.

BPMN 2.0.2, 10.5.5: the condition must have been false before it can happen again. A record of which nothing is
remembered counts as one whose condition was false. Whether an earlier instance still runs makes no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from app.db import table_of
from app.engine.deploying import deployment
from app.engine.ground.elements import ConditionalEvent, EventElement
from app.engine.ground.errors import TechnicalFailure
from app.engine.ground.scope import Scope
from app.engine.models import StartCondition
from app.engine.unit.events import UnitEvents
from app.feel import FeelError
from app.i18n import lazily, localized
from app.i18n import lazy_gettext as _

TABLE = table_of(StartCondition)


@dataclass(frozen=True)
class _Record:
    """What a condition may read: the record and the person, no variables."""

    unit: UnitEvents
    record_type: str
    record_id: int

    @property
    def record(self) -> Mapping[str, Any]:
        record: Mapping[str, Any] = self.unit.view(self.record_type, self.record_id)
        return record


def start_where_true(unit: UnitEvents, record_type: str, record_id: int, fields: frozenset[str] | None) -> None:
    """Start the processes whose condition has become true.

    Parameters:
        fields: fields of the record that have changed; None for a new record.

    Raises:
        TechnicalFailure: a condition has no value.
    """
    found = [
        (definition, element, event)
        for definition, element, event in _start_events(record_type)
        if fields is None or fields.intersection(_fields_read(event, record_type))
    ]
    if not found:
        return
    of_record = (TABLE.c.record_type == record_type, TABLE.c.record_id == record_id)
    was_true = {
        (row.process_key, row.element_id): row.id for row in unit.connection.execute(select(TABLE).where(*of_record))
    }
    for definition, element, event in found:
        key = (definition.key, element.id)
        is_true = _value(_Record(unit, record_type, record_id), element, event)
        if is_true and key not in was_true:
            row = dict(zip(("process_key", "element_id"), key, strict=True))
            unit.connection.execute(insert(TABLE), {**row, "record_type": record_type, "record_id": record_id})
            unit.start(definition, record_type, record_id, {}, element.id)
        elif not is_true and key in was_true:
            unit.connection.execute(delete(TABLE).where(TABLE.c.id == was_true[key]))


def _start_events(record_type: str) -> Iterator[tuple[Any, EventElement, ConditionalEvent]]:
    for definition in deployment.definitions_started_by_condition(record_type):
        for start in definition.process.starts:
            element = definition.process.elements[start.element_id]
            if isinstance(element, EventElement) and isinstance(element.event, ConditionalEvent):
                yield definition, element, element.event


def _fields_read(event: ConditionalEvent, record_type: str) -> set[str]:
    return {path[1] for path in event.expression.reads if len(path) > 1 and path[0] in ("record", record_type)}


def _value(record: _Record, element: EventElement, event: ConditionalEvent) -> bool:
    try:
        return event.expression.evaluate(Scope(record, {})) is True
    except FeelError as error:
        name, reason = localized(element.name), lazily(error)
        message = _('"%(name)s" could not be carried out: %(reason)s', name=name, reason=reason)
        raise TechnicalFailure(message, element.id, name, error) from error
