"""What happened to a record, newest first, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine.models import Artifact, Deployment, HistoryEntry, ProcessDefinition, ProcessInstance, UserTask
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.i18n import localized
from app.records.pages.card.page import Card
from app.records.rights.names import readable_names
from app.records.rights.seen import seen_history
from app.records.types import Names, is_no_access

#: The answers that completed tasks had to choose from, by task.
Outcomes = Mapping[str, Sequence[Mapping[str, Any]]]

PER_PAGE = 30

FILTERS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "": (
        _l("Everything"),
        (
            "recordCreated",
            "fieldsChanged",
            "statusChanged",
            "taskCreated",
            "taskClaimed",
            "taskReleased",
            "taskAssigned",
            "taskCompleted",
            "taskCancelled",
            "timerFired",
            "processSuspended",
            "processResumed",
            "processDeleted",
            "incident",
            "recordAnonymised",
            "linkAdded",
            "linkRemoved",
            "commentAdded",
            "commentChanged",
            "commentRemoved",
            "recordMerged",
            "recordTakenOver",
            "mergeUndone",
            "recordGivenBack",
        ),
    ),
    "fields": (_l("Field changes"), ("recordCreated", "fieldsChanged", "recordAnonymised")),
    "status": (_l("Statuses"), ("statusChanged",)),
    "tasks": (
        _l("Tasks"),
        ("taskCreated", "taskClaimed", "taskReleased", "taskAssigned", "taskCompleted", "taskCancelled"),
    ),
    "process": (
        _l("Process"),
        (
            "processStarted",
            "processEnded",
            "processSuspended",
            "processResumed",
            "processDeleted",
            "elementCompleted",
            "timerFired",
            "incident",
        ),
    ),
}
# icons: plus, pencil, arrow-right, clipboard-plus, hand-grab, arrow-back-up, user-check, circle-check, circle-x
# icons: link, link-off, message, clock, alert-triangle, player-play, player-stop, route, trash
ICONS = {
    "recordCreated": "plus",
    "fieldsChanged": "pencil",
    "statusChanged": "arrow-right",
    "taskCreated": "clipboard-plus",
    "taskClaimed": "hand-grab",
    "taskReleased": "arrow-back-up",
    "taskAssigned": "user-check",
    "taskCompleted": "circle-check",
    "taskCancelled": "circle-x",
    "timerFired": "clock",
    "incident": "alert-triangle",
    "processStarted": "player-play",
    "processEnded": "player-stop",
    "processSuspended": "player-stop",
    "processResumed": "player-play",
    "processDeleted": "player-stop",
    "elementCompleted": "route",
    "recordDeleted": "trash",
    "recordAnonymised": "user-circle",
    "linkAdded": "link",
    "linkRemoved": "link-off",
    "commentAdded": "message",
    "commentChanged": "pencil",
    "commentRemoved": "trash",
    "recordMerged": "arrows-join",
    "recordTakenOver": "arrows-join",
    "mergeUndone": "arrow-back-up",
    "recordGivenBack": "arrow-back-up",
}


@dataclass(frozen=True)
class Change:
    """A field of the record before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    Attributes:
        title: what, in words.
        why: further words (a reason, an answer), or empty.
    """

    id: int
    at: datetime
    who: str
    kind: str
    icon: str
    title: str
    why: str = ""
    changes: Sequence[Change] = field(default_factory=tuple)


@dataclass(frozen=True)
class HistoryPage:
    """Some events; `older` is what the next page is asked with, None when there are no more."""

    events: Sequence[Event]
    older: int | None
    chosen: str


def history_page(card: Card, chosen: str = "", before: int | None = None, per_page: int = PER_PAGE) -> HistoryPage:
    """Read one page of the history: at most four statements.

    Parameters:
        chosen: key of FILTERS; an unknown one means everything.
        before: id of the last event of the page before.
    """
    chosen = chosen if chosen in FILTERS else ""
    statement = select(HistoryEntry).where(
        HistoryEntry.record_type == card.record_type.name,
        HistoryEntry.record_id == card.record.id,
        HistoryEntry.kind.in_(FILTERS[chosen][1]),
    )
    if before is not None:
        statement = statement.where(HistoryEntry.id < before)
    rows = db.session.execute(statement.order_by(HistoryEntry.id.desc()).limit(per_page + 1)).scalars().all()
    shown = rows[:per_page]
    people = readable_names((("person", person) for row in shown for person in _people(row)), card.actor)
    seen = seen_history(card.record_type, [row.data for row in shown], card.actor)
    outcomes = _outcomes(shown)
    processes = _processes(shown)
    events = [_event(card, row, seen(row.data), people, outcomes, processes) for row in shown]
    return HistoryPage(events, shown[-1].id if len(rows) > per_page else None, chosen)


def _people(row: HistoryEntry) -> list[int]:
    if row.kind != "taskAssigned":
        return []
    return [person for person in (row.data.get("from"), row.data.get("to")) if isinstance(person, int)]


def _outcomes(rows: Sequence[HistoryEntry]) -> Outcomes:
    """The answers that the completed tasks had to choose from, by task."""
    completed = [row.data.get("task_id") for row in rows if row.kind == "taskCompleted"]
    if not completed:
        return {}
    found = db.session.execute(select(UserTask.id, UserTask.outcomes).where(UserTask.id.in_(completed)))
    return {row.id: row.outcomes for row in found}


def _processes(rows: Sequence[HistoryEntry]) -> Mapping[int, str]:
    """What acted where no person did: process, version and who published it, in words, by process instance."""
    numbers = {row.process_instance_id for row in rows if row.actor_id is None and row.process_instance_id}
    if not numbers:
        return {}
    found = db.session.execute(
        select(
            ProcessInstance.id,
            ProcessDefinition.name,
            ProcessDefinition.version,
            Deployment.author_id,
            Deployment.author_name,
        )
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.process_definition_id)
        .join(Artifact, Artifact.id == ProcessDefinition.artifact_id)
        .join(Deployment, Deployment.id == Artifact.deployment_id)
        .where(ProcessInstance.id.in_(numbers))
    )
    return {
        number: _("Process “%(name)s”, version %(version)s", name=localized(name), version=version)
        if author_id is None
        else _(
            "Process “%(name)s”, version %(version)s, published by %(who)s",
            name=localized(name),
            version=version,
            who=author,
        )
        for number, name, version, author_id, author in found
    }


def _event(
    card: Card,
    row: HistoryEntry,
    data: Mapping[str, Any],
    people: Names,
    outcomes: Outcomes,
    processes: Mapping[int, str],
) -> Event:
    title, why = _words(card, row, people, outcomes)
    changes = _changes(card, data.get("fields") or {}) if row.kind == "fieldsChanged" else ()
    who = row.actor_name
    if row.actor_id is None:
        who = processes.get(row.process_instance_id or 0) or _("System")
    return Event(row.id, row.at, who, row.kind, ICONS.get(row.kind, "circle-check"), title, why, changes)


def _words(card: Card, row: HistoryEntry, people: Names, outcomes: Outcomes) -> tuple[str, str]:
    data, task = row.data, localized(row.data.get("name")) if isinstance(row.data.get("name"), dict) else ""
    match row.kind:
        case "recordCreated":
            return _("Created"), ""
        case "linkAdded":
            return _("Linked with another record"), ""
        case "linkRemoved":
            return _("A link was removed"), ""
        case "commentAdded":
            return _("Commented"), ""
        case "commentChanged":
            return _("Changed a comment"), ""
        case "commentRemoved":
            return _("Removed a comment"), ""
        case "recordMerged":
            return _("Merged with another record"), ""
        case "recordTakenOver":
            return _("Another record was merged with this one"), ""
        case "mergeUndone":
            return _("Taken out of the record with which it was merged"), ""
        case "recordGivenBack":
            return _("A record was taken out again"), ""
        case "recordAnonymised":
            return _("The personal data were replaced"), ""
        case "fieldsChanged":
            return _("Changed"), data.get("why", "")
        case "statusChanged":
            return _(
                "Status: %(old)s → %(new)s", old=card.status_label(data["old"]), new=card.status_label(data["new"])
            ), ""
        case "taskCreated":
            return _("Task “%(task)s” appeared", task=task), ""
        case "taskClaimed":
            return _("Took the task “%(task)s”", task=task), ""
        case "taskReleased":
            return _("Gave the task “%(task)s” back to the group", task=task), ""
        case "taskAssigned":
            name = people.get(("person", data.get("to", 0)), "")
            return _("Gave the task “%(task)s” to %(name)s", task=task, name=name), ""
        case "taskCompleted":
            answer = _outcome_label(outcomes.get(data.get("task_id", ""), ()), data.get("outcome"))
            said = [f"{localized(each['label'])}: {each['value']}" for each in data.get("remarks", ())]
            return _("Task “%(task)s” completed", task=task), " · ".join(filter(None, [answer, *said]))
        case "taskCancelled":
            return _("Task “%(task)s” is not needed any more", task=task), ""
        case "timerFired":
            return _("The time has come"), ""
        case "processStarted":
            return _("Process “%(key)s” started", key=data.get("key", "")), ""
        case "processEnded":
            return _("Process ended"), ""
        case "processSuspended":
            return _("Process suspended"), str(data.get("reason", ""))
        case "processResumed":
            return _("Process resumed"), str(data.get("reason", ""))
        case "processDeleted":
            return _("Process cancelled"), str(data.get("reason", ""))
        case "elementCompleted":
            return _("Way through the diagram"), " → ".join(data.get("elements") or ())
        case "incident":
            return _("The process stopped for a technical reason"), str(data.get("error", ""))
    return row.kind, ""


def _outcome_label(outcomes: Sequence[Mapping[str, Any]], chosen: str | None) -> str:
    return next((localized(each.get("label")) for each in outcomes if each["id"] == chosen), chosen or "")


def _changes(card: Card, fields: Mapping[str, Mapping[str, Any]]) -> list[Change]:
    changes = []
    for name, change in fields.items():
        if not card.record_type.has_field(name):
            changes.append(Change(name, _plain(change.get("old")), _plain(change.get("new"))))
            continue
        lines = card.record_type.field(name).history_changes(change, card.showing)
        changes += [Change(label, old, new) for label, old, new in lines]
    return changes


def _plain(kept: Any) -> str:
    return "" if kept is None or is_no_access(kept) else str(kept)
