"""What a command costs among a million running processes beside what it costs among a thousand.

All of them wait for the answer of a person, as rows of every table that a running process has. Measured are processes
that are new and processes from anywhere among the others.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.engine.commands import COMMANDS, one_life
from benchmarks.engine.filling import copy_instance
from benchmarks.engine.measuring import Row, ratio_row, timed
from benchmarks.engine.world import World, world

FEW, MANY = 1_000, 1_000_000
BAR = 1.2
ROUNDS = 120
_OLD = "complete one of the old"


def rows(many: int = MANY, rounds: int = ROUNDS) -> Iterator[Row]:
    """A row for each command. Both databases take turns.

    Parameters:
        many: processes in the large database.
        rounds: how often each command is measured.
    """
    with (
        tempfile.TemporaryDirectory() as few_folder,
        tempfile.TemporaryDirectory() as many_folder,
        world(Path(few_folder)) as small,
        world(Path(many_folder)) as large,
    ):
        yield from compare(small, large, many, rounds)


def compare(small: World, large: World, many: int, rounds: int) -> Iterator[Row]:
    """Fill both databases and measure."""
    crowds = [_Crowd(small, FEW, rounds), _Crowd(large, many, rounds)]
    for _ in range(rounds):
        for crowd in crowds:
            crowd.measure()
    few, full = crowds
    for command in (*COMMANDS, _OLD):
        yield ratio_row(
            f"among {many:,} processes beside {FEW:,}: {command}",
            median(full.times[command]),
            median(few.times[command]),
            BAR,
        )


class _Crowd:
    """A database with many processes."""

    def __init__(self, made: World, count: int, rounds: int) -> None:
        self._world = made
        self.times: dict[str, list[float]] = {command: [] for command in (*COMMANDS, _OLD)}
        with made.application.app_context():
            record_id = made.make_record()
            instance_id = made.start(record_id)
            task_id = made.open_task(record_id)
            copies = copy_instance(instance_id, record_id, count)
        chosen = Random(1).sample(range(1, count + 1), rounds)
        self._old = iter([copies.task_id(task_id, number) for number in chosen])

    def measure(self) -> None:
        """Every command once."""
        with self._world.application.app_context():
            times = dict(one_life(self._world))
            times[_OLD], _nothing = timed(lambda: self._world.complete(next(self._old)))
        for command, spent in times.items():
            self.times[command].append(spent)
