"""What it costs to ask a diagram which of 12 statuses a record may move to.

Compared with tries in memory: the library alone loads a copy of the process with cached specs, brings the message and
runs; no database.
"""

import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from app.engine.queries.moves import allowed_moves
from benchmarks.engine.floor import Floor
from benchmarks.engine.measuring import Row, ratio_row, timed, value_row
from benchmarks.engine.world import ANNA, DEAL, RECORD_TYPE, world

STATUSES = ("won", "closed", *(f"status{number}" for number in range(10)))
TRIES, BAR = 25, 1.5
ROUNDS = 40


def rows() -> Iterator[Row]:
    """The question beside 25 tries, and one try."""
    questions: list[float] = []
    tries: list[float] = []
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as made, Floor(Path(folder), DEAL) as floor:
        record_id, floor_record_id = made.make_record(), floor.make_record()
        made.start(record_id)
        made.complete(made.open_task(record_id))
        instance_id = floor.start(floor_record_id)
        floor.complete(floor_record_id, instance_id)
        state = floor.state(instance_id)
        statuses = cycle(STATUSES)
        for _ in range(ROUNDS):
            questions.append(timed(lambda: allowed_moves(ANNA, RECORD_TYPE, record_id, STATUSES))[0])
            # together, because a busy machine interrupts what takes long more often than what is short
            tries.append(timed(lambda: floor.try_statuses(state, islice(statuses, TRIES)))[0])
    yield value_row("one try in memory, the library alone", median(tries) / TRIES, None, "ms")
    yield ratio_row(
        f"allowed moves, {len(STATUSES)} statuses, beside {TRIES} tries in memory",
        median(questions),
        median(tries),
        BAR,
    )
