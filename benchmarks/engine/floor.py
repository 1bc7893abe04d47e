"""The floor: SpiffWorkflow alone for the same steps, and plain `sqlite3` for the same rows in one transaction.

The library runs the same diagram with its own classes: its own parser, its own serializer with the specs left out and
taken from a cache, conditions in Python. The database is prepared as ours is (WAL, synchronous=FULL, foreign keys), has
the tables and indexes of ours, and a life of a process leaves as many rows in each of them as with us.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnWorkflowConverter
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from app.db import db
from app.i18n import artifact_words
from benchmarks.engine.parts import COMMIT, LOAD, RUN, SAVE, SQL, Parts, Place, watched_places

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_RESULT = "{http://camunda.org/schema/1.0/bpmn}resultVariable"
_PYTHON = {
    "amount > 10": "amount > 10",
    "approved": "approved",
    'requested_status = "won"': 'requested_status == "won"',
    'requested_status = "closed"': 'requested_status == "closed"',
    "benchmark.amount != null": "amount is not None",
    "benchmark.manager != null": "False",
}
NOW = "2026-03-02 09:00:00.000000"


class CachedSpecs(BpmnWorkflowConverter):
    """Leaves the specs out of the state and takes them from a cache."""

    spec: Any = None

    def to_dict(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        state: dict[str, Any] = super(BpmnWorkflowConverter, self).to_dict(workflow)
        state["subprocesses"] = {}
        state["bpmn_events"] = []
        return state

    def from_dict(self, state: dict[str, Any]) -> BpmnWorkflow:
        workflow = BpmnWorkflow(CachedSpecs.spec, {}, deserializing=True)
        workflow.tasks = self.mapping_from_dict(state["tasks"], UUID, workflow=workflow)
        workflow.task_tree = workflow.tasks[UUID(state["root"])]
        self.set_default_attributes(workflow, state)
        return workflow


def cached_specs_serializer() -> Any:
    """The library's serializer without the specs."""
    return BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, BpmnWorkflow: CachedSpecs}))


