"""The diagrams of a record, where they stand and which way they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.engine import STATUS_REQUESTED
from app.engine.queries import Token as EngineToken
from app.engine.queries import definition, diagram_in, process_view
from app.i18n import current_language, localized
from app.i18n import gettext as _
from app.records.card.page import Card
from app.records.fields import DateTimeField
from app.records.tasks.reading import TaskView

_MOMENT = DateTimeField("", "")


@dataclass(frozen=True)
class Token:
    """A place where the record stands.

    Attributes:
        element_name: the words of the diagram, empty when the element has none.
        words: what it waits for and since when, as the bubble says it.
    """

    element_id: str
    element_name: str
    words: str


@dataclass(frozen=True)
class Diagram:
    """One process of the record.

    Attributes:
        key: the instance's number, which tells the canvases of a page apart.
        ended_at: when it ended, None while it runs.
        elements, flows: the way travelled, by id.
    """

    key: int
    name: str
    version: int
    xml: str
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
    """The processes of a record, running ones first; see `app.engine.queries.process_view`."""
    found = []
    for view in process_view(card.record_type.name, card.record.id):
        elements = definition(view.definition_id).process.elements
        tokens = [_token(card, token, localized(elements[token.element_id].name)) for token in view.tokens]
        found.append(
            Diagram(
                view.instance_id,
                localized(view.name) or view.key,
                view.version,
                diagram_in(current_language(), view.xml),
                view.ended_at,
                tokens,
                view.element_ids,
                view.flow_ids,
            )
        )
    return found


def _token(card: Card, token: EngineToken, name: str) -> Token:
    return Token(token.element_id, name, _words(card, token))


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
    return _("An event, since %(since)s", since=since)


def _who(card: Card, task_id: str) -> str:
    """Who has the task, or who could take it."""
    task: TaskView | None = next((each for each in card.tasks if each.id == task_id), None)
    if task is None:
        return ""
    groups, people = task.candidates.groups.values(), task.candidates.people.values()
    return task.assignee_name or ", ".join(groups) or ", ".join(people)
