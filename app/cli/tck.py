"""`run.py tck PATH`: the DMN Technology Compatibility Kit."""

import sys
from pathlib import Path

import click


@click.command(help="Run the DMN Technology Compatibility Kit's test cases below PATH and print what passes.")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
def tck(path: Path) -> None:
    from app.feel.dmn.tck import print_report, run

    sys.exit(print_report(run(path)))
