"""What 10,000 due timers cost beside as many plain commands; every one is fired once, and none is left."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from app.clock import clock
from app.db import db
from app.engine.background.clock_job import fire_timers
from app.engine.ground.store import HISTORY, TIMER
from benchmarks.engine.drawing import WAIT, drawing, user_task
from benchmarks.engine.filling import Copies, copy_instance
from benchmarks.engine.measuring import Row, ratio_row, timed, value_row
from benchmarks.engine.world import World, world

TIMERS = 10_000
BAR = 2.0
_AT_ONCE = 200
_PLAIN = 40  # plain commands after each look of the clock

_TIMER = "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
_FLOWS = [("start", "wait"), ("wait", "ask"), ("ask", "end")]
FILES = {
    "timer.bpmn": drawing(
        "timer",
        [f'<bpmn:intermediateCatchEvent id="wait">{_TIMER}</bpmn:intermediateCatchEvent>', user_task("ask")],
        _FLOWS,
    ),
    "message.bpmn": drawing("message", [WAIT, user_task("ask")], _FLOWS),
}


def rows(timers: int = TIMERS) -> Iterator[Row]:
    """Let the clock work and send plain messages in turns; nobody waits for the disk, which would hide the difference.

    Parameters:
        timers: how many are due.
    """
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), FILES) as made:
        made.spare_the_disk()
        _copies(made, "timer", timers - 1)
        plain = _copies(made, "message", _PLAIN * (timers // _AT_ONCE + 1))
        later = clock.now() + timedelta(hours=2)
        clock.set(lambda: later)
        try:
            fired, fire_time, plain_time = _take_turns(made, plain)
        finally:
            clock.reset()
        times_fired = _fired_by_process()
    yield ratio_row(f"{timers:,} due timers, each, beside a plain command", fire_time, plain_time, BAR)
    yield value_row("timers lost", timers - len(times_fired), 0, "timers")
    yield value_row("timers fired twice", fired - len(times_fired) + max(times_fired) - 1, 0, "timers")


def _copies(made: World, key: str, number: int) -> Copies:
    record_id = made.make_record()
    return copy_instance(made.start(record_id, key), record_id, number)


def _take_turns(made: World, plain: Copies) -> tuple[int, float, float]:
    """How many timers were fired; milliseconds of a timer and of a plain command."""
    fired = commands = 0
    fire_time = plain_time = 0.0
    for number in count(1):
        milliseconds, done = timed(lambda: fire_timers(_AT_ONCE))
        if not done:
            return fired, fire_time / fired, plain_time / commands
        fired += done
        fire_time += milliseconds
        for copy in range((number - 1) * _PLAIN + 1, number * _PLAIN + 1):
            milliseconds, _nothing = timed(lambda: made.change_status(plain.id(copy), "won"))  # noqa: B023
            plain_time += milliseconds
            commands += 1
    raise AssertionError


def _fired_by_process() -> list[int]:
    of_process = select(func.count()).where(HISTORY.c.kind == "timerFired").group_by(HISTORY.c.process_instance_id)
    with db.engine.connect() as connection:
        if connection.scalar(select(func.count()).select_from(TIMER)):
            return [0]
        return list(connection.scalars(of_process))
