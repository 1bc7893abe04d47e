"""docs/extending.md: every point at which a package adds something is there, and nothing that is not."""

import importlib
import re
from pathlib import Path

import pytest

from app.records.types.card import widgets

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = [*(ROOT / "app").rglob("*.py")]
POINTS = sorted(
    {
        name
        for path in FILES
        for name in re.findall(
            r"^def (register_\w+|declaration_check|service_task|effect_handler)\(", path.read_text("utf-8"), re.M
        )
    }
)
LINES = [
    (name, module)
    for names, module in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| `(app[\w.]+)` \|", PAGE, re.M)
    for name in re.findall(r"\w+", names)
]


@pytest.mark.parametrize("name", POINTS)
def test_every_point_is_listed(name):
    assert name in dict(LINES)


@pytest.mark.parametrize(("name", "module"), LINES)
def test_every_point_that_is_listed_is_there(name, module):
    assert callable(getattr(importlib.import_module(module), name))


def test_every_package_of_the_crm_wires_itself():
    folders = {path.parent.name for path in (ROOT / "app" / "crm").glob("*/__init__.py")}
    listed = importlib.import_module("app.crm").PACKAGES
    assert {package.__name__.rpartition(".")[2] for package in listed} == folders
    assert all(callable(package.init_app) for package in listed)


def test_every_widget_is_listed(app):
    assert [each.name for each in widgets() if f"`{each.name}`" not in PAGE] == []


def test_the_example_is_the_package_that_ships():
    shown = re.search(r"```python\n(.+?)```", PAGE, re.S)[1]
    assert shown == (ROOT / "app" / "crm" / "marketing" / "__init__.py").read_text(encoding="utf-8")
