"""What diagrams may do to records."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from marshmallow import Schema, fields

from app.engine import STATUS_REQUESTED, BpmnError, service_task
from app.records.commands import create_record
from app.records.errors import RecordRefused
from app.records.feel_views import RecordView
from app.records.host import Records
from app.records.types import registry

_records = Records()


class StatusInputs(Schema):
    status = fields.String(required=True, metadata={"label": {"ru": "Статус", "en": "Status"}, "names": "statuses"})


class UpdateInputs(Schema):
    values = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"label": {"ru": "Значения полей", "en": "Field values"}, "names": "fields"},
    )
    record_type = fields.String(metadata={"label": {"ru": "Тип записи", "en": "Record type"}})
    record_id = fields.Integer(metadata={"label": {"ru": "Номер записи", "en": "Record id"}})


class CreateInputs(Schema):
    record_type = fields.String(required=True, metadata={"label": {"ru": "Тип записи", "en": "Record type"}})
    values = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"label": {"ru": "Значения полей", "en": "Field values"}, "names": "fields"},
    )
    reference_field = fields.String(
        metadata={"label": {"ru": "Записать в поле записи процесса", "en": "Write into this field of the own record"}}
    )


@service_task(
    "status.set",
    name={"ru": "Установить статус", "en": "Set status"},
    description={
        "ru": "Меняет статус записи и посылает сигналы о смене статуса.",
        "en": "Changes the status of the record and raises its status signals.",
    },
    inputs=StatusInputs,
)
def set_status(unit, execution, inputs: dict[str, Any]) -> None:
    with _field_errors_as_refusal(execution.record_type):
        _records.set_status(unit, execution.record_type, execution.record_id, inputs["status"])


@service_task(
    "status.request",
    name={"ru": "Запросить статус", "en": "Request status"},
    description={
        "ru": "Просит жизненный цикл записи о новом статусе: проверки и последствия те же, что у человека.",
        "en": "Asks the record's own process for a status: the same checks and effects as for a person.",
    },
    inputs=StatusInputs,
)
def request_status(unit, execution, inputs: dict[str, Any]) -> None:
    unit.queue_message(execution.record_type, execution.record_id, STATUS_REQUESTED, {"status": inputs["status"]})


@service_task(
    "record.update",
    name={"ru": "Изменить запись", "en": "Update record"},
    description={
        "ru": "Записывает значения в поля записи процесса или другой записи.",
        "en": "Writes values into fields of the process's record or of another one.",
    },
    inputs=UpdateInputs,
)
def update(unit, execution, inputs: dict[str, Any]) -> None:
    record_type = inputs.get("record_type") or execution.record_type
    record_id = inputs.get("record_id") or execution.record_id
    with _field_errors_as_refusal(record_type):
        _records.set_fields(unit, record_type, record_id, inputs["values"])


@service_task(
    "record.create",
    name={"ru": "Создать запись", "en": "Create record"},
    description={
        "ru": "Создаёт запись; её можно прочитать в выходных параметрах как result.",
        "en": "Creates a record; outputs read it as result.",
    },
    inputs=CreateInputs,
)
def create(unit, execution, inputs: dict[str, Any]) -> dict[str, Any]:
    record_type = registry[inputs["record_type"]]
    with _field_errors_as_refusal(record_type.name):
        record = create_record(unit, record_type, inputs["values"], system=True)
        if reference_field := inputs.get("reference_field"):
            _records.set_fields(unit, execution.record_type, execution.record_id, {reference_field: record.id})
    return {"result": {"id": record.id, "name": RecordView(record_type, record.id)["display_name"]}}


@contextmanager
def _field_errors_as_refusal(record_type: str) -> Iterator[None]:
    """Field errors of a diagram's own values become a BPMN error, with the field named."""
    try:
        yield
    except RecordRefused as error:
        declared = registry[record_type]
        words = "; ".join(f"{declared.label_of(name)}: {problem}" for name, problem in error.fields.items())
        raise BpmnError("fieldRefused", words, missing=tuple(error.fields)) from error
