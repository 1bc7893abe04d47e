"""The entry point: `python run.py` serves, `python run.py --help` lists the commands."""

import sys

try:
    from app.cli import commands, main
    from benchmarks.command import bench
except ModuleNotFoundError as missing:
    if (missing.name or "").partition(".")[0] in ("", "app", "benchmarks"):
        raise
    sys.exit(
        f"There is no package {missing.name} for this Python. Install everything with `make set-up`, then use the "
        "Python of the virtual environment: `.venv/bin/python run.py`, or `source .venv/bin/activate` first."
    )

commands.add_command(bench)

if __name__ == "__main__":
    main()
