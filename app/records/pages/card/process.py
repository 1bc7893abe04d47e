"""The diagrams of a record, where they stand and which way they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.engine import STATUS_REQUESTED
from app.engine.queries import ProcessView, diagram_in, process_view, readable_process
from app.engine.queries import Token as EngineToken
from app.i18n import current_language, localized
from app.i18n import gettext as _
from app.records.fields import DateTimeField
from app.records.pages.card.page import Card
from app.records.tasks.reading import TaskView

_MOMENT = DateTimeField("", "")


@dataclass(frozen=True)
class Token:
    """A place where the record stands.

    Attributes:
        element_name: the words of the diagram, empty when the element has none.
        words: what it waits for and since when, as the bubble says it.
        within: the sub-processes around it, the innermost first; where they are drawn closed, they stand for it.
    """

    element_id: str
    element_name: str
    words: str
    within: Sequence[str] = ()


@dataclass(frozen=True)
class Step:
    """A step of a process that has no picture; `state` is `done`, `here` or empty."""

    name: str
    state: str


@dataclass(frozen=True)
class Diagram:
    """One process of the record.

    Attributes:
        key: the instance's number, which tells the canvases of a page apart.
        ended_at: when it ended, None while it runs.
        elements, flows: the way travelled, by id.
        process: its id in the file, which may have several.
        broken: the file cannot be read any more.
        steps: where there is no picture, the steps in words.
    """

    key: int
    process: str
    name: str
    version: int
    xml: str
    ended_at: datetime | None
    tokens: Sequence[Token]
    elements: Sequence[str]
    flows: Sequence[str]
    broken: bool = False
    steps: Sequence[Step] = ()

    def as_json(self) -> dict[str, Any]:
        """As the viewer in the browser takes it."""
        return {
            "key": self.key,
            "process": self.process,
            "xml": self.xml,
            "elements": list(self.elements),
            "flows": list(self.flows),
            "tokens": [
                {"element": token.element_id, "words": token.words, "within": list(token.within)}
                for token in self.tokens
            ],
        }


def diagrams(card: Card) -> list[Diagram]:
    """The processes of a record, running ones first; see `app.engine.queries.process_view`."""
    found = []
    for view in process_view(card.record_type.name, card.record.id):
        process = readable_process(view.definition_id)
        tokens = [_token(card, token, process) for token in view.tokens] if process else []
        drawn = process is not None and process.is_drawn
        found.append(
            Diagram(
                view.instance_id,
                view.key,
                localized(view.name) or view.key,
                view.version,
                diagram_in(current_language(), view.xml) if drawn else "",
                view.ended_at,
                tokens,
                view.element_ids,
                view.flow_ids,
                broken=process is None,
                steps=_steps(process, view) if process is not None and not drawn else (),
            )
        )
    return found


def _token(card: Card, token: EngineToken, process: Any) -> Token:
    name = localized(process.elements[token.element_id].name)
    return Token(token.element_id, name, _words(card, token), process.within(token.element_id))


def _steps(process: Any, view: ProcessView) -> list[Step]:
    """The elements in the order of the file; those without a name say nothing."""
    here = {token.element_id for token in view.tokens}
    return [
        Step(name, "here" if each.id in here else "done" if each.id in view.element_ids else "")
        for each in process.elements.values()
        if (name := localized(each.name))
    ]


def _words(card: Card, token: EngineToken) -> str:
    if token.waiting_for == "timer":
        return _("At %(moment)s", moment=_MOMENT.words(token.due_at))
    if token.waiting_for == "task" and token.task is not None:
        since = _MOMENT.words(token.since)
        return _("%(who)s, since %(since)s", who=_who(card, token.task["id"]) or _("Anybody"), since=since)
    if token.waiting_for == "message" and token.name == STATUS_REQUESTED:
        # the row of a status request stays the same from round to round
        since = max(token.since, card.record.status_changed_at)
        return _("A change of status, since %(since)s", since=_MOMENT.words(since))
    since = _MOMENT.words(token.since)
    if token.waiting_for == "conditional":
        return _("A change of the record, since %(since)s", since=since)
    if token.waiting_for == "job":
        return _("Goes on by itself, since %(since)s", since=since)
    if token.waiting_for == "external":
        return _("An external worker, since %(since)s", since=since)
    if token.waiting_for == "called":
        return _("Another process, since %(since)s", since=since)
    return _("An event, since %(since)s", since=since)


def _who(card: Card, task_id: str) -> str:
    """Who has the task, or who could take it."""
    task: TaskView | None = next((each for each in card.tasks if each.id == task_id), None)
    if task is None:
        return ""
    groups, people = task.candidates.groups.values(), task.candidates.people.values()
    return task.assignee_name or ", ".join(groups) or ", ".join(people)
