"""The engine does what the reference interpreter does, step by step, in hundreds of random processes."""

from collections import Counter
from pathlib import Path

import pytest

from tests.engine.random_processes.cases import run_all
from tests.engine.random_processes.generator import generate
from tests.engine.random_processes.walking import words_on_the_way
from tests.engine.random_processes.world import a_world

CASES = 300
_BATCH = 20
_LEAST = 1
_LEGITIMATE = {"join-may-hang", "join-never", "endless-loop"}


@pytest.mark.parametrize("first", range(0, CASES, _BATCH))
def test_the_engine_does_what_the_standard_says(tmp_path: Path, first: int) -> None:
    with a_world(tmp_path) as world:
        figures = run_all(world, range(first, first + _BATCH))
    assert figures.failed == {}, "python -m tests.engine.random_processes show <seed>"
    assert figures.refusals.keys() <= _LEGITIMATE
    assert figures.kinds["refused by the checks"] <= _BATCH // 2


def test_the_paths_meet_every_word_that_the_generator_knows() -> None:
    known = {word for seed in range(3000) for node in generate(seed).all_nodes() for word in node.words()}
    met: Counter[str] = Counter()
    for seed in range(CASES):
        met.update(words_on_the_way(generate(seed), seed))
    assert {word: met[word] for word in sorted(known) if met[word] < _LEAST} == {}
