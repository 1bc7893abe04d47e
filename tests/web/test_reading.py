"""Reading never writes: no GET of any page or door changes a row of any table, but for when a session was last used."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.db import Base, db
from tests.attack_table import doors
from tests.records.other_values import ELSEWHERE, Pair, pairs_for, requests
from tests.visitors import Visitor, signed_in

ASKED = 250  # by each person, other ones
SEEN = ("browser_session", "last_seen_at")
PEOPLE = ("manager", "admin", "analyst")
#: Its address is a secret: who guesses wrong is counted, as with a password.
SECRET_ADDRESS = "/calendar/feed/"


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, without what says when a session was last used."""
    db.session.rollback()
    found = {}
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if (table.name, column.name) != SEEN]
        found[table.name] = sorted(map(repr, db.session.execute(select(*columns))))
    db.session.rollback()
    return found


@contextmanager
def noted_writes(app: Flask) -> Iterator[list[str]]:
    """What is sent to the database that is no reading, with the address that was asked."""
    written: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and "last_seen_at" not in statement:
            written.append(statement.splitlines()[0][:100])

    event.listen(db.engine, "before_cursor_execute", note)
    yield written
    event.remove(db.engine, "before_cursor_execute", note)


def asked_of(app: Flask, pairs: list[Pair]) -> list[Any]:
    asked = (each for each in requests(app, pairs) if each.method == "GET")
    return [each for each in asked if not each.address.startswith(SECRET_ADDRESS)]


@pytest.mark.parametrize("login", PEOPLE)
def test_no_request_that_reads_changes_a_row(crm, actors, sampler, login):
    pairs = pairs_for(actors["manager"], actors["admin"])
    asked = sampler.at_most(ASKED, asked_of(crm, pairs), lambda each: each.kind, shift=PEOPLE.index(login))
    visitor = signed_in(crm, login)
    before = rows()
    writing = {}
    with noted_writes(crm) as written:
        for each in asked:
            visitor.get(each.address)
            if written:
                writing[each.address] = list(written)
                written.clear()
    assert writing == {}
    assert rows() == before


def test_what_a_stranger_reads_changes_no_row(crm, actors):
    before = rows()
    visitor = Visitor(crm)
    for door in doors():
        if door.method == "GET" and not door.rule.startswith(SECRET_ADDRESS):
            visitor.get(filled(door.rule))
    assert rows() == before


def test_who_guesses_a_secret_address_is_counted_and_writes_nothing_else(crm, actors):
    before = rows()
    Visitor(crm).get(f"{SECRET_ADDRESS}guessed.ics")
    after = rows()
    assert {table for table in after if after[table] != before[table]} == {"sign_in_attempt"}


def filled(rule: str) -> str:
    """An address of the rule: what is asked for need not be there."""
    known = ELSEWHERE | {"record_type": "deals", "plural": "deals", "name": "name", "key": "deal", "status": "new"}
    parts = [part.strip("<>").rpartition(":")[2] if part.startswith("<") else part for part in rule.split("/")]
    return "/".join(
        known.get(name, "1") if part.startswith("<") else part
        for part, name in zip(rule.split("/"), parts, strict=True)
    )


def test_reading_is_tried_at_every_door_that_reads(crm, actors):
    asked = {each.kind for each in asked_of(crm, pairs_for(actors["manager"], actors["admin"]))}
    reading = {f"GET {rule.rule}" for rule in crm.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert {each for each in reading - asked if SECRET_ADDRESS not in each} == set()
