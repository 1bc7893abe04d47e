"""What a command costs in SQL statements, and that the benchmark gives its rows."""

import pytest
from sqlalchemy import event, inspect

from app.db import db
from app.engine import complete_task, fire_timers, send_message, unit_of_work
from benchmarks.engine import commands, compaction
from benchmarks.engine.floor import Floor
from benchmarks.engine.world import DEAL, world
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
    assert len(statements) <= commands.STATEMENT_BAR, "\n".join(statements)


def test_completing_takes_few_statements(engine, statements):
    engine.deploy("boundary_timer")
    engine.start("boundary_timer")
    task_id = engine.task("work").id
    statements.clear()
    with unit_of_work(ANNA) as unit:
        complete_task(unit, task_id)
    assert len(statements) <= commands.STATEMENT_BAR, "\n".join(statements)


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
    assert len(statements) <= commands.STATEMENT_BAR, "\n".join(statements)


@pytest.fixture
def plans(engine):
    """How the database finds the rows of every statement that is executed."""
    seen = []

    def note(_connection, cursor, statement, parameters, _context, many):
        if statement.split()[0] in ("SELECT", "UPDATE", "DELETE"):
            plan = PLANNERS[db.engine.dialect.name](cursor.connection, statement, parameters[0] if many else parameters)
            seen.extend(f"{line}: {statement}" for line in plan)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def plan_of_sqlite(connection, statement, parameters):
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return [row[-1] for row in rows if not row[-1].startswith("SCAN anon")]  # what an inner select has limited


def plan_of_postgresql(connection, statement, parameters):
    """Looking through a whole table, which is quick while it is small, only where there is no other way."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        return [row[0].strip() for row in cursor.execute(f"EXPLAIN {statement}", parameters)]


PLANNERS = {"sqlite": plan_of_sqlite, "postgresql": plan_of_postgresql}


@pytest.mark.parametrize(
    ("diagram", "user_task"),
    [("conditional_boundary", "take"), ("boundary_timer", "work"), ("boundary_timer", ""), ("status_life", None)],
)
def test_no_statement_of_a_command_looks_through_a_whole_table(engine, plans, diagram, user_task):
    engine.deploy(diagram)
    plans.clear()
    record_id = sample.make_record(amount=10)
    engine.start(diagram, record_id)
    if user_task is None:
        engine.request(record_id, "won")
    elif user_task:
        engine.complete(user_task)
    engine.turn_clock(days=30)
    fire_timers()
    assert [plan for plan in plans if "USING" in plan or "Index" in plan]
    assert not [plan for plan in plans if plan.startswith("SCAN") or "Seq Scan" in plan]


@pytest.fixture
def benchmark_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("DEALFLOW_DATA", str(tmp_path))
    return tmp_path


def test_the_benchmark_measures_three_commands(benchmark_folder):
    rows = list(commands.rows(rounds=10))
    assert [row["name"] for row in rows][:6] == [
        "engine: start",
        "engine: complete",
        "engine: change a status",
        "engine: start, SQL",
        "engine: complete, SQL",
        "engine: change a status, SQL",
    ]
    assert all(row["ok"] for row in rows if row["unit"] == "statements")
    assert all(row["floor"] > 0 for row in rows[:3])


def test_the_floor_leaves_as_many_rows_as_the_engine(benchmark_folder):
    with world(benchmark_folder) as made, Floor(benchmark_folder, DEAL) as floor:
        commands.one_life(made)
        commands.one_life_of_the_floor(floor)
        with db.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            ours = {table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in tables}
        theirs = {table: floor.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    assert ours == theirs


@pytest.mark.parametrize("kind", compaction.DRAWINGS)
def test_a_process_is_as_small_after_many_changes_as_after_a_few(kind, benchmark_folder):
    with world(benchmark_folder, {"changes.bpmn": compaction.DRAWINGS[kind]}) as made:
        process = compaction.Process(made, changes=9)
        (_time, early), *_between, (_later, late) = [process.change() for _ in range(30)]
    assert late <= early * 1.05
