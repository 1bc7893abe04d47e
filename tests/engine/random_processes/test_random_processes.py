"""The engine does what the reference interpreter does, step by step, in hundreds of random processes."""

import pytest

from tests.engine.random_processes.cases import run_all
from tests.engine.random_processes.world import a_world

CASES = 240
_BATCH = 20
_LEGITIMATE = {"join-may-hang", "join-never", "endless-loop"}


@pytest.mark.parametrize("first", range(0, CASES, _BATCH))
def test_the_engine_does_what_the_standard_says(tmp_path, first):
    with a_world(tmp_path) as world:
        figures = run_all(world, range(first, first + _BATCH))
    assert figures.failed == {}, "python -m tests.engine.random_processes show <seed>"
    assert figures.refusals.keys() <= _LEGITIMATE
    assert figures.kinds["refused by the checks"] <= _BATCH // 2
