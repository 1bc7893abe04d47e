"""`python -m tests.engine.golden`: keep what this release leaves in the database."""

import sys
import tempfile
from pathlib import Path

from tests.engine.golden.release import releases, this_release, write

version = this_release()
if version in releases():
    sys.exit(f"{version} is kept already; a file of a release does not change")
with tempfile.TemporaryDirectory() as folder:
    sys.stdout.write(f"{write(version, Path(folder))}\n")
