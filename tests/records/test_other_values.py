"""The answers to a person are the same whatever the records of others hold, and whether there are any.

Every registered record type is asked at every door, so a new type needs no test of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from app.clock import clock
from app.db import db
from app.engine import Actor, unit_of_work
from app.records import rights
from app.records.commands import create_record, delete_record, update_record
from app.records.errors import RecordRefused
from app.records.types import RecordType, registry
from tests.records.samples import fetch
from tests.visitors import Visitor, signed_in

NOW = datetime.now(UTC)
WORD = "Тайна"
NUMBERS = ("integer", "money", "decimal", "percent")
FILTERED = {"": "{id}", "__contains": WORD, "__in": "{id},1", "__empty": "false", "__gte": "50", "__lte": "50"}
DRAWN_BY_LOT = (
    re.compile(r'(?<=name="csrf-token" content=")[^"]+|(?<=name="csrf_token" value=")[^"]+'),
    re.compile(r'(?<=data-marker=")\d+|(?<="marker":)\s*\d+|(?<=since=)\d+'),  # of all changes, whoever made them
    re.compile(r"(?<=<code>)[0-9a-f]{8}(?=</code>)"),  # under which a refusal is in the log
)


@dataclass(frozen=True)
class Pair:
    """A record of the person and one of somebody else, of one type."""

    record_type: RecordType
    own: int
    foreign: int


def values(record_type: RecordType, person: Actor, word: str, number: int) -> dict[str, Any]:
    """A value for every simple field that a person fills."""
    found: dict[str, Any] = {}
    for field in record_type.fields:
        if field.read_only or field.set_by_diagram:
            continue
        if field.type in ("text", "rich_text"):
            found[field.name] = word
        elif field.type in NUMBERS:
            found[field.name] = number
        elif field.type == "choice":
            found[field.name] = field.offered()[0][0]
        elif field.type == "person":
            found[field.name] = person.id
    return found


def written(actor: Actor, record_type: RecordType, given: dict[str, Any], record_id: int | None = None) -> int:
    """The id of the record that is made or changed, without what its type refuses."""
    try:
        with unit_of_work(actor) as unit:
            if record_id is None:
                return create_record(unit, record_type, given).id
            return update_record(unit, record_type, record_id, given).id
    except RecordRefused as refused:
        db.session.rollback()
        left = {name: value for name, value in given.items() if name not in refused.fields}
        if len(left) == len(given):
            raise
        return written(actor, record_type, left, record_id)


def addresses(pairs: list[Pair]) -> Iterator[str]:
    """What can be asked."""
    yield from ("/tasks", "/tasks/subordinates", "/api/v1/tasks", "/engine-rest/task", "/engine-rest/process-instance")
    yield from (f"/search?q={WORD}", f"/search/suggestions?q={WORD}", "/engine-rest/history/process-instance")
    for record_type in registry:
        yield f"/pickers/{record_type.name}?q={WORD}"
    for pair in pairs:
        yield from _of_type(pair)


def _of_type(pair: Pair) -> Iterator[str]:
    record_type, page = pair.record_type, f"/{pair.record_type.plural}"
    api = f"/api/v1{page}"
    for name in ["id", *(field.name for field in record_type.fields)]:
        yield from (f"{api}?sort={name}", f"{api}?sort=-{name}&per_page=1&after=")
        yield from (f"{api}?sort={name}&after={pair.foreign}", f"{api}/groups?by={name}")
    for field in record_type.fields:
        for operator, words in FILTERED.items():
            yield f"{api}?{field.name}{operator}={words.format(id=pair.foreign)}"
        if field.targets:
            yield f"{page}/new?{field.name}={pair.foreign}"
    shown = f"{pair.own},{pair.foreign}"
    yield from (page, f"{page}?q={WORD}", f"{page}/board?q={WORD}", f"{page}/board/changes?since=0&cards={shown}")
    yield from (f"{page}/board/changes?since=0", f"{page}/board/column/new?after={pair.foreign}")
    yield from (f"{page}/bulk/status?id={shown}", f"/api/v1/tasks?record={record_type.name}:{pair.foreign}")
    yield from (
        f"{page}/{pair.foreign}{part}" for part in ("", "?tab=history", "/edit", "/delete", "/status", "/moves")
    )
    yield from (f"{api}/{pair.foreign}{part}" for part in ("", "/history", "/tasks"))
    yield from (f"{page}/{pair.own}", f"{api}/{pair.own}", f"{api}/{pair.own}/history?after={pair.foreign}")
    for other in ("lead", "deal"):
        yield f"{page}/new?{other}={pair.foreign}"


def forms(pairs: list[Pair]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What can be posted without changing anything: forms that miss something, and forms that are being filled."""
    ids = {pair.record_type.name: pair.foreign for pair in pairs}
    for record_type in registry:
        sent = {field.name: ids.get(next(iter(field.targets), ""), "") for field in record_type.fields}
        yield f"/{record_type.plural}/new", sent
        for key in set(record_type.forms.values()):
            yield f"/forms/{key}/evaluate", sent
        yield f"/{record_type.plural}/bulk/status/evaluate", sent
    for pair in pairs:
        yield (
            f"/{pair.record_type.plural}/{pair.own}/edit",
            {"name": "", "_add_row": "contacts", **_pointing(pair, ids)},
        )


