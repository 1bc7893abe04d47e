"""What a command of the engine costs beside its floor: start, complete, change a status. In time, statements, parts."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from app.db import db
from benchmarks.engine.floor import Floor
from benchmarks.engine.measuring import Row, noted_statements, ratio_row, timed, value_row
from benchmarks.engine.parts import PARTS, Parts, watched_engine
from benchmarks.engine.world import DEAL, World, world

TIME_BAR = 2.0
STATEMENT_BAR = 10
COMMANDS = ("start", "complete", "change a status")

Around = Callable[[], AbstractContextManager[None]]
Times = dict[str, list[float]]


def rows(rounds: int = 300) -> Iterator[Row]:
    """Measure on fresh processes, in turns, so that the engine and its floor see the same machine; medians.

    Parameters:
        rounds: processes that are started; the first tenth is not counted.
    """
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as made, Floor(Path(folder), DEAL) as floor:
        ours, theirs = _measure(made, floor, rounds)
        for command in COMMANDS:
            counted = slice(rounds // 10, None)
            value, least = median(ours[command][counted]), median(theirs[command][counted])
            yield ratio_row(f"engine: {command}", value, least, TIME_BAR)
        for command, count in count_statements(made).items():
            yield value_row(f"engine: {command}, SQL", count, STATEMENT_BAR, "statements")
        yield from _part_rows(made, floor, rounds // 3)


def _measure(made: World, floor: Floor, rounds: int) -> tuple[Times, Times]:
    ours: Times = {command: [] for command in COMMANDS}
    theirs: Times = {command: [] for command in COMMANDS}
    for _ in range(rounds):
        for times, milliseconds in ((theirs, one_life_of_the_floor(floor)), (ours, one_life(made))):
            for command, spent in milliseconds.items():
                times[command].append(spent)
    return ours, theirs


def one_life(made: World, around: Around = nullcontext) -> Mapping[str, float]:
    """Milliseconds of each command on a new process; `around` is entered for each."""
    record_id = made.make_record()
    start, _id = _timed(around, lambda: made.start(record_id))
    task_id = made.open_task(record_id)
    complete, _nothing = _timed(around, lambda: made.complete(task_id))
    change, _nothing = _timed(around, lambda: made.change_status(record_id, "won"))
    return dict(zip(COMMANDS, (start, complete, change), strict=True))


def one_life_of_the_floor(floor: Floor, around: Around = nullcontext) -> Mapping[str, float]:
    """The same on the floor."""
    record_id = floor.make_record()
    start, instance_id = _timed(around, lambda: floor.start(record_id))
    complete, _nothing = _timed(around, lambda: floor.complete(record_id, instance_id))
    change, _nothing = _timed(around, lambda: floor.change_status(record_id, instance_id, "won"))
    return dict(zip(COMMANDS, (start, complete, change), strict=True))


def _timed(around: Around, run: Callable[[], Any]) -> tuple[float, Any]:
    with around():
        return timed(run)


def count_statements(made: World) -> dict[str, int]:
    """SQL statements of one command each, BEGIN among them."""
    record_id = made.make_record()
    with noted_statements(db.engine) as start:
        made.start(record_id)
    task_id = made.open_task(record_id)
    with noted_statements(db.engine) as complete:
        made.complete(task_id)
    with noted_statements(db.engine) as change:
        made.change_status(record_id, "won")
    return {command: len(noted) for command, noted in zip(COMMANDS, (start, complete, change), strict=True)}


def _part_rows(made: World, floor: Floor, rounds: int) -> Iterator[Row]:
    """Milliseconds of a command by part, the mean of the three. The rest is Python around them."""
    spent, least = Parts(), Parts()
    ours = theirs = 0.0
    for _ in range(rounds):
        theirs += sum(one_life_of_the_floor(floor, lambda: floor.watched(least)).values())
        ours += sum(one_life(made, lambda: watched_engine(spent)).values())
    count = rounds * len(COMMANDS)
    for part in PARTS:
        yield ratio_row(
            f"engine: a command, {part}", spent.milliseconds[part] / count, least.milliseconds[part] / count, None
        )
    ours_rest, their_rest = ours - sum(spent.milliseconds.values()), theirs - sum(least.milliseconds.values())
    yield ratio_row("engine: a command, all the rest", ours_rest / count, their_rest / count, None)
