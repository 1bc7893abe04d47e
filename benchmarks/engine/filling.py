"""Many instances at once: one process is brought by commands to where it waits, then its rows are copied in SQL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from app.db import Base, db
from app.engine.ground.store import CANDIDATE, INSTANCE, USER_TASK
from benchmarks.engine.world import RECORD

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SERIES = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)",
    "postgresql": "(SELECT generate_series(1, {count}) AS i)",
}
_DIGITS = {"sqlite": "printf('%08d', n.i)", "postgresql": "lpad(n.i::text, 8, '0')"}


@dataclass(frozen=True)
class Copies:
    """Copies of a process: the `n`-th, from 1 on, has the ids that these give."""

    count: int
    offset: int

    def id(self, number: int) -> int:
        """Of the process instance, and of its record."""
        return self.offset + number

    def task_id(self, original: str, number: int) -> str:
        """Of the copy of a task of the engine."""
        return f"{original[:28]}{number:08}"


def copy_instance(instance_id: int, record_id: int, count: int) -> Copies:
    """Copy a process with its record and all that belongs to it: tasks, candidates, timers, waiting events, history.

    Every copy has ids of its own for the tasks it waits in, in its saved state, too, so that it can go on.
    """
    with db.engine.begin() as connection:
        offset = max(int(connection.scalar(select(func.max(table.c.id))) or 0) for table in (INSTANCE, RECORD))
        copies = Copies(count, offset)
        _copy(connection, RECORD, f"id = {record_id}", copies, {"id": f"{offset} + n.i"})
        state = "original.state"
        original = connection.scalar(select(INSTANCE.c.state).where(INSTANCE.c.id == instance_id))
        for task_id in sorted(set(_UUID.findall(str(original)))):
            quoted = f"'{task_id}'"
            state = f"replace({state}, {quoted}, {_task_id(connection, quoted)})"
        moved = {"id": f"{offset} + n.i", "record_id": f"{offset} + n.i", "state": state}
        _copy(connection, INSTANCE, f"id = {instance_id}", copies, moved)
        for table in Base.metadata.sorted_tables:
            if "process_instance_id" in table.c:
                _copy_belonging(connection, table, instance_id, copies)
        tasks = f"user_task_id IN (SELECT id FROM user_task WHERE process_instance_id = {instance_id})"
        _copy(connection, CANDIDATE, tasks, copies, {"user_task_id": _task_id(connection, "original.user_task_id")})
        _tidy(connection)
    return copies


def _task_id(connection: Connection, original: str) -> str:
    return f"substr({original}, 1, 28) || {_DIGITS[connection.dialect.name]}"


def _copy_belonging(connection: Connection, table: Any, instance_id: int, copies: Copies) -> None:
    number = f"{copies.offset} + n.i"
    moved = {"process_instance_id": number, "record_id": number}
    if table is USER_TASK:
        moved["id"] = _task_id(connection, "original.id")
    elif "task_id" in table.c:
        moved["task_id"] = _task_id(connection, "original.task_id")
    _copy(connection, table, f"process_instance_id = {instance_id}", copies, moved)


def _copy(connection: Connection, table: Any, which: str, copies: Copies, moved: Mapping[str, str]) -> None:
    columns = [column.name for column in table.c if column.name != "id" or "id" in moved]
    values = [moved.get(name, f"original.{name}") for name in columns]
    series = _SERIES[connection.dialect.name].format(count=copies.count)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT {', '.join(values)}"
        f" FROM (SELECT * FROM {table.name} WHERE {which}) AS original CROSS JOIN {series} AS n"
    )


def _tidy(connection: Connection) -> None:
    """The next numbers come after the copies; the database has counted them."""
    if connection.dialect.name == "postgresql":
        for table in (INSTANCE, RECORD):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"
            )
    connection.exec_driver_sql("ANALYZE")
