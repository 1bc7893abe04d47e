"""The command line: `python -m tests.engine.random_processes run|show|fixture`."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import click

from tests.engine.random_processes.drawing import draw
from tests.engine.random_processes.fixture import write_fixture
from tests.engine.random_processes.generator import generate
from tests.engine.random_processes.nightly import explain, run_many, smallest
from tests.engine.random_processes.world import a_world

_MOST_EXPLAINED = 5


def main() -> int:
    """Do what the command line says; 1 when a case differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.engine.random_processes", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    many = commands.add_parser("run", help="run many cases and print the figures")
    many.add_argument("--cases", type=int, default=5000)
    many.add_argument("--seed", type=int, default=100_000, help="the first one")
    many.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    for name, words in (("show", "print the model of a seed and how it goes"), ("fixture", "write it as a fixture")):
        one = commands.add_parser(name, help=words)
        one.add_argument("seed", type=int)
        one.add_argument("--name", help="of the fixture; random_<seed> when not given")
        one.add_argument("--says", default="A random process goes as the standard says.")
    arguments = parser.parse_args()
    if arguments.command == "run":
        return _run(arguments)
    return _show(arguments) if arguments.command == "show" else _write(arguments)


def _run(arguments: argparse.Namespace) -> int:
    figures = run_many(arguments.seed, arguments.cases, arguments.jobs)
    click.echo(figures)
    for seed, difference in sorted(figures.failed.items()):
        click.echo(f"seed {seed}: {difference}")
    for seed in sorted(figures.failed)[:_MOST_EXPLAINED]:
        click.echo("\n".join(explain(seed)))
    return 1 if figures.failed else 0


def _show(arguments: argparse.Namespace) -> int:
    click.echo(draw(generate(arguments.seed)))
    click.echo("\n".join(explain(arguments.seed)))
    return 0


def _write(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        model, result = smallest(world, arguments.seed)
        name = arguments.name or f"random_{arguments.seed}"
        click.echo(write_fixture(name, model, result, arguments.says))
        if result.difference is not None:
            click.echo(f"The engine is not what the standard says; correct the fixture: {result.difference}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
