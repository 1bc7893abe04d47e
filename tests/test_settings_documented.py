import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_setting_is_documented_and_nothing_else_is():
    read = set(re.findall(r'env\.\w+\("([A-Z_]+)"', (ROOT / "app" / "settings.py").read_text(encoding="utf-8")))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8"), re.M))
    assert read == documented
