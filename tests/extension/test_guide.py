"""docs/developers.md shows the files as they are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"<!-- (\S+) -->\n```\w+\n(.*?)\n```\n", GUIDE, re.DOTALL)


@pytest.mark.parametrize(("path", "block"), SHOWN, ids=[path for path, _block in SHOWN])
def test_a_block_is_its_file(path, block):
    assert block == (ROOT / path).read_text(encoding="utf-8").rstrip()


def test_every_file_of_the_package_is_shown():
    package = ROOT / "tests" / "extension" / "orders"
    files = {str(path.relative_to(ROOT)) for path in package.rglob("*.*") if "__pycache__" not in path.parts}
    assert files <= {path for path, _block in SHOWN}


def test_the_test_that_is_shown_is_one_that_runs():
    [shown] = re.findall(r"```python\n(def test_.*?)\n```", GUIDE, re.DOTALL)
    tests = (ROOT / "tests" / "extension" / "test_orders.py").read_text(encoding="utf-8")
    assert "\n".join(f"    {line}" if line else "" for line in shown.split("\n")) in tests
