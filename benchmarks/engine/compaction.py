"""What the 1,000th status change of a process costs beside its 10th: in time, and in the size of the saved state."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from app.db import db
from benchmarks.engine.drawing import MESSAGE, SET, WAIT, drawing, flow_elements, script_task, user_task
from benchmarks.engine.measuring import Row, ratio_row, timed
from benchmarks.engine.world import World, world

BAR = 1.1
EARLY, LATE = 10, 1_000
KEY = "changes"
_AROUND = 8  # changes before and after that are measured, too
_YOUNG = 5  # processes whose early changes are measured, against as many late ones of the old process

_AGAIN = '<bpmn:exclusiveGateway id="again"/>'
_WHICH = '<bpmn:exclusiveGateway id="which" default="{}"/>'
_CLOSED = ("which", "end", 'requested_status = "closed"')
_INSIDE = (
    f'<bpmn:startEvent id="inner_start"/>{WAIT}{SET}<bpmn:endEvent id="inner_end"/>'
    f"{flow_elements([('inner_start', 'wait'), ('wait', 'set'), ('set', 'inner_end')])}"
)
_ASIDE = f'<bpmn:boundaryEvent id="wait" attachedToRef="work" cancelActivity="false">{MESSAGE}</bpmn:boundaryEvent>'
_EACH = '<bpmn:multiInstanceLoopCharacteristics camunda:collection="=[1, 2, 3]" camunda:elementVariable="item"/>'

DRAWINGS = {
    "loop": drawing(
        KEY,
        [_AGAIN, WAIT, _WHICH.format("which-set"), SET],
        [("start", "again"), ("again", "wait"), ("wait", "which"), ("which", "set"), ("set", "again"), _CLOSED],
    ),
    "sub-process": drawing(
        KEY,
        [_AGAIN, f'<bpmn:subProcess id="round">{_INSIDE}</bpmn:subProcess>', _WHICH.format("which-again")],
        [("start", "again"), ("again", "round"), ("round", "which"), ("which", "again"), _CLOSED],
    ),
    "boundary event": drawing(
        KEY,
        [user_task("work"), _ASIDE, SET, '<bpmn:endEvent id="aside"/>'],
        [("start", "work"), ("work", "end"), ("wait", "set"), ("set", "aside")],
    ),
    "parallel branches": drawing(
        KEY,
        [
            '<bpmn:parallelGateway id="fork"/>', user_task("work"), '<bpmn:endEvent id="worked"/>',
            _AGAIN, WAIT, '<bpmn:parallelGateway id="split"/>', SET, script_task("left", "x", "1"),
            '<bpmn:parallelGateway id="join"/>', _WHICH.format("which-again"),
        ],
        [
            ("start", "fork"), ("fork", "work"), ("work", "worked"),
            ("fork", "again"), ("again", "wait"), ("wait", "split"), ("split", "set"), ("split", "left"),
            ("set", "join"), ("left", "join"), ("join", "which"), ("which", "again"), _CLOSED,
        ],
    ),
    "multi-instance": drawing(
        KEY,
        [
            _AGAIN, WAIT, f'<bpmn:subProcess id="each">{_EACH}<bpmn:startEvent id="inner_start"/>'
            f'{script_task("count", "x", "item + 1")}<bpmn:endEvent id="inner_end"/>'
            f'{flow_elements([("inner_start", "count"), ("count", "inner_end")])}</bpmn:subProcess>',
            SET, _WHICH.format("which-again"),
        ],
        [
            ("start", "again"), ("again", "wait"), ("wait", "each"), ("each", "set"), ("set", "which"),
            ("which", "again"), _CLOSED,
        ],
    ),
}  # fmt: skip


def rows() -> Iterator[Row]:
    """Two rows for each kind of diagram. Nobody waits for the disk here: it would hide what grows."""
    for name, content in DRAWINGS.items():
        with tempfile.TemporaryDirectory() as folder, world(Path(folder), {f"{name}.bpmn": content}) as made:
            made.spare_the_disk()
            yield from _rows_of(made, name)


def _rows_of(made: World, name: str) -> Iterator[Row]:
    old = Process(made, LATE - _AROUND)
    early: list[tuple[float, int]] = []
    late: list[tuple[float, int]] = []
    while len(early) < _YOUNG * 2 * _AROUND:
        young = Process(made, EARLY - _AROUND)
        for _ in range(2 * _AROUND):  # in turns, so that both see the same machine
            early.append(young.change())
            late.append(old.change())
    for position, what, unit in ((0, "time", "ms"), (1, "state", "bytes")):
        yield ratio_row(
            f"{LATE:,}th change beside the {EARLY}th, {name}: {what}",
            median(each[position] for each in late),
            median(each[position] for each in early),
            BAR,
            unit,
        )


class Process:
    """One process that changes its status again and again."""

    def __init__(self, made: World, changes: int) -> None:
        self._world = made
        self._record_id = made.make_record()
        made.start(self._record_id, KEY)
        for _ in range(changes):
            self.change()

    def change(self) -> tuple[float, int]:
        """Milliseconds of one status change, and the bytes of the state that it leaves."""
        milliseconds, _nothing = timed(lambda: self._world.change_status(self._record_id, "won"))
        db.session.remove()
        return milliseconds, len(self._world.state(self._record_id).encode())
