"""Everything that a person can ask, and what is answered: for tests that others' records change none of it.

Record types come from the registry and doors from the URL map, so neither a new type nor a new door needs a test.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from app.db import db
from app.engine import SYSTEM, Actor, unit_of_work
from app.engine.models import HistoryEntry, ProcessInstance, UserTask
from app.records import rights
from app.records.commands.create import create_record
from app.records.commands.delete import delete_record
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.fields import ReferenceField
from app.records.lifecycle.current import lifecycle_of
from app.records.types import RecordType, registry
from tests.records.samples import fetch, needed_first, needed_references
from tests.visitors import Visitor

WORD = "Тайна"
NUMBERS = ("integer", "money", "decimal", "percent")
FILTERED = {"": "{id}", "__contains": WORD, "__in": "{id},1", "__empty": "false", "__gte": "50", "__lte": "50"}
DRAWN_BY_LOT = (
    re.compile(r'(?<=name="csrf-token" content=")[^"]+|(?<=name="csrf_token" value=")[^"]+'),
    re.compile(r'(?<=csrf_token" type="hidden" value=")[^"]+|(?<="form_token":")[^"]+'),
    re.compile(r'(?<=data-marker=")\d+|(?<="marker":)\s*\d+|(?<=since=)\d+'),  # of all changes, whoever made them
    re.compile(r'(?<="code":")[0-9a-f]{8}(?=")'),
    re.compile(r'(?<=title=")\d+ \w+ ago(?=")'),
    re.compile(r"(?<=<code>)[0-9a-f]{8}(?=</code>)"),  # under which a refusal is in the log
)
SAFE = "GET"
ELSEWHERE = {"filename": "x", "group_id": "crm-cco", "kind": "form", "artifact_id": "1", "deployment_id": "1"}
ELSEWHERE |= {"person_id": "1", "session_id": "9", "token_id": "9", "external_task_id": "9", "incident_id": "9"}
ELSEWHERE |= {"waiting_id": "9", "job_id": "9", "activity_instance_id": "9", "definition_id": "1", "file_id": "1"}
ELSEWHERE |= {"link_id": "9", "comment_id": "9", "secret": "x", "folder_id": "1", "item_id": "1"}


@dataclass(frozen=True)
class Pair:
    """A record of the person and one of somebody else, of one type.

    Attributes:
        linked: another one of somebody else, to which records of the person point.
        needs: the references without which there is no record of this type.
    """

    record_type: RecordType
    own: int
    foreign: int
    linked: int
    needs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A request.

    Attributes:
        kind: what is asked, whatever the record type, the record and the field.
        body: what a page posts, or what is sent as JSON to programs' doors.
    """

    method: str
    kind: str
    address: str
    body: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.address} {self.body}" if self.body else f"{self.method} {self.address}"


def values(record_type: RecordType, person: Actor, word: str, number: int) -> dict[str, Any]:
    """A value for every simple field that a person fills."""
    found: dict[str, Any] = {}
    for each in record_type.fields:
        if each.read_only or each.set_by_diagram:
            continue
        if each.type in ("text", "rich_text"):
            found[each.name] = word
        elif each.type in NUMBERS:
            found[each.name] = number
        elif each.type == "choice":
            found[each.name] = each.offered()[0][0]
        elif each.type == "person":
            found[each.name] = person.id
    return found


def written(actor: Actor, record_type: RecordType, given: dict[str, Any], record_id: int | None = None) -> int:
    """The id of the record that is made or changed, without what its type refuses."""
    try:
        with unit_of_work(actor) as unit:
            if record_id is None:
                return create_record(unit, record_type, given, system=True).id
            return update_record(unit, record_type, record_id, given, system=True).id
    except RecordRefused as refused:
        db.session.rollback()
        places = {place.partition("-")[0] for place in refused.fields}
        left = {name: value for name, value in given.items() if name not in places}
        if len(left) == len(given):
            raise
        return written(actor, record_type, left, record_id)


