"""Thousands of cases, on all cores; what differs is made smaller and printed."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import click

from tests.engine.random_processes.cases import Figures, run, run_all
from tests.engine.random_processes.drawing import draw
from tests.engine.random_processes.generator import generate
from tests.engine.random_processes.model import Model
from tests.engine.random_processes.player import Result
from tests.engine.random_processes.shrinking import shrink
from tests.engine.random_processes.steps import Step
from tests.engine.random_processes.world import World, a_world

_CHUNK = 50


def run_many(first: int, count: int, jobs: int) -> Figures:
    """Run `count` cases from a seed on, in `jobs` processes with a database each."""
    figures = Figures()
    chunks = [range(start, min(start + _CHUNK, first + count)) for start in range(first, first + count, _CHUNK)]
    with ProcessPoolExecutor(jobs) as pool:
        for done in as_completed([pool.submit(_run_chunk, chunk) for chunk in chunks]):
            figures.merge(done.result())
            click.echo(f"\r{figures.cases} of {count} cases, {len(figures.failed)} differ", nl=False)
    click.echo("")
    return figures


def _run_chunk(seeds: Sequence[int]) -> Figures:
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        return run_all(world, seeds)


def explain(seed: int) -> Iterator[str]:
    """A failing seed in words: the smallest model and path that still fail, and the first difference."""
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        model, result = smallest(world, seed)
        yield f"seed {seed}"
        yield draw(model)
        yield "\n".join(str(step) for step in result.steps)
        yield result.difference or "no difference"
        yield result.trace


def smallest(world: World, seed: int) -> tuple[Model, Result]:
    """The smallest case that fails as that of the seed does; the case itself when it does not fail."""
    model = generate(seed)
    result = run(world, seed)
    if result.difference is None:
        return model, result
    path = result.steps or [Step("start")]

    def fails(other: Model, steps: list[Step]) -> bool:
        return run(world, seed, other, steps).difference is not None

    model, path = shrink((model, path), fails)
    return model, run(world, seed, model, path)
