"""The entry point: `python run.py` serves, `python run.py --help` lists the commands."""

import sys
from importlib.util import find_spec

if find_spec("flask") is None:
    sys.exit(
        "This Python has no Flask. Install everything with `make set-up`, then use the Python of the virtual "
        "environment: `.venv/bin/python run.py`, or `source .venv/bin/activate` first."
    )

from app.cli import commands, main
from benchmarks.command import bench

commands.add_command(bench)

if __name__ == "__main__":
    main()
