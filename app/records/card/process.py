"""Процесс: the diagrams of a record, where they stand and which way they came."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import deployment
from app.engine.catalogue import Definition
from app.engine.models import EventSubscription, HistoryEntry, ProcessInstance, Timer
from app.i18n import gettext as _
from app.i18n import localized
from app.records.card.page import Card
from app.records.commands import STATUS_REQUESTED
from app.records.tasks.reading import TaskView
from app.records.types import Field
from app.records.values import to_words

WAY_ENTRIES = 300
"""Commands of a process whose way is drawn; older ones went the same way or ended long ago."""
_MOMENT = Field("", "", "datetime")


@dataclass(frozen=True)
class Token:
    """A place where the record stands.

    Attributes:
        words: what it waits for and since when, as the bubble says it.
        element_name: the words of the diagram, empty when the element has none.
        task: whether a person is asked.
    """

    element_id: str
    element_name: str
    words: str
    since: datetime | None
    task: TaskView | None = None


@dataclass(frozen=True)
class Diagram:
    """One process of the record.

    Attributes:
        key: the instance's number, which tells the canvases of a page apart.
        ended: when it ended, None while it runs.
        elements, flows: the way travelled, by id.
    """

    key: int
    name: str
    version: int
    xml: str
    started_at: datetime
    ended_at: datetime | None
    tokens: Sequence[Token]
    elements: Sequence[str]
    flows: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        """As the viewer in the browser takes it."""
        return {
            "key": self.key,
            "xml": self.xml,
            "elements": list(self.elements),
            "flows": list(self.flows),
            "tokens": [{"element": token.element_id, "words": token.words} for token in self.tokens],
        }


def diagrams(card: Card) -> list[Diagram]:
    """The processes of a record: those that run, and of each ended one the last, at most five statements.

    The process that the record type itself belongs to comes first.
    """
    instances = _instances(card)
    if not instances:
        return []
    identifiers = [instance.id for instance in instances]
    ways = _ways(identifiers)
    waiting = _waiting(identifiers)
    found = []
    for instance in instances:
        definition = deployment.definition(instance.process_definition_id)
        elements, flows = ways.get(instance.id, ((), ()))
        found.append(
            Diagram(
                instance.id,
                localized(definition.name) or definition.key,
                definition.version,
                definition.process.diagram.content.decode("utf-8", "replace"),
                instance.started_at,
                instance.ended_at,
                _tokens(card, instance.id, definition, waiting[instance.id]),
                elements,
                flows,
            )
        )
    return found


def _instances(card: Card) -> list[Any]:
    rows = db.session.execute(
        select(
            ProcessInstance.id,
            ProcessInstance.process_definition_id,
            ProcessInstance.started_at,
            ProcessInstance.ended_at,
        )
        .where(ProcessInstance.record_type == card.record_type.name, ProcessInstance.record_id == card.record.id)
        .order_by(ProcessInstance.id.desc())
        .limit(200)
    ).all()
    shown, seen = [], set()
    for row in rows:
        if row.ended_at is None or row.process_definition_id not in seen:
            shown.append(row)
        seen.add(row.process_definition_id)
    running = [row for row in shown if row.ended_at is None]
    chosen = running or shown[:1]
    return sorted(chosen, key=lambda row: row.id)[:10]


def _ways(identifiers: Sequence[int]) -> dict[int, tuple[list[str], list[str]]]:
    rows = db.session.execute(
        select(HistoryEntry.process_instance_id, HistoryEntry.data)
        .where(HistoryEntry.process_instance_id.in_(identifiers), HistoryEntry.kind == "elementCompleted")
        .order_by(HistoryEntry.id.desc())
        .limit(WAY_ENTRIES)
    )
    elements: dict[int, dict[str, None]] = defaultdict(dict)
    flows: dict[int, dict[str, None]] = defaultdict(dict)
    for instance_id, data in rows:
        elements[instance_id].update(dict.fromkeys(data.get("elements") or ()))
        flows[instance_id].update(dict.fromkeys(data.get("flows") or ()))
    return {each: (list(elements[each]), list(flows[each])) for each in elements}


def _waiting(identifiers: Sequence[int]) -> Mapping[int, list[Any]]:
    """Events and timers that the processes wait for, by process."""
    found: dict[int, list[Any]] = defaultdict(list)
    events = select(
        EventSubscription.process_instance_id,
        EventSubscription.element_id,
        EventSubscription.kind,
        EventSubscription.name,
        EventSubscription.created_at,
    ).where(EventSubscription.process_instance_id.in_(identifiers))
    timers = select(Timer.process_instance_id, Timer.element_id, Timer.due_at).where(
        Timer.process_instance_id.in_(identifiers)
    )
    for row in [*db.session.execute(events), *db.session.execute(timers)]:
        found[row.process_instance_id].append(row)
    return found


def _tokens(card: Card, instance_id: int, definition: Definition, waiting: Sequence[Any]) -> list[Token]:
    """People first, then what else is waited for; an event at the border of a task is not a place of its own."""
    tasks = [task for task in card.tasks if task.process_instance_id == instance_id]
    tokens = [_of_task(definition, task) for task in tasks]
    elements = definition.process.elements
    for row in waiting:
        element = elements.get(row.element_id)
        if element is None or getattr(element, "attached_to", None):
            continue
        name = localized(element.name)
        since = _since(card, row)
        tokens.append(Token(row.element_id, name, _event_words(row, since), since))
    return tokens


def _since(card: Card, row: Any) -> datetime | None:
    """Since when an event is waited for; the row of a status request stays the same from round to round."""
    created = getattr(row, "created_at", None)
    if created is None or row.kind != "message" or row.name != STATUS_REQUESTED:
        return created
    return max(created, card.record.status_changed_at)


def _of_task(definition: Definition, task: TaskView) -> Token:
    element = definition.process.elements.get(task.element_id)
    who = task.assignee_name or ", ".join(task.candidates.groups.values()) or ", ".join(task.candidates.people.values())
    since = to_words(_MOMENT, task.created_at)
    words = _("%(who)s, since %(since)s", who=who or _("Anybody"), since=since)
    return Token(task.element_id, localized(element.name) if element else task.name, words, task.created_at, task)


def _event_words(row: Any, since: datetime | None) -> str:
    if since is None:
        return _("At %(moment)s", moment=to_words(_MOMENT, row.due_at))
    moment = to_words(_MOMENT, since)
    if row.kind == "message" and row.name == STATUS_REQUESTED:
        return _("A change of status, since %(since)s", since=moment)
    if row.kind == "conditional":
        return _("A change of the record, since %(since)s", since=moment)
    return _("An event, since %(since)s", since=moment)
