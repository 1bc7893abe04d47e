"""What diagrams may do to records."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from marshmallow import Schema, fields, validate

from app.engine import STATUS_REQUESTED, BpmnError, Execution, UnitOfWork, service_task
from app.i18n import lazy_gettext as _
from app.i18n import lazy_pgettext
from app.records.commands.create import create_record
from app.records.errors import RecordRefused
from app.records.process.host import Records
from app.records.process.process_reach import (
    remember_made,
    remember_written,
    require_creation,
    require_process_fields,
    require_reach,
)
from app.records.types import registry
from app.records.values.counters import next_number

_records = Records()


class StatusInputs(Schema):
    status = fields.String(required=True, metadata={"label": _("Status"), "names": "statuses"})


class NumberInputs(Schema):
    counter = fields.String(required=True, metadata={"label": _("Counter")}, validate=validate.Length(1, 56))


class UpdateInputs(Schema):
    values = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"label": _("Field values"), "names": "fields"},
    )
    record_type = fields.String(metadata={"label": lazy_pgettext("action", "Record type")})
    record_id = fields.Integer(metadata={"label": _("Record id")})


class CreateInputs(Schema):
    record_type = fields.String(required=True, metadata={"label": lazy_pgettext("action", "Record type")})
    values = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"label": _("Field values"), "names": "fields"},
    )
    reference_field = fields.String(metadata={"label": _("Write into this field of the own record")})


@service_task(
    "status.set",
    name=_("Set status"),
    description=_("Changes the status of the record and raises its status signals."),
    inputs=StatusInputs,
)
def set_status(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> None:
    record_type, record_id = _own_record(execution)
    with _field_errors_as_refusal(record_type):
        _records.set_status(unit, record_type, record_id, inputs["status"])


@service_task(
    "status.request",
    name=_("Request status"),
    description=_("Asks the record's own process for a status: the same checks and effects as for a person."),
    inputs=StatusInputs,
)
def request_status(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> None:
    unit.queue_message(execution.record_type, execution.record_id, STATUS_REQUESTED, {"status": inputs["status"]})


@service_task(
    "counter.next",
    name=_("Next number"),
    description=_("Takes the next number of a counter, without holes; outputs read it as number."),
    inputs=NumberInputs,
)
def take_number(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> dict[str, Any]:
    return {"number": next_number(f"process:{inputs['counter']}")}


@service_task(
    "record.update",
    name=_("Update record"),
    description=_("Writes values into fields of the process's record or of another one."),
    inputs=UpdateInputs,
)
def update(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> None:
    record_type, record_id = inputs.get("record_type"), inputs.get("record_id")
    if not record_type or not record_id:
        own_type, own_id = _own_record(execution)
        record_type, record_id = record_type or own_type, record_id or own_id
    declared = registry[record_type]
    require_reach(unit, execution, declared, record_id)
    require_process_fields(declared, inputs["values"])
    with _field_errors_as_refusal(record_type):
        _records.set_fields(unit, record_type, record_id, inputs["values"])
    remember_written(unit, record_type, record_id, inputs["values"])


@service_task(
    "record.create",
    name=_("Create record"),
    description=_("Creates a record; outputs read it as result."),
    inputs=CreateInputs,
)
def create(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> dict[str, Any]:
    record_type = registry[inputs["record_type"]]
    require_creation(execution, record_type)
    require_process_fields(record_type, inputs["values"])
    if reference_field := inputs.get("reference_field"):
        require_process_fields(registry[_own_record(execution)[0]], [reference_field])
    with _field_errors_as_refusal(record_type.name):
        record = create_record(unit, record_type, inputs["values"], system=True)
        remember_made(unit, execution, record_type.name, record.id)
        if reference_field:
            own = _own_record(execution)
            remember_written(unit, *own, [reference_field])
            _records.set_fields(unit, *_own_record(execution), {reference_field: record.id})
    return {"result": {"id": record.id, "name": record_type.display(record)}}


def _own_record(execution: Execution) -> tuple[str, int]:
    if execution.record_type is None or execution.record_id is None:
        raise LookupError(str(_("the process is about no record")))
    return execution.record_type, execution.record_id


@contextmanager
def _field_errors_as_refusal(record_type: str) -> Iterator[None]:
    """Field errors of a diagram's own values become a BPMN error, with the field named."""
    try:
        yield
    except RecordRefused as error:
        declared = registry[record_type]
        words = "; ".join(f"{declared.label_of(name)}: {problem}" for name, problem in error.fields.items())
        raise BpmnError("fieldRefused", words, missing=tuple(error.fields)) from error
