"""What pages read of the engine: where the processes of a record are. No locks, no writing.

Tasks and history are shown with the names of people and are read where people are known (`app.records`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal, null, select, type_coerce, union_all

from app.db import db
from app.engine.deploying import deployment
from app.engine.ground.errors import TechnicalFailure
from app.engine.ground.store import EXTERNAL_TASK, HISTORY, INSTANCE, JOB, SUBSCRIPTION, TIMER, USER_TASK
from app.engine.instance.trail import KINDS, activities
from app.engine.models import Artifact, ProcessDefinition
from app.engine.parsing.process_builder import ParsedProcess
from app.engine.parsing.xml_document import xml_text
from app.engine.problems.problem import ArtifactUnreadable

_BESIDE = ("boundaryEvent", "startEvent")  # a start event that waits is that of an event sub-process


@dataclass(frozen=True)
class Token:
    """A place where a process waits.

    Attributes:
        element_id: the element in the diagram.
        since: when the token came there, UTC; for a timer that is not known and it is None.
        waiting_for: `task` (a person), `timer`, `message`, `signal`, `conditional`, `job` (goes on by itself soon),
            `external` (a worker) or `called` (another process, which has a diagram of its own).
        task: the user task's row, for `task`.
        due_at: when it is due: a timer, or a task with a due date.
        name: the message or signal.
    """

    element_id: str
    since: datetime | None
    waiting_for: str
    task: Mapping[str, Any] | None = None
    due_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True)
class ProcessView:
    """A process of a record, to be drawn.

    Attributes:
        instance_id, definition_id, key, version, name: which; the name in both languages.
        xml: the diagram.
        ended_at: when it ended, or None.
        tokens: where it waits.
        watched: boundary events and event sub-processes that may begin beside that, as tokens.
        element_ids, flow_ids: the way travelled, each once.
    """

    instance_id: int
    definition_id: int
    key: str
    version: int
    name: Mapping[str, str]
    xml: str
    ended_at: datetime | None
    tokens: list[Token] = field(default_factory=list)
    watched: list[Token] = field(default_factory=list)
    element_ids: list[str] = field(default_factory=list)
    flow_ids: list[str] = field(default_factory=list)


_INSTANCES = (
    select(
        INSTANCE.c.id,
        INSTANCE.c.process_definition_id,
        INSTANCE.c.ended_at,
        ProcessDefinition.key,
        ProcessDefinition.version,
        ProcessDefinition.name,
        Artifact.content,
    )
    .join(ProcessDefinition, ProcessDefinition.id == INSTANCE.c.process_definition_id)
    .join(Artifact, Artifact.id == ProcessDefinition.artifact_id)
    .where(INSTANCE.c.record_type == bindparam("record_type"), INSTANCE.c.record_id == bindparam("record_id"))
    .order_by(INSTANCE.c.id.desc())
    .limit(50)
)
_IDS: Any = bindparam("ids", expanding=True)
_OPEN_TASKS = select(USER_TASK).where(USER_TASK.c.process_instance_id.in_(_IDS), USER_TASK.c.state == "open")
_DUE_WORK = union_all(
    select(
        TIMER.c.process_instance_id,
        TIMER.c.element_id,
        TIMER.c.due_at,
        literal("timer").label("kind"),
        type_coerce(null(), JOB.c.created_at.type).label("created_at"),  # the first gives the types of all
    ).where(TIMER.c.process_instance_id.in_(_IDS)),
    select(JOB.c.process_instance_id, JOB.c.element_id, JOB.c.due_at, literal("job"), JOB.c.created_at).where(
        JOB.c.process_instance_id.in_(_IDS)
    ),
    select(
        EXTERNAL_TASK.c.process_instance_id,
        EXTERNAL_TASK.c.element_id,
        null(),
        literal("external"),
        EXTERNAL_TASK.c.created_at,
    ).where(EXTERNAL_TASK.c.process_instance_id.in_(_IDS)),
)
_SUBSCRIPTIONS = select(SUBSCRIPTION).where(SUBSCRIPTION.c.process_instance_id.in_(_IDS))
_TRAVELLED = (
    select(HISTORY.c.process_instance_id, HISTORY.c.id, HISTORY.c.at, HISTORY.c.actor_id, HISTORY.c.data)
    .where(HISTORY.c.process_instance_id.in_(_IDS), HISTORY.c.kind.in_(KINDS))
    .order_by(HISTORY.c.id)
)


def process_view(record_type: str, record_id: int) -> list[ProcessView]:
    """The processes of a record: all that run, and of each other definition the last that ended. Five statements."""
    rows = _shown(_rows(_INSTANCES, record_type=record_type, record_id=record_id))
    views = {row["id"]: _view(row) for row in rows}
    if not views:
        return []
    ids = list(views)
    for row in _rows(_OPEN_TASKS, ids=ids):
        token = Token(row["element_id"], row["created_at"], "task", row, row["due_at"])
        _place(views[row["process_instance_id"]], token)
    for row in _rows(_DUE_WORK, ids=ids):
        token = Token(row["element_id"], row["created_at"], row["kind"], due_at=row["due_at"])
        _place(views[row["process_instance_id"]], token)
    for row in _rows(_SUBSCRIPTIONS, ids=ids):
        token = Token(row["element_id"], row["created_at"], row["kind"], name=row["name"])
        _place(views[row["process_instance_id"]], token)
    entries: dict[int, list[Mapping[str, Any]]] = {number: [] for number in ids}
    for row in _rows(_TRAVELLED, ids=ids):
        entries[row["process_instance_id"]].append(row)
    for number, view in views.items():
        reached = activities(entries[number])
        own = [each for each in reached if each.definition_id is None]
        _add_each_once(view.element_ids, [each.element_id for each in own if each.ended_at is not None])
        for each in own:
            if each.ended_at is None and _calls(view, each.element_id):
                _place(view, Token(each.element_id, each.started_at, "called"))
        _add_each_once(view.flow_ids, [flow for row in entries[number] for flow in row["data"]["flows"]])
    return list(views.values())


def _rows(statement: Any, **parameters: Any) -> Sequence[Mapping[str, Any]]:
    return [dict(row) for row in db.session.execute(statement, parameters).mappings()]


def _shown(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Running ones first; of a definition that does not run any more, the last."""
    running = [row for row in rows if row["ended_at"] is None]
    keys = {row["key"] for row in running}
    ended = []
    for row in rows:
        if row["key"] not in keys:
            keys.add(row["key"])
            ended.append(row)
    return [*running, *ended]


