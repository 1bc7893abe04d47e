"""A record type of the tests' own: a real table, and a real host that reads and writes it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields
from sqlalchemy import Date, Integer, String, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Money, db
from app.engine.ground.errors import BpmnError
from app.engine.ground.service_tasks import service_task, service_tasks

SAMPLE = "sample"


class SampleRecord(Base):
    __tablename__ = "sample_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(64), default="new")
    amount: Mapped[Decimal | None] = mapped_column(Money)
    start_date: Mapped[date | None] = mapped_column(Date)
    manager_id: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(String(255))


TABLE = SampleRecord.__table__
FIELDS = ("id", "name", "status", "amount", "start_date", "manager", "note")


MEMBERS = {"managers": (1, 2), "approvers": (3,), "everybody": (1, 2, 3)}


class SampleView(Mapping[str, Any]):
    """The record as FEEL sees it; read from the database when a field is first asked for."""

    def __init__(self, unit: Any, record_id: int) -> None:
        self._unit = unit
        self._record_id = record_id
        self._row: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        if name == "manager":
            manager_id = self._read()["manager_id"]
            return None if manager_id is None else {"id": manager_id, "login": f"person{manager_id}"}
        return self._read()[name]

    def _read(self) -> Mapping[str, Any]:
        if self._row is None:
            statement = select(TABLE).where(TABLE.c.id == self._record_id)
            self._row = self._unit.connection.execute(statement).mappings().one()
        return self._row

    def forget(self) -> None:
        self._row = None

    def __iter__(self) -> Iterator[str]:
        return iter(FIELDS)

    def __len__(self) -> int:
        return len(FIELDS)


class SampleHost:
    """People are `person<id>`; the role `owner` is the manager, any other role is a group of the same name."""

    def view(self, unit: Any, record_type: str, record_id: int) -> Mapping[str, Any]:
        return unit.cache.setdefault((record_type, record_id), SampleView(unit, record_id))

    def known_fields(self, record_type: str) -> Mapping[str, Any] | None:
        if record_type != SAMPLE:
            return None
        return {**dict.fromkeys(FIELDS), "manager": {"id": None, "login": None}}

    def known_texts(self, record_type: str, path: Sequence[str]) -> Sequence[str]:
        return ()

    def set_fields(self, unit: Any, record_type: str, record_id: int, changes: Mapping[str, Any]) -> None:
        values = dict(changes)
        if "manager" in values:
            values["manager_id"] = self.person(unit, values.pop("manager"))
        unit.connection.execute(update(TABLE).where(TABLE.c.id == record_id).values(**values))
        self.view(unit, record_type, record_id).forget()
        unit.history("fieldsChanged", record_type, record_id, {"changes": dict(changes)})
        unit.record_changed(record_type, record_id, set(changes))

    def set_status(self, unit: Any, record_type: str, record_id: int, status: str) -> None:
        before = self.view(unit, record_type, record_id)["status"]
        unit.connection.execute(update(TABLE).where(TABLE.c.id == record_id).values(status=status))
        self.view(unit, record_type, record_id).forget()
        unit.history("statusChanged", record_type, record_id, {"before": before, "after": status})
        unit.status_changed(record_type, record_id, before, status)

    def candidates(self, unit: Any, record_type: str, record_id: int, role: str):
        if role == "owner":
            manager = self.view(unit, record_type, record_id)["manager"]
            return (), (() if manager is None else (manager["id"],))
        return (role,), ()

    def people(self, unit: Any, record_type: str | None, record_id: int | None, role: str):
        if role == "owner" and record_type is not None:
            numbers = self.candidates(unit, record_type, record_id, role)[1]
        else:
            numbers = MEMBERS.get(role, ())
        return [{"id": number, "login": f"person{number}", "name": f"Person {number}"} for number in numbers]

    def roles(self, record_type: str):
        return None

    def statuses(self, record_type: str):
        return None

    def person(self, unit: Any, value: Any) -> int | None:
        if isinstance(value, Mapping):
            return value["id"]
        if isinstance(value, str):
            return int(value.removeprefix("person")) if value.startswith("person") else None
        return value if value is None else int(value)

    def display_name(self, unit: Any, record_type: str, record_id: int) -> str:
        return self.view(unit, record_type, record_id)["name"]


def make_record(name: str = "a record", **values: Any) -> int:
    """Add a record, outside of any process."""
    with db.engine.begin() as connection:
        return connection.execute(insert(TABLE), {"name": name, "status": "new", **values}).inserted_primary_key[0]


def read_record(record_id: int) -> Mapping[str, Any]:
    with db.engine.connect() as connection:
        return connection.execute(select(TABLE).where(TABLE.c.id == record_id)).mappings().one()


class StatusInputs(Schema):
    status = fields.String(required=True)


class FieldsInputs(Schema):
    values = fields.Dict(required=True)


class ErrorInputs(Schema):
    code = fields.String(required=True)


class EffectInputs(Schema):
    text = fields.String(required=True)


class EchoInputs(Schema):
    value = fields.Raw(allow_none=True)


calls: list[Any] = []


def register_service_tasks() -> None:
    """The service tasks that the test diagrams call."""
    if "status.set" in service_tasks:
        return
    from app.engine.ground.host import record_host

    def words(text: str) -> dict[str, str]:
        return {"ru": text, "en": text}

    @service_task("status.set", name=words("Set status"), inputs=StatusInputs)
    def _set_status(unit, execution, inputs):
        record_host().set_status(unit, execution.record_type, execution.record_id, inputs["status"])

    @service_task("status.request", name=words("Request status"), inputs=StatusInputs)
    def _request_status(unit, execution, inputs):
        unit.queue_message(execution.record_type, execution.record_id, "statusRequested", {"status": inputs["status"]})

    @service_task("sample.update", name=words("Update"), inputs=FieldsInputs)
    def _update(unit, execution, inputs):
        record_host().set_fields(unit, execution.record_type, execution.record_id, inputs["values"])

    @service_task("sample.error", name=words("Raise a BPMN error"), inputs=ErrorInputs)
    def _error(unit, execution, inputs):
        raise BpmnError(inputs["code"], {"ru": "не вышло", "en": "did not work"}, missing=("note",))

    @service_task("sample.fail", name=words("Fail"))
    def _fail(unit, execution, inputs):
        if read_only_note(unit, execution) != "repaired":
            raise ConnectionError("the wire is cut")

    @service_task("sample.crash", name=words("Kill the process"))
    def _crash(unit, execution, inputs):
        os._exit(42)

    @service_task("sample.effect", name=words("Owe an effect"), inputs=EffectInputs)
    def _effect(unit, execution, inputs):
        unit.owe("sample.mail", {"text": inputs["text"]})

    @service_task("sample.echo", name=words("Echo"), inputs=EchoInputs)
    def _echo(unit, execution, inputs):
        calls.append(inputs.get("value"))
        return {"value": inputs.get("value")}


def read_only_note(unit: Any, execution: Any) -> str | None:
    return None if execution.record_id is None else execution.record["note"]
