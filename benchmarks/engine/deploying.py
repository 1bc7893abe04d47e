"""What the check of a large diagram costs at deploy, and what its definition costs once it is parsed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from app.db import db
from app.engine.deploying import deployment
from app.engine.ground.actor import SYSTEM
from benchmarks.engine.drawing import Flow, drawing, script_task, user_task
from benchmarks.engine.measuring import Row, noted_statements, ratio_row, timed, value_row
from benchmarks.engine.world import world

ELEMENTS = 150
MILLISECONDS_BAR, RATIO_BAR = 300, 600
KEY = "large"
ROUNDS = 15


def large(key: str = KEY) -> bytes:
    """A diagram of 150 elements: again and again a question, a computation, and a way back while it is too small."""
    elements: list[str] = []
    flows: list[Flow] = []
    before = "start"
    for number in range(ELEMENTS // 3 - 1):
        ask, count, enough = (f"{word}{number}" for word in ("ask", "count", "enough"))
        elements += [
            user_task(ask),
            script_task(count, f"sum{number}", f"if record.amount > {number} then {number} else 0"),
            f'<bpmn:exclusiveGateway id="{enough}" default="{enough}-ask{number + 1}"/>',
        ]
        flows += [(before, ask), (ask, count), (count, enough), (enough, ask, f"sum{number} = {number}")]
        before = enough
    last = f"ask{ELEMENTS // 3 - 1}"
    return drawing(key, [*elements, user_task(last)], [*flows, (before, last), (last, "end")])


def rows() -> Iterator[Row]:
    """The check beside reading the XML, the fastest of each; then the definition once it is there."""
    content = large()
    files = {f"{KEY}.bpmn": content}
    checks: list[float] = []
    readings: list[float] = []
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as made:
        for _ in range(ROUNDS):
            checks.append(timed(lambda: deployment.deploy(files, name="check", actor=SYSTEM, dry_run=True))[0])
            readings.append(timed(lambda: etree.fromstring(content))[0])
        made.deploy(files)
        with noted_statements(db.engine) as first:
            cold, _definition = timed(lambda: deployment.latest_definition(KEY))
        with noted_statements(db.engine) as again:
            warm, _definition = timed(lambda: deployment.latest_definition(KEY))
    name = f"deploy check of {ELEMENTS} elements"
    yield value_row(name, min(checks), MILLISECONDS_BAR, "ms")
    yield ratio_row(f"{name} beside reading the XML", min(checks), min(readings), RATIO_BAR)
    yield ratio_row("definition used again beside parsed", warm, cold, 0.01)
    yield ratio_row("definition used again, SQL", len(again), len(first), 0, "statements")