def _pointing(pair: Pair, ids: dict[str, int]) -> dict[str, int]:
    targets = {field.name: next(iter(field.targets), "") for field in pair.record_type.fields}
    return {name: ids[target] for name, target in targets.items() if target in ids}


def answers(visitor: Visitor, pairs: list[Pair]) -> dict[str, tuple[int, str]]:
    """Everything that the person is told, by what was asked."""
    told = {address: visitor.get(address) for address in addresses(pairs)}
    told |= {f"POST {address}": visitor.post(address, sent) for address, sent in forms(pairs)}
    return {asked: (answer.status_code, _plain(answer.text)) for asked, answer in told.items()}


def _plain(text: str) -> str:
    for pattern in DRAWN_BY_LOT:
        text = pattern.sub("", text)
    return text


def pairs_for(person: Actor, other: Actor) -> list[Pair]:
    """Records of every type of which the person may see one and not the other."""
    found = []
    for record_type in registry:
        own = written(other, record_type, values(record_type, person, "Своё", 50))
        foreign = written(other, record_type, values(record_type, other, WORD, 100))
        if not rights.may(record_type, fetch(record_type.name, foreign), person, "read"):
            found.append(Pair(record_type, own, foreign))
    return found


@pytest.fixture
def pairs(actors) -> Iterator[list[Pair]]:
    clock.set(lambda: NOW)  # pages say how long ago something was
    yield pairs_for(actors["observer"], actors["admin"])
    clock.reset()


def changed(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    return [asked for asked in before if before[asked] != after[asked]]


def test_most_types_have_records_that_not_everybody_may_read(pairs):
    assert {"lead", "deal", "counterparty"} <= {pair.record_type.name for pair in pairs}


def test_what_others_hold_changes_no_answer(crm, actors, pairs):
    visitor, other = signed_in(crm, "observer"), actors["admin"]
    before = answers(visitor, pairs)
    assert not [asked for asked, (status, _text) in before.items() if status >= 500]
    for pair in pairs:
        written(other, pair.record_type, values(pair.record_type, other, "Иное", 1), pair.foreign)
    assert changed(before, answers(visitor, pairs)) == []


def test_whether_others_hold_anything_changes_no_answer(crm, actors, pairs):
    visitor, other = signed_in(crm, "observer"), actors["admin"]
    before = answers(visitor, pairs)
    for pair in pairs:
        with unit_of_work(other) as unit:
            delete_record(unit, pair.record_type, pair.foreign)
    assert changed(before, answers(visitor, pairs)) == []
