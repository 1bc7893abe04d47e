"""What a deal with everything costs beside an empty one, an order of 20 lines, and a merge with 1,000 orders."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from app.access.models import Membership, Person
from app.clock import clock
from app.crm.order.models import Order
from app.db import db
from app.engine import Actor, unit_of_work
from app.records.commands.create import create_record
from app.records.commands.record_merge.merge import merge_records
from app.records.commands.update import update_record
from app.records.types import registry
from benchmarks.records import Row, build, count_statements, insert_rows, signed_in

LINES, ORDERS, PAYMENTS, ACTIVITIES = 50, 10, 30, 200
_REPEATS = 7


def rows() -> list[Row]:
    """Measure on SQLite: the card, the order, the merge."""
    with tempfile.TemporaryDirectory() as name:
        app = build(Path(name), 0)
        with app.app_context():
            director = _director()
        found = [*_card(app, director), _order(app, director, Path(name)), _merge(app, director)]
        with app.app_context():
            db.engine.dispose()
    return found


def _card(app: Flask, director: Actor) -> Iterator[Row]:
    with app.app_context():
        empty, full = (_create(director, "deal", name="Сделка", manager=director.id) for _each in range(2))
        _fill(director, full)
    client = signed_in(app, "director")
    addresses = [f"/deals/{each}" for each in (full, empty)]
    statements = [count_statements(app, client, each) for each in addresses]
    times: list[list[float]] = [[], []]
    for _each in range(_REPEATS):
        for address, measured in zip(addresses, times, strict=True):
            start = time.perf_counter()
            client.get(address)
            measured.append(time.perf_counter() - start)
    what = f"card of a deal with {LINES} lines, {ORDERS} orders, {PAYMENTS} payments, {ACTIVITIES} activities"
    yield _row(f"{what}, beside an empty one", min(times[0]) * 1000, min(times[1]) * 1000, 2)
    same = statements[0] == statements[1]
    yield {
        "name": f"{what}: SQL statements",
        "value": statements[0],
        "unit": "statements",
        "floor": statements[1],
        "ratio": None,
        "bar": 20,
        "ok": same and statements[0] <= 20,
    }


def _fill(director: Actor, deal: int) -> None:
    with unit_of_work(director) as unit:
        update_record(unit, registry["deal"], deal, {"lines": [_line(number) for number in range(LINES)]})
    orders = [
        _create(director, "order", deal=deal, counterparty=1, currency="RUB", lines=[_line(1)])
        for _each in range(ORDERS)
    ]
    for number in range(PAYMENTS):
        _create(
            director,
            "payment",
            counterparty=1,
            deal=deal,
            order=orders[number % ORDERS],
            amount=Decimal(100),
            currency="RUB",
        )
    for number in range(ACTIVITIES):
        begins = clock.now() + timedelta(days=1, hours=number)
        talk = {"kind": "call", "text": "<p>Уточнить объём</p>", "responsible": director.id, "activity_date": begins}
        _create(director, "activity", deal=deal, **talk)


def _order(app: Flask, director: Actor, folder: Path) -> Row:
    """An order of 20 lines with its process and history, beside the same rows written by the driver alone."""
    ours, floor = [], []
    with app.app_context():
        file = db.engine.url.database or ""
        for number in range(_REPEATS):
            db.engine.dispose()
            copy = folder / f"before-{number}.sqlite3"
            shutil.copy(file, copy)
            db.session.execute(select(1))  # a connection is there
            db.session.remove()
            with _written(db.engine) as written:
                start = time.perf_counter()
                _create(director, "order", counterparty=1, currency="RUB", lines=[_line(each) for each in range(20)])
                ours.append(time.perf_counter() - start)
            floor.append(_replayed(copy, written))
    return _row("an order of 20 lines, beside the same rows in plain SQLite", min(ours) * 1000, min(floor) * 1000, 3)


def _replayed(file: Path, written: list[tuple[str, Any]]) -> float:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.create_collation("dictionary", lambda one, other: (one > other) - (one < other))
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters in written:
            for each in parameters if isinstance(parameters, list) else [parameters]:
                connection.execute(statement, each).fetchall()
        connection.execute("COMMIT")
        return time.perf_counter() - start


def _merge(app: Flask, director: Actor) -> Row:
    """Statements of a merge with 1,000 orders beside one with 10: their number is the same."""
    found = []
    with app.app_context():
        for count in (1_000, 10):
            source, target = (_create(director, "deal", name="Сделка", manager=director.id) for _each in range(2))
            _insert_orders(source, count)
            with _noted(db.engine) as statements, unit_of_work(director) as unit:
                merge_records(unit, registry["deal"], source, target)
            found.append(len(statements))
    return {
        "name": "merge of a deal with 1,000 orders beside one with 10: SQL statements",
        "value": found[0],
        "unit": "statements",
        "floor": found[1],
        "ratio": found[0] / found[1],
        "bar": 1,
        "ok": found[0] == found[1],
    }


def _insert_orders(deal: int, count: int) -> None:
    highest = max(db.session.scalars(select(Order.id)), default=0)
    now = clock.now()
    insert_rows(Order, count, lambda number: {
        "number": 1_000_000 + highest + number, "status": "placement", "status_changed_at": now, "created_at": now,
        "modified_at": now, "counterparty_id": 1, "deal_id": deal, "currency": "RUB", "order_date": now,
        "search_text": "", "custom": {}, "revision": 1,
    })  # fmt: skip
    db.session.commit()


def _create(director: Actor, record_type: str, **values: Any) -> int:
    with unit_of_work(director) as unit:
        record_id: int = create_record(unit, registry[record_type], values).id
        return record_id


def _line(number: int) -> dict[str, Any]:
    return {"name": f"Снеки {number}", "price": Decimal("34.90"), "quantity": Decimal(number + 1)}


def _director() -> Actor:
    person = db.session.scalars(select(Person).where(Person.login == "director")).one()
    groups = db.session.scalars(select(Membership.group_id).where(Membership.person_id == person.id))
    return Actor(person.id, person.login, person.display_name, frozenset(groups))


def _row(name: str, value: float, floor: float, bar: float) -> Row:
    ratio = value / floor
    return {"name": name, "value": value, "unit": "ms", "floor": floor, "ratio": ratio, "bar": bar, "ok": ratio <= bar}


@contextmanager
def _noted(engine: Any) -> Iterator[list[tuple[str, Any]]]:
    noted: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        noted.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def _written(engine: Any) -> Iterator[list[tuple[str, Any]]]:
    writes: list[tuple[str, Any]] = []
    with _noted(engine) as noted:
        yield writes
        writes += [each for each in noted if each[0].startswith(("INSERT", "UPDATE", "DELETE"))]
