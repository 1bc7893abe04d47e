"""Cases: a seed each, its model and its path; and many of them."""

import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.engine.instance.runtime import Runtime
from tests.engine.random_processes.generator import generate
from tests.engine.random_processes.model import Model
from tests.engine.random_processes.player import Result, play
from tests.engine.random_processes.steps import Step
from tests.engine.random_processes.world import World

_USUALLY = Runtime.compact_every


def is_compacted(seed: int) -> bool:
    """Every third case is run with the task tree compacted after each engine step."""
    return seed % 3 == 0


def run(world: World, seed: int, model: Model | None = None, path: list[Step] | None = None) -> Result:
    """Run the case of a seed, or a smaller one that was made of it. A fault of the engine is a difference too."""
    Runtime.compact_every = 1 if is_compacted(seed) else _USUALLY
    model = generate(seed) if model is None else model
    try:
        return play(world, model, seed if path is None else path)
    except Exception as error:
        return Result(difference=f"{type(error).__name__}: {error}", trace=traceback.format_exc())
    finally:
        Runtime.compact_every = _USUALLY


@dataclass
class Figures:
    """What came of many cases.

    Attributes:
        words: how often each BPMN word was passed or waited at.
        failed: the seeds that differ, and the difference.
    """

    cases: int = 0
    steps: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    failed: dict[int, str] = field(default_factory=dict)

    def add(self, seed: int, result: Result) -> None:
        self.cases += 1
        self.steps += len(result.steps)
        self.kinds[result.kind] += 1
        self.refusals.update(result.refused_by_checks)
        if result.racing:
            self.kinds["of these with another order of moves"] += 1
        if result.difference is not None:
            self.failed[seed] = result.difference
        self.words.update(words_met(generate(seed), result))

    def merge(self, other: "Figures") -> None:
        self.cases += other.cases
        self.steps += other.steps
        for mine, others in (
            (self.kinds, other.kinds),
            (self.words, other.words),
            (self.refusals, other.refusals),
        ):
            mine.update(others)
        self.failed |= other.failed

    def __str__(self) -> str:
        lines = [f"{self.cases} cases, {self.steps} steps, each a transaction of its own"]
        lines += [f"{count:8} {kind}" for kind, count in sorted(self.kinds.items())]
        lines += [f"{count:8} {code}" for code, count in sorted(self.refusals.items())]
        lines += ["elements passed or waited at:"]
        lines += [f"{count:8} {word}" for word, count in sorted(self.words.items())]
        return "\n".join(lines)


def words_met(model: Model, result: Result) -> Iterable[str]:
    """The BPMN words of the elements that a case has passed or waited at."""
    met = {element for seen in result.seen for element in seen.travelled}
    met |= {element for seen in result.seen for element, _ in seen.waits}
    for node in model.all_nodes():
        if node.id in met:
            yield from node.words()


def run_all(world: World, seeds: Iterable[int]) -> Figures:
    """Run the cases of many seeds in one database."""
    figures = Figures()
    for seed in seeds:
        figures.add(seed, run(world, seed))
    return figures