def pairs_for(person: Actor, other: Actor, as_viewer: bool = False) -> list[Pair]:
    """Records of every type of which the person may see one and not the others; the own ones point to others.

    Parameters:
        as_viewer: the person is not responsible for the own records, but may look at them.
    """
    found = []
    made: dict[str, int] = {}
    for record_type in needed_first():
        needs = {each.name: made[each.target] for each in needed_references(record_type)}
        own = written(other, record_type, _own_values(record_type, person, other, as_viewer) | needs)
        foreign = written(other, record_type, values(record_type, other, WORD, 100) | needs)
        visible = [rights.may(record_type, fetch(record_type.name, each), person, "read") for each in (own, foreign)]
        if visible[1]:  # no secret: pages that list all types may name it
            written(other, record_type, values(record_type, other, "Общее", 100), foreign)
        second = values(record_type, other, f"{WORD} 2", 100) | needs
        linked = foreign if visible[1] else written(other, record_type, second)
        made[record_type.name] = own if visible[1] else linked
        if visible[0] and not visible[1]:
            found.append(Pair(record_type, own, foreign, linked, needs))
        elif not visible[1]:  # of this type nothing is the person's
            found.append(Pair(record_type, linked, foreign, linked, needs))
    targets = {pair.record_type.name: pair.linked for pair in found}
    for pair in found:
        if pair.own != pair.linked and (links := _links(pair.record_type, targets)):
            written(other, pair.record_type, links, pair.own)
    return found


def _own_values(record_type: RecordType, person: Actor, other: Actor, as_viewer: bool) -> dict[str, Any]:
    if not as_viewer:
        return values(record_type, person, "Своё", 50)
    lists = {each.name: [person.id] for each in record_type.fields if each.type == "persons"}
    return values(record_type, other, "Своё", 50) | lists


def _links(record_type: RecordType, targets: dict[str, int]) -> dict[str, Any]:
    """Values that point to these records, in rows too."""
    found: dict[str, Any] = {}
    for each in record_type.fields:
        if isinstance(each, ReferenceField) and each.is_pointer and each.target in targets:
            found[each.name] = targets[each.target]
        inner = [row for row in each.row_fields if isinstance(row, ReferenceField) and row.target in targets]
        if inner:
            texts = {row.name: "Своё" for row in each.row_fields if row.type == "text"}
            found[each.name] = [texts | {row.name: targets[row.target] for row in inner}]
    return found


def requests(app: Flask, pairs: list[Pair]) -> list[Asked]:
    """What can be asked, each once; what would change something is asked of others' records only, or cannot be done."""
    asked = list(_searches(pairs))
    for pair in pairs:
        asked += _lists(pair)
    for rule in app.url_map.iter_rules():
        asked += _of_rule(rule, pairs)
    asked += _forms(pairs)
    return list({str(each): each for each in asked}.values())


def _searches(pairs: list[Pair]) -> Iterator[Asked]:
    for page in ("/search", "/search/suggestions"):
        yield Asked(SAFE, page, f"{page}?q={WORD}")
    for record_type in registry:
        yield Asked(SAFE, "/pickers?q", f"/pickers/{record_type.name}?q={WORD}")


def _lists(pair: Pair) -> Iterator[Asked]:
    for kind, address in (*_orders(pair), *_filters(pair), *_pages(pair)):
        yield Asked(SAFE, kind, address)


def _orders(pair: Pair) -> Iterator[tuple[str, str]]:
    api = f"/api/v1/{pair.record_type.plural}"
    for name in ["id", *(each.name for each in pair.record_type.fields)]:
        yield "sorted", f"{api}?sort={name}"
        yield "sorted down", f"{api}?sort=-{name}&per_page=1&after="
        yield "sorted after", f"{api}?sort={name}&after={pair.foreign}"
        yield "groups", f"{api}/groups?by={name}"


def _filters(pair: Pair) -> Iterator[tuple[str, str]]:
    page = f"/{pair.record_type.plural}"
    for each in pair.record_type.fields:
        given = pair.linked if each.targets else pair.foreign
        for operator, words in FILTERED.items():
            yield f"filter{operator}", f"/api/v1{page}?{each.name}{operator}={words.format(id=given)}"
        if each.targets:
            yield "new with a field", f"{page}/new?{each.name}={pair.foreign}"


