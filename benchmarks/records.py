"""What the journal and the board cost with 100,000 deals beside what they cost with 100, in one run."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select

from app.access.demo import load_people
from app.access.models import Person
from app.cli.prepare import deploy_shipped
from app.clock import clock
from app.db import db, table_of
from app.engine.models import ProcessDefinition, ProcessInstance, UserTask, UserTaskCandidate
from app.factory import create_app
from app.i18n import artifact_words
from app.records.lifecycle.current import lifecycle_of
from app.records.models import Contact, RecordPerson
from app.records.types import registry
from app.records.types.reference_data import ensure_reference_data
from app.settings import Settings

FEW, MANY = 100, 100_000
RATIO_BAR, STATEMENTS_BAR = 3.0, 15
REPEATS = 9
_BATCH = 5_000

PAGES = (
    ("journal of deals, director", "director", "/deals"),
    ("journal of deals, manager", "manager", "/deals"),
    ("board of deals, director", "director", "/deals/board"),
    ("board of deals, manager", "manager", "/deals/board"),
)


class Row(TypedDict):
    """One measurement: `value` with 100,000 deals, `floor` with 100; their ratio must stay within `bar`."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    bar: float
    ok: bool


def rows(few_url: str = "", many_url: str = "") -> list[Row]:
    """Measure the pages with few and with many deals.

    Parameters:
        few_url, many_url: of two empty databases, in the place of SQLite files in a temporary folder.
    """
    with tempfile.TemporaryDirectory() as folder:
        few = build(Path(folder) / "few", FEW, few_url)
        many = build(Path(folder) / "many", MANY, many_url)
        found = [row for page in PAGES for row in compare(few, many, *page)]
        for app in (few, many):
            with app.app_context():
                db.engine.dispose()
    return found


