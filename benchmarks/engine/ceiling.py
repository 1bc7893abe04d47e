"""The ceiling on PostgreSQL: the library with cached specs, one transaction, three plain tables, psycopg, no ORM."""

from typing import Any

import psycopg
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from benchmarks.engine.floor import CachedSpecs, cached_specs_serializer, library_spec

_TABLES = (
    "CREATE TABLE plain_instance (id bigserial PRIMARY KEY, state text NOT NULL, ended boolean NOT NULL)",
    "CREATE TABLE plain_task (id text PRIMARY KEY, instance_id bigint NOT NULL, element_id text, state text NOT NULL)",
    "CREATE TABLE plain_history (id bigserial PRIMARY KEY, instance_id bigint NOT NULL, at timestamptz, kind text)",
)


class Ceiling:
    """The library and a database, by themselves."""

    def __init__(self, address: str, diagram: bytes, key: str) -> None:
        """`address`: of the database, as psycopg takes it."""
        CachedSpecs.spec = library_spec(diagram, key)
        self._serializer = cached_specs_serializer()
        self._connection = psycopg.connect(address)
        for statement in _TABLES:
            self._connection.execute(statement)
        self._connection.commit()

    def __enter__(self) -> "Ceiling":
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    def start(self, variables: dict[str, Any]) -> int:
        """Start up to the user task; the number of the instance."""
        workflow = BpmnWorkflow(CachedSpecs.spec)
        workflow.task_tree.data.update(variables)
        workflow.do_engine_steps()
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        execute = self._connection.execute
        row = execute(
            "INSERT INTO plain_instance (state, ended) VALUES (%s, false) RETURNING id",
            (self._serializer.serialize_json(workflow),),
        ).fetchone()
        assert row is not None
        (instance_id,) = row
        execute(
            "INSERT INTO plain_task (id, instance_id, element_id, state) VALUES (%s, %s, %s, 'open')",
            (str(task.id), instance_id, task.task_spec.name),
        )
        self._history(instance_id, "started")
        self._connection.commit()
        return int(instance_id)

    def complete(self, instance_id: int, variables: dict[str, Any]) -> None:
        """Complete the user task; the process runs to its end."""
        execute = self._connection.execute
        row = execute("SELECT state FROM plain_instance WHERE id = %s FOR UPDATE", (instance_id,)).fetchone()
        assert row is not None
        workflow = self._serializer.deserialize_json(row[0])
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        task.data.update(variables)
        task.run()
        workflow.do_engine_steps()
        execute(
            "UPDATE plain_instance SET state = %s, ended = %s WHERE id = %s",
            (self._serializer.serialize_json(workflow), workflow.completed, instance_id),
        )
        execute("UPDATE plain_task SET state = 'completed' WHERE id = %s", (str(task.id),))
        self._history(instance_id, "completed")
        self._connection.commit()

    def _history(self, instance_id: int, kind: str) -> None:
        self._connection.execute(
            "INSERT INTO plain_history (instance_id, at, kind) VALUES (%s, now(), %s)", (instance_id, kind)
        )
