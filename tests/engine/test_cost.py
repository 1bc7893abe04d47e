"""What a command costs in SQL statements, and that the benchmark gives its rows."""

import pytest
from sqlalchemy import event

from app.db import db
from app.engine import benchmarks, complete_task, send_message, unit_of_work
from tests.engine import sample
from tests.engine.conftest import ANNA


@pytest.fixture
def statements(engine):
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_starting_takes_few_statements(engine, statements):
    engine.deploy("conditional_boundary")
    engine.start("conditional_boundary", sample.make_record())
    record_id = sample.make_record()
    statements.clear()
    engine.start("conditional_boundary", record_id)
    assert len(statements) <= 12, "\n".join(statements)


def test_completing_takes_few_statements(engine, statements):
    engine.deploy("boundary_timer")
    engine.start("boundary_timer")
    task_id = engine.task("work").id
    statements.clear()
    with unit_of_work(ANNA) as unit:
        complete_task(unit, task_id)
    assert len(statements) <= 12, "\n".join(statements)


@pytest.mark.parametrize("changes_before", [1, 30])
def test_changing_the_status_takes_few_statements_however_often(engine, statements, changes_before):
    engine.deploy("status_life")
    record_id = sample.make_record(amount=10)
    engine.start("status_life", record_id)
    for number in range(changes_before):
        engine.request(record_id, f"status{number}")
    statements.clear()
    with unit_of_work(ANNA) as unit:
        send_message(unit, "statusRequested", sample.SAMPLE, record_id, {"status": "won"})
    assert len(statements) <= 12, "\n".join(statements)


def test_the_benchmark_measures_three_commands(engine, monkeypatch, tmp_path):
    monkeypatch.setenv("DEALFLOW_DATA", str(tmp_path))
    rows = benchmarks.rows(rounds=10)
    assert [row["name"] for row in rows] == [
        "engine: start",
        "engine: complete",
        "engine: change a status",
        "engine: start, SQL",
        "engine: complete, SQL",
        "engine: change a status, SQL",
    ]
    assert all(row["value"] <= row["bar"] for row in rows if row["unit"] == "statements")
    assert all(row["floor"] > 0 for row in rows if row["unit"] == "ms")
