"""The entry point: `python run.py` serves, `python run.py --help` lists the commands."""

from app.cli import commands, main
from benchmarks.command import bench

commands.add_command(bench)

if __name__ == "__main__":
    main()
