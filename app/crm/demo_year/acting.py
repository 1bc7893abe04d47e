"""What people of the year do with records: each through the command that pages use."""

from typing import Any

from app.engine import Actor, unit_of_work
from app.records.commands.create import create_record
from app.records.commands.status import request_status
from app.records.commands.update import update_record
from app.records.types import RecordType


def create(who: Actor, record_type: RecordType, values: dict[str, Any]) -> int:
    """Make a record; its id."""
    with unit_of_work(who) as unit:
        record_id: int = create_record(unit, record_type, values).id
        return record_id


def change(who: Actor, record_type: RecordType, record_id: int, **values: Any) -> None:
    """Give it other values."""
    with unit_of_work(who) as unit:
        update_record(unit, record_type, record_id, values)


def move(who: Actor, record_type: RecordType, record_id: int, status: str, **fields: Any) -> None:
    """Ask its diagram for another status, with what that asks for."""
    with unit_of_work(who) as unit:
        request_status(unit, record_type, record_id, status, fields)