def build(folder: Path, count: int, database_url: str = "") -> Flask:
    """An application with everything that ships and so many deals, each with a contact and an open task."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(_settings(folder, database_url))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
        load_people()
        deploy_shipped(lambda _line: None)
        ensure_reference_data()
        fill(count)
        db.session.remove()
    return app


def fill(count: int) -> None:
    """Insert so many deals, evenly spread over the statuses and two managers, every seventh without a responsible."""
    people = {person.login: person.id for person in db.session.scalars(select(Person))}
    clients = _insert_counterparties(max(10, count // 100))
    sources, categories = (
        list(db.session.scalars(select(table_of(registry[name].model).c.id)))
        for name in ("request_source", "request_category")
    )
    statuses = [status.id for status in lifecycle_of("deal").statuses if status.board]
    now = clock.now()
    definition = db.session.scalar(select(ProcessDefinition.id).where(ProcessDefinition.key == "deal"))

    def deal(number: int) -> dict[str, Any]:
        moment = now - timedelta(minutes=number)
        return {
            "id": number,
            "number": number,
            "name": f"Поставка снеков {number}",
            "status": statuses[number % len(statuses)],
            "status_changed_at": moment,
            "created_at": moment,
            "modified_at": moment,
            "date_received": moment,
            "amount": Decimal(number % 997 * 1000),
            "currency": "RUB",
            "counterparty_id": clients[number % len(clients)],
            "manager_id": None if number % 7 == 0 else people["manager" if number // 10 % 2 else "manager2"],
            "request_source_id": sources[number % len(sources)],
            "request_category_id": categories[number % len(categories)],
            "description": "<p>Интересуются поставкой в сеть магазинов.</p>",
            "search_text": f"{number} поставка снеков {number}",
            "custom": {},
            "revision": 1,
        }

    def task(number: int) -> dict[str, Any]:
        return {
            "id": f"task-{number}",
            "process_instance_id": number,
            "process_definition_id": definition,
            "element_id": "takeToWork",
            "name": artifact_words("Взять в работу", "Take to work"),
            "record_type": "deal",
            "record_id": number,
            "state": "open",
            "outcomes": [],
            "priority": 50,
            "created_at": now,
            "sender_name": "",
            "revision": 1,
        }

    insert_rows(registry["deal"].model, count, deal)
    insert_rows(ProcessInstance, count, lambda n: {
        "id": n, "process_definition_id": definition, "record_type": "deal", "record_id": n, "state": "{}",
        "revision": 1, "suspended": False, "started_at": now,
    })  # fmt: skip
    insert_rows(UserTask, count, task)
    insert_rows(UserTaskCandidate, count, lambda n: {
        "user_task_id": f"task-{n}", "group_id": "crm-cco", "state": "open", "created_at": now,
    })  # fmt: skip
    insert_rows(Contact, count, lambda n: {
        "record_type": "deal", "record_id": n, "ordinal": 0, "full_name": f"Контакт {n}", "email": f"c{n}@x.example",
        "phone": "+7 495 123-45-67", "position": "", "department": "", "comment": "", "main": True,
    })  # fmt: skip
    insert_rows(RecordPerson, count // 10, lambda n: {
        "record_type": "deal", "record_id": n * 10, "field": "viewers", "person_id": people["manager2"],
    })  # fmt: skip
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # what PostgreSQL does by itself some minutes after so many rows have come
        connection.exec_driver_sql("ANALYZE" if db.engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


def _insert_counterparties(count: int) -> list[int]:
    now = clock.now()
    insert_rows(registry["counterparty"].model, count, lambda n: {
        "id": n, "full_organization_name": f"ООО «Клиент {n}»", "counterparty_type": "buyer", "inn": f"{n:010}",
        "created_at": now, "modified_at": now, "search_text": f"ооо «клиент {n}»", "custom": {}, "revision": 1,
    })  # fmt: skip
    return list(range(1, count + 1))


def insert_rows(model: type, count: int, made: Callable[[int], dict[str, Any]]) -> None:
    """Insert so many rows; `made` answers the values of each by its number from 1."""
    for start in range(1, count + 1, _BATCH):
        db.session.execute(insert(model), [made(number) for number in range(start, min(start + _BATCH, count + 1))])


def compare(few: Flask, many: Flask, name: str, login: str, address: str) -> list[Row]:
    """Measure one page in both applications: its time, and its statements.

    Parameters:
        name: of the rows.
        login: who asks for the page at `address`.
    """
    clients = [(app, signed_in(app, login)) for app in (few, many)]
    statements = [count_statements(app, client, address) for app, client in clients]
    few_time, many_time = _best_times([client for _app, client in clients], address)
    ratio = many_time / few_time
    most = max(statements)
    return [
        {
            "name": f"{name}: 100,000 beside 100",
            "value": many_time * 1000,
            "unit": "ms",
            "floor": few_time * 1000,
            "ratio": ratio,
            "bar": RATIO_BAR,
            "ok": ratio <= RATIO_BAR,
        },
        {
            "name": f"{name}: SQL statements",
            "value": statements[1],
            "unit": "statements",
            "floor": statements[0],
            "ratio": None,
            "bar": STATEMENTS_BAR,
            "ok": most <= STATEMENTS_BAR and statements[0] == statements[1],
        },
    ]


def signed_in(app: Flask, login: str) -> FlaskClient:
    """A browser in which somebody has signed in."""
    client = app.test_client()
    client.post("/sign-in", data={"login": login, "password": "demo"})
    return client


def _best_times(clients: list[FlaskClient], address: str) -> list[float]:
    """Seconds of the fastest of several requests of each; they take turns, so that both see the same machine."""
    times: list[list[float]] = [[] for _client in clients]
    for _ in range(REPEATS):
        for client, measured in zip(clients, times, strict=True):
            start = time.perf_counter()
            answer = client.get(address)
            measured.append(time.perf_counter() - start)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
    return [min(each) for each in times]


def count_statements(app: Flask, client: FlaskClient, address: str) -> int:
    """The SQL statements of a page that was asked for before."""
    client.get(address)
    with app.app_context():
        engine = db.engine
    with _noted(engine) as statements:
        client.get(address)
    return len(statements)


@contextmanager
def _noted(engine: Any) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _settings(folder: Path, database_url: str) -> Settings:
    return Settings(
        host="127.0.0.1",
        port=5000,
        data=folder,
        database_url=database_url or f"sqlite:///{folder / 'bench.sqlite3'}",
        demo=True,
        secret_key="a key for the benchmark",
        language="ru",
        time_zone="Europe/Moscow",
        secure_cookies=False,
        upload_limit=10,
        step_limit=2000,
        clock_interval=0,
        threads=1,
    )
