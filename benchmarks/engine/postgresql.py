"""Starts and completions a second on PostgreSQL, one commit each, beside the ceiling of the same run.

The server is started for the benchmark, with the durability that PostgreSQL has by itself, for both sides.
"""

import tempfile
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.engine.ceiling import Ceiling
from benchmarks.engine.measuring import Row, left_out, share_row, timed
from benchmarks.engine.world import World, world

BAR = 0.2
FORM = Path(__file__).with_name("form.bpmn")
KEY = "form"
ROUNDS = 400
_BATCH = 20
_STARTED, _ANSWERED = {"amount": 100}, {"approved": True}


def rows(rounds: int = ROUNDS) -> Iterator[Row]:
    """Two rows, or one in words when PostgreSQL is not on the machine.

    Parameters:
        rounds: processes that are started and completed by each side.
    """
    name = "PostgreSQL"
    if find_spec("tools") is None:  # they are beside the application in its repository only
        yield left_out(name, "the tools of the repository are not there")
        return
    initdb = import_module("tools.test_tools").find_postgresql()
    if initdb is None:
        yield left_out(name, "it is not installed")
        return
    server = import_module("tools.postgresql")
    with (
        server.postgresql_server(Path(initdb).resolve().parent, durable=True) as address,
        server.new_database(address) as ours,
        server.new_database(address) as plain,
        tempfile.TemporaryDirectory() as folder,
        world(Path(folder), {FORM.name: FORM.read_bytes()}, ours) as made,
        Ceiling(plain.replace("+psycopg", ""), FORM.read_bytes(), KEY) as ceiling,
    ):
        yield from _compare(made, ceiling, rounds)


def _compare(made: World, ceiling: Ceiling, rounds: int) -> Iterator[Row]:
    spent = dict.fromkeys(("starts", "completions", "plain starts", "plain completions"), 0.0)
    _batch(made, ceiling, dict(spent))  # prepared, parsed and connected from here on
    for _ in range(rounds // _BATCH):
        _batch(made, ceiling, spent)
    for what in ("starts", "completions"):
        ours, most = (rounds * 1000 / spent[name] for name in (what, f"plain {what}"))
        yield share_row(f"PostgreSQL: {what}, of the ceiling at least", ours, most, BAR, "a second")


def _batch(made: World, ceiling: Ceiling, spent: dict[str, float]) -> None:
    """Some of each, all of one kind together, in turns."""

    def measure(what: str, run: Any, arguments: list[Any]) -> list[Any]:
        milliseconds, results = timed(lambda: [run(argument) for argument in arguments])
        spent[what] += milliseconds
        return list(results)

    plain = measure("plain starts", ceiling.start, [_STARTED] * _BATCH)
    records = [made.make_record() for _ in range(_BATCH)]
    measure("starts", lambda record_id: made.start(record_id, KEY, _STARTED), records)
    tasks = [made.open_task(record_id) for record_id in records]
    measure("plain completions", lambda instance_id: ceiling.complete(instance_id, _ANSWERED), plain)
    measure("completions", lambda task_id: made.complete(task_id, None, _ANSWERED), tasks)
