"""Whether memory stays flat: what the process holds after many commands beside what it held after half of them."""

import gc
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.engine.commands import COMMANDS, one_life
from benchmarks.engine.measuring import Row, ratio_row
from benchmarks.engine.world import world

COMMANDS_RUN = 100_000
BAR = 1.01
_PAGE = 4096


def rows(commands: int = COMMANDS_RUN) -> Iterator[Row]:
    """Objects that are alive, and memory that the operating system has given.

    Parameters:
        commands: how many are run altogether.
    """
    lives = commands // len(COMMANDS) // 2
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as made:
        made.spare_the_disk()
        held = []
        for _ in range(2):
            for _ in range(lives):
                with made.application.app_context():
                    one_life(made)
            held.append(_held())
    (blocks, resident), (more_blocks, more_resident) = held
    name = f"after {commands:,} commands beside half of them"
    yield ratio_row(f"{name}: memory blocks of Python", more_blocks, blocks, BAR, "blocks")
    yield ratio_row(f"{name}: resident memory", more_resident, resident, BAR, "MiB")


def _held() -> tuple[int, float]:
    gc.collect()
    statistics = Path("/proc/self/statm")
    pages = int(statistics.read_text().split()[1]) if statistics.exists() else 0
    return sys.getallocatedblocks(), pages * _PAGE / 2**20