def _pages(pair: Pair) -> Iterator[tuple[str, str]]:
    page, shown = f"/{pair.record_type.plural}", f"{pair.own},{pair.foreign}"
    yield "list?q", f"{page}?q={WORD}"
    yield "board?q", f"{page}/board?q={WORD}"
    yield "changes of cards", f"{page}/board/changes?since=0&cards={shown}"
    yield "changes", f"{page}/board/changes?since=0"
    yield "column after", f"{page}/board/column/new?after={pair.foreign}"
    yield "bulk status", f"{page}/bulk/status?id={shown}"
    yield "tasks of", f"/api/v1/tasks?record={pair.record_type.name}:{pair.foreign}"
    for tab in ("history", "related"):
        for record_id in (pair.foreign, pair.own):
            yield f"tab {tab}", f"{page}/{record_id}?tab={tab}"
    yield "history after", f"/api/v1{page}/{pair.own}/history?after={pair.foreign}"
    for other in registry:
        yield "new with a record", f"{page}/new?{other.name}={pair.foreign}"


def _of_rule(rule: Rule, pairs: list[Pair]) -> Iterator[Asked]:
    """One door: with everything that it may be asked about."""
    about_record = rule.arguments & {"record_id", "task_id", "instance_id"}
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        if method != SAFE and not about_record:
            continue  # what it changes is the person's own, or is among the forms
        for pair in pairs:
            targets = (pair.own, pair.foreign) if method == SAFE else (pair.foreign,)
            for target in targets:
                for address in _addresses(rule, pair, target):
                    yield Asked(method, f"{method} {rule.rule}", address)


def _addresses(rule: Rule, pair: Pair, target: int) -> Iterator[str]:
    names = sorted(rule.arguments)
    pattern = re.sub(r"<(?:[^<>:]+:)?([^<>:]+)>", r"{\1}", rule.rule)
    for chosen in itertools.product(*(_arguments(name, rule, pair, target) for name in names)):
        yield pattern.format(**dict(zip(names, chosen, strict=True)))


def _arguments(name: str, rule: Rule, pair: Pair, target: int) -> list[str]:
    """The values of an argument of an address; one that is not known here is a decision still to be made."""
    record_type = pair.record_type
    match name:
        case "record_type" | "plural":
            return [record_type.plural]
        case "record_id":
            return [str(target)]
        case "name" if "variables" in rule.rule:
            return ["people"]
        case "name" if "widget" in rule.rule:
            return [
                "properties",
                "related",
                "contacts",
                "activities",
                "marketing",
                "all-tasks",
                "my-tasks",
                "actions",
                "stages",
                "comments",
            ]
        case "name":
            return [each.name for each in record_type.fields]
        case "status":
            return _statuses(record_type)[:2]
        case "key":
            return [record_type.name]
        case "entity":
            return [record_type.name]
        case "task_id":
            return _ids(UserTask, record_type, target) or ["none"]
        case "instance_id":
            return _ids(ProcessInstance, record_type, target) or ["none"]
    return [ELSEWHERE[name]]


def _statuses(record_type: RecordType) -> list[str]:
    return [each.id for each in lifecycle_of(record_type.name).statuses] if record_type.has_status else ["none"]


def _ids(model: Any, record_type: RecordType, record_id: int) -> list[str]:
    of_record = (model.record_type == record_type.name, model.record_id == record_id)
    found = [str(each) for each in db.session.scalars(select(model.id).where(*of_record))]
    db.session.commit()
    return found


def _forms(pairs: list[Pair]) -> Iterator[Asked]:
    """Forms and bodies that are refused or only evaluated, with ids of others' records in every field."""
    ids = {pair.record_type.name: pair.foreign for pair in pairs}
    for record_type in registry:
        sent = {each.name: ids.get(next(iter(each.targets), ""), "") for each in record_type.fields}
        yield Asked("POST", "make", f"/{record_type.plural}/new", sent)
        for key in sorted(set(record_type.forms.values())):
            yield Asked("POST", "evaluate a form", f"/forms/{key}/evaluate", sent)
        yield Asked("POST", "evaluate in bulk", f"/{record_type.plural}/bulk/status/evaluate", sent)
    for pair in pairs:
        yield from _changes(pair, ids)


