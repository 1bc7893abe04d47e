"""Print the pinned packages of setup.cfg, one a line; with the word `test`, those of the test tools."""

import configparser
import sys
from pathlib import Path

configuration = configparser.ConfigParser()
configuration.read(Path(__file__).parent.parent / "setup.cfg", encoding="utf-8")
wanted = (
    configuration["options.extras_require"]["test"]
    if "test" in sys.argv[1:]
    else configuration["options"]["install_requires"]
)
sys.stdout.write("\n".join(line for line in wanted.splitlines() if line.strip()) + "\n")
