"""What lies ahead in a diagram costs nothing: parallel diamonds in a row; and many script tasks in a row cost little.

A script task of ours is a FEEL expression that is watched for its limits, one of the library is Python compiled once.
"""

import gc
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from app.db import db
from benchmarks.engine.drawing import Flow, drawing, script_task, user_task
from benchmarks.engine.floor import library_spec
from benchmarks.engine.measuring import Row, noted_statements, ratio_row, timed, value_row
from benchmarks.engine.world import World, world

DIAMONDS, SCRIPTS = 50, 100
BAR = 2.0
ROUNDS = 60


def diamonds(count: int) -> bytes:
    """So many parallel diamonds in a row, with a user task on each of their two branches."""
    elements: list[str] = []
    flows: list[Flow] = []
    before = "start"
    for number in range(count):
        fork, join, left, right = (f"{word}{number}" for word in ("fork", "join", "left", "right"))
        elements += [f'<bpmn:parallelGateway id="{gateway}"/>' for gateway in (fork, join)]
        elements += [user_task(left), user_task(right)]
        flows += [(before, fork), (fork, left), (fork, right), (left, join), (right, join)]
        before = join
    return drawing(f"diamonds{count}", elements, [*flows, (before, "end")])


def scripts(key: str, count: int) -> bytes:
    """So many script tasks in a row, and a user task behind them."""
    names = [f"script{number}" for number in range(count)]
    elements = [script_task(name, "total", "total + 1") for name in names]
    flows = zip(["start", *names], [*names, "ask"], strict=True)
    return drawing(key, [*elements, user_task("ask")], [*flows, ("ask", "end")])


def rows() -> Iterator[Row]:
    """Rows of the diamonds, then of the scripts."""
    files = {f"{count}.bpmn": diamonds(count) for count in (1, DIAMONDS)}
    files |= {f"s{count}.bpmn": scripts(f"scripts{count}", count) for count in (1, SCRIPTS)}
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), files) as made:
        made.spare_the_disk()
        yield from _diamond_rows(made)
        yield from _script_rows(made)


def _diamond_rows(made: World) -> Iterator[Row]:
    times: dict[int, list[float]] = {1: [], DIAMONDS: []}
    sizes: dict[int, int] = {}
    for _ in range(ROUNDS):
        for count in times:
            record_id = made.make_record()
            times[count].append(timed(lambda: made.start(record_id, f"diamonds{count}"))[0])  # noqa: B023
            sizes[count] = len(made.state(record_id).encode())
    name = f"start with {DIAMONDS} parallel diamonds ahead beside 1"
    yield ratio_row(f"{name}: time", median(times[DIAMONDS]), median(times[1]), BAR)
    yield ratio_row(f"{name}: state", sizes[DIAMONDS], sizes[1], BAR, "bytes")


def _script_rows(made: World) -> Iterator[Row]:
    spec = library_spec(scripts("scripts", SCRIPTS), "scripts")

    def ours() -> None:
        made.start(made.make_record(), f"scripts{SCRIPTS}", {"total": 0})

    def library() -> None:
        workflow = BpmnWorkflow(spec)
        workflow.task_tree.data["total"] = 0
        workflow.do_engine_steps()

    times: list[tuple[float, float]] = [(timed(ours)[0], timed(library)[0]) for _ in range(ROUNDS // 3)]
    name = f"{SCRIPTS} script tasks in a row beside the library alone"
    our_time, its_time = (median(column) for column in zip(*times, strict=True))
    yield ratio_row(f"{name}: time of the whole command", our_time, its_time, BAR)
    yield ratio_row(f"{name}: memory at most", _peak(ours), _peak(library), BAR, "KiB")
    yield value_row(
        f"{SCRIPTS} script tasks in a row: SQL beside 1", _statements(made, SCRIPTS) - _statements(made, 1), 0, "more"
    )


def _statements(made: World, count: int) -> int:
    made.start(made.make_record(), f"scripts{count}", {"total": 0})  # parsed from here on
    record_id = made.make_record()
    with noted_statements(db.engine) as statements:
        made.start(record_id, f"scripts{count}", {"total": 0})
    return len(statements)


def _peak(run: Callable[[], Any]) -> float:
    """KiB that a call needs at most."""
    gc.collect()
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()