class Floor:
    """The library and a database, by themselves."""

    def __init__(self, folder: Path, diagram: Path) -> None:
        self._serializer = cached_specs_serializer()
        CachedSpecs.spec = library_spec(diagram.read_bytes(), "deal")
        self._connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        with db.engine.connect() as connection:
            for statement in _schema_of(connection):
                self._connection.execute(statement)
        self._insert_definition()

    def __enter__(self) -> "Floor":
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    def _insert_definition(self) -> None:
        """What the rows of instances and tasks point at."""
        execute = self.execute
        execute(
            "INSERT INTO security_event (at, kind, actor_name, address, subject, data)"
            " VALUES ('2026-01-01', 'published', '', '', '', '{}')"
        )
        execute("INSERT INTO deployment (id, name, comment, author_name, created_at) VALUES (1, '', '', '', '')")
        execute(
            "INSERT INTO artifact (id, deployment_id, kind, key, version, is_latest, file_name, content, digest)"
            " VALUES (1, 1, 'process', 'deal', 1, 1, '', '', '')"
        )
        execute(
            "INSERT INTO process_definition (id, artifact_id, key, version, is_latest, name, starts)"
            " VALUES (1, 1, 'deal', 1, 1, '{}', '[]')"
        )

    def start(self, record_id: int) -> int:
        """Start up to the user task; the number of the instance."""
        execute = self.execute
        execute("BEGIN IMMEDIATE")
        execute("SELECT * FROM benchmark_record WHERE id = ?", (record_id,)).fetchone()
        workflow = BpmnWorkflow(CachedSpecs.spec)
        self.run(workflow)
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        state = self._serializer.serialize_json(workflow)
        instance_id = self._insert(
            "INSERT INTO process_instance (process_definition_id, record_type, record_id, state, revision, suspended,"
            " started_at, started_by_id) VALUES (1, 'benchmark', ?, ?, 1, 0, ?, 1)",
            (record_id, state, NOW),
        )
        words = json.dumps(artifact_words("Взять в работу", "Взять в работу"), ensure_ascii=False)
        outcomes = json.dumps([{"id": "taken", "label": artifact_words("Взять в работу"), "style": "secondary"}])
        execute(
            "INSERT INTO user_task (id, process_instance_id, process_definition_id, element_id, name, record_type,"
            " record_id, state, role, outcomes, priority, due_at, created_at, sender_name, revision)"
            " VALUES (?, ?, 1, 'take', ?, 'benchmark', ?, 'open', 'managers', ?, 50, ?, ?, 'Анна', 1)",
            (str(task.id), instance_id, words, record_id, outcomes, NOW, NOW),
        )
        execute(
            "INSERT INTO user_task_candidate (user_task_id, group_id, state, created_at) VALUES (?, ?, 'open', ?)",
            (str(task.id), "managers", NOW),
        )
        self._subscribe(instance_id, str(task.id), "assigned", "conditional", "")
        self._history(record_id, instance_id, ("processStarted", "taskCreated", "elementCompleted"))
        self.commit()
        return instance_id

    def complete(self, record_id: int, instance_id: int) -> None:
        """Complete the user task."""
        execute = self.execute
        execute("BEGIN IMMEDIATE")
        task_id = execute(
            "SELECT * FROM user_task JOIN user_task_candidate ON user_task_candidate.user_task_id = user_task.id"
            " WHERE process_instance_id = ? AND user_task.state = 'open'",
            (instance_id,),
        ).fetchone()[0]
        workflow = self._load(instance_id)
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        task.data["outcome"] = "taken"
        task.run()
        self.run(workflow)
        self._save(workflow, instance_id)
        execute(
            "UPDATE user_task SET state = 'completed', completed_at = ?, completed_by_id = 1, outcome = 'taken',"
            " revision = revision + 1 WHERE id = ?",
            (NOW, task_id),
        )
        execute("UPDATE user_task_candidate SET state = 'completed' WHERE user_task_id = ?", (task_id,))
        execute("DELETE FROM event_subscription WHERE process_instance_id = ?", (instance_id,))
        self._subscribe(instance_id, f"{instance_id}-wait", "wait", "message", "statusRequested")
        self._history(record_id, instance_id, ("taskCompleted", "elementCompleted"))
        self.commit()

    def change_status(self, record_id: int, instance_id: int, status: str) -> None:
        """Request a status, check it, set it, wait again."""
        execute = self.execute
        execute("BEGIN IMMEDIATE")
        amount = execute("SELECT * FROM benchmark_record WHERE id = ?", (record_id,)).fetchone()[2]
        workflow = self._load(instance_id)
        payload = {"requested_status": status, "amount": amount}
        workflow.send_event(BpmnEvent(MessageEventDefinition("statusRequested"), payload))
        self.run(workflow)
        execute("UPDATE benchmark_record SET status = ? WHERE id = ?", (status, record_id))
        self._save(workflow, instance_id)
        execute(
            "UPDATE event_subscription SET task_id = ? WHERE process_instance_id = ?",
            (f"{instance_id}-{status}", instance_id),
        )
        self._history(record_id, instance_id, ("statusChanged", "elementCompleted"))
        self.commit()

    def make_record(self) -> int:
        return self._insert("INSERT INTO benchmark_record (status, amount) VALUES ('new', 100)")

    def state(self, instance_id: int) -> str:
        """The saved state of a process."""
        return str(self.execute("SELECT state FROM process_instance WHERE id = ?", (instance_id,)).fetchone()[0])

    def try_statuses(self, state: str, statuses: Iterable[str]) -> None:
        """Request each status of a copy of a process in memory, without the database."""
        for status in statuses:
            workflow = self._serializer.deserialize_json(state)
            payload = {"requested_status": status, "amount": 100}
            workflow.send_event(BpmnEvent(MessageEventDefinition("statusRequested"), payload))
            self.run(workflow)

    @contextmanager
    def watched(self, parts: Parts) -> Iterator[None]:
        """Watch where the time goes meanwhile."""
        places: tuple[Place, ...] = (
            (LOAD, self._serializer, "deserialize_json"),
            (RUN, self, "run"),
            (SAVE, self._serializer, "serialize_json"),
            (SQL, self, "execute"),
            (SQL, self, "executemany"),
            (COMMIT, self, "commit"),
        )
        with watched_places(parts, places):
            yield

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(statement, values)

    def _insert(self, statement: str, values: Sequence[Any] = ()) -> int:
        number = self.execute(statement, values).lastrowid
        assert number is not None
        return number

    def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        self._connection.executemany(statement, rows)

    def commit(self) -> None:
        self._connection.execute("COMMIT")

    def run(self, workflow: BpmnWorkflow) -> None:
        workflow.do_engine_steps()

    def _load(self, instance_id: int) -> BpmnWorkflow:
        (state,) = self.execute("SELECT state FROM process_instance WHERE id = ?", (instance_id,)).fetchone()
        return self._serializer.deserialize_json(state)

    def _save(self, workflow: BpmnWorkflow, instance_id: int) -> None:
        self.execute(
            "UPDATE process_instance SET state = ?, revision = revision + 1 WHERE id = ?",
            (self._serializer.serialize_json(workflow), instance_id),
        )

    def _subscribe(self, instance_id: int, task_id: str, element_id: str, kind: str, name: str) -> None:
        self.execute(
            "INSERT INTO event_subscription (process_instance_id, task_id, element_id, kind, name, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (instance_id, task_id, element_id, kind, name, NOW),
        )

    def _history(self, record_id: int, instance_id: int, kinds: tuple[str, ...]) -> None:
        data = json.dumps({"elements": ["which", "checked", "set"], "flows": ["flow5", "flow9"]})
        self.executemany(
            "INSERT INTO history_entry (record_type, record_id, process_instance_id, at, actor_id, actor_name, kind,"
            " data) VALUES ('benchmark', ?, ?, ?, 1, 'Анна', ?, ?)",
            [(record_id, instance_id, NOW, kind, data) for kind in kinds],
        )


def library_spec(diagram: bytes, key: str) -> Any:
    """The specs that the library's own parser makes of a process."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(BytesIO(_in_python(diagram))))
    return parser.get_spec(key)


def _in_python(diagram: bytes) -> bytes:
    """The same diagram in the library's dialect: conditions in Python, the service task as a task that does nothing."""
    tree = etree.fromstring(diagram)
    for element in tree.iter(f"{_BPMN}conditionExpression", f"{_BPMN}condition"):
        element.text = _PYTHON[element.text]
    for element in tree.iter(f"{_BPMN}script"):
        task = element.getparent()
        task.set("scriptFormat", "python")
        element.text = f"{task.get(_RESULT)} = {element.text}"
    for element in tree.iter(f"{_BPMN}serviceTask"):
        element.tag = f"{_BPMN}task"
    for element in list(tree.iter(f"{_BPMN}extensionElements")):
        element.getparent().remove(element)
    content: bytes = etree.tostring(tree)
    return content


def _schema_of(connection: Any) -> list[str]:
    rows: list[Mapping[int, str]] = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY type = 'trigger', type DESC, rootpage"
    ).all()
    return [row[0] for row in rows]
