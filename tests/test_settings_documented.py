"""docs/settings.md is made of the declarations."""

import re
from pathlib import Path

from app.core_settings import CORE
from app.declared_settings import Setting

PAGE = (Path(__file__).parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")


def line(setting: Setting) -> str:
    value = setting.shown(setting.default)
    default = setting.default_words or (f"`{value}`" if value and setting.kind in (str, int) else value or "none")
    return f"| `{setting.name}` | {setting.takes} | {default} | {setting.words} |"


def test_every_setting_is_documented_as_it_is_declared_and_nothing_else_is():
    documented = re.findall(r"^\| `[A-Z_]+` \|.*$", PAGE, re.M)
    assert sorted(documented) == sorted(map(line, CORE))