def _changes(pair: Pair, ids: dict[str, int]) -> Iterator[Asked]:
    page, api = f"/{pair.record_type.plural}", f"/api/v1/{pair.record_type.plural}"
    pointing = _links(pair.record_type, ids)
    yield Asked("POST", "edit", f"{page}/{pair.own}/edit", {"name": "", "_add_row": "contacts", **_flat(pointing)})
    for name, value in pointing.items():
        yield Asked("PATCH", "patch", f"{api}/{pair.own}", {name: value})
        yield Asked(
            "POST", "make through the API", api, {**dict.fromkeys(pair.record_type.display_columns, "Н"), name: value}
        )
        yield Asked("POST", "edit a field", f"{page}/{pair.own}/field/{name}", _flat({name: value}))
        if pair.record_type.has_status:
            sent = {"status": "none", "fields": {name: value}}
            yield Asked("POST", "status with a field", f"{api}/{pair.own}/status", sent)
    if pair.record_type.has_status:
        status = _statuses(pair.record_type)[1]
        yield Asked("POST", "move in bulk", f"{page}/bulk/status", {"id": str(pair.foreign), "status": status})


def _flat(given: dict[str, Any]) -> dict[str, Any]:
    """Values as a form posts them: rows by their numbers."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        rows = value if isinstance(value, list) else []
        found |= {f"{name}-{place}-{inner}": each for place, row in enumerate(rows) for inner, each in row.items()}
        if not rows:
            found[name] = value
    return found


def answers(visitor: Visitor, asked: list[Asked]) -> dict[str, tuple[int, str]]:
    """Everything that the person is told, by what was asked."""
    visitor.get("/profile")  # shows what the last answer left to be said
    return {str(each): _answer(visitor, each) for each in asked}


def _answer(visitor: Visitor, asked: Asked) -> tuple[int, str]:
    if asked.method == SAFE:
        answer = visitor.get(asked.address)
    elif asked.address.startswith(("/api/", "/engine-rest/")):
        answer = visitor.send(asked.method, asked.address, json=asked.body)
    else:
        answer = visitor.post(asked.address, asked.body)
    return answer.status_code, _plain(answer.text)


def _plain(text: str) -> str:
    for pattern in DRAWN_BY_LOT:
        text = pattern.sub("", text)
    return text


def unequal(visitor: Visitor, asked: list[Asked], pairs: list[Pair], other: Actor) -> list[str]:
    """What fails, tells a word of theirs, or is answered otherwise when others hold other values and other records."""
    happened = _history_length(pairs)
    before = answers(visitor, asked)
    assert _history_length(pairs) == happened, "something was done to a record that should only be asked about"
    found = [f"fails: {each}" for each, (status, _text) in before.items() if status >= 500]
    found += [f"tells: {each}" for each, (_status, text) in before.items() if WORD in text and WORD not in each]
    for pair in pairs:
        with unit_of_work(SYSTEM) as unit:
            delete_record(unit, pair.record_type, pair.foreign)
        if pair.linked != pair.foreign:
            written(other, pair.record_type, values(pair.record_type, other, "Прочее", 1), pair.linked)
        written(other, pair.record_type, values(pair.record_type, other, "Иное", 1) | pair.needs)
    after = answers(visitor, asked)
    return found + [f"differs: {each}: {_difference(before[each], after[each])}" for each in _unlike(before, after)]


def _unlike(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    return [asked for asked in before if before[asked] != after[asked]]


def _difference(before: tuple[int, str], after: tuple[int, str]) -> str:
    """The first line that is not the same."""
    lines = itertools.zip_longest(before[1].splitlines(), after[1].splitlines())
    first = next(((one, other) for one, other in lines if one != other), None)
    return f"{before[0]} and {after[0]}: {first}"[:500]


def _history_length(pairs: list[Pair]) -> int:
    """How much has happened to the records: requests that are refused add nothing."""
    ids = {(pair.record_type.name, each) for pair in pairs for each in (pair.own, pair.foreign, pair.linked)}
    rows = db.session.execute(select(HistoryEntry.record_type, HistoryEntry.record_id)).all()
    db.session.commit()
    return sum(tuple(row) in ids for row in rows)