def _view(row: Mapping[str, Any]) -> ProcessView:
    return ProcessView(
        instance_id=row["id"],
        definition_id=row["process_definition_id"],
        key=row["key"],
        version=row["version"],
        name=row["name"],
        xml=xml_text(row["content"]),
        ended_at=row["ended_at"],
    )


def _place(view: ProcessView, token: Token) -> None:
    """Put a token on the diagram. What waits inside a called process is on another diagram: its call stands for it."""
    process = readable_process(view.definition_id)
    element = None if process is None else process.elements.get(token.element_id)
    if element is not None:
        (view.watched if element.tag in _BESIDE else view.tokens).append(token)


def _calls(view: ProcessView, element_id: str) -> bool:
    process = readable_process(view.definition_id)
    element = process.elements.get(element_id) if process is not None else None
    return element is not None and element.tag == "callActivity"


def readable_process(definition_id: int) -> ParsedProcess | None:
    """A version of a process; None when its diagram cannot be read any more, which others do not suffer from."""
    try:
        return deployment.definition(definition_id).process
    except (ArtifactUnreadable, TechnicalFailure):
        return None


def _add_each_once(known: list[str], more: Sequence[str]) -> None:
    seen = set(known)
    for name in more:
        if name not in seen:
            seen.add(name)
            known.append(name)
