"""What templates say by `data-` attributes is read by scripts or styles, and what those look for is said somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
ASSETS = APP / "web" / "assets"
NAME = re.compile(r"\bdata-([a-z][a-z-]*[a-z])\b")
# a block that ends a line takes the line break with it: two attributes would become one
GLUED = re.compile(r"[\w-]\{% end(?:if|for) %\}\n\s*(?:\{% if [^%]*%\})?[a-z][a-z-]*=")
OF_LIBRARIES = {"bs-theme", "mode", "value"}


def texts(folder: Path, *suffixes: str) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in suffixes and "static" not in path.parts:
            yield path.read_text(encoding="utf-8")


def in_script(name: str) -> str:
    """`submit-on-change` as `dataset` has it."""
    return re.sub("-(.)", lambda found: found[1].upper(), name)


@pytest.fixture(scope="module")
def said() -> set[str]:
    return {name for text in texts(APP, ".html") for name in NAME.findall(text)}


@pytest.fixture(scope="module")
def readers() -> str:
    return "\n".join(texts(ASSETS, ".js", ".css"))


def test_every_attribute_of_a_template_is_read(said, readers):
    unread = {
        name
        for name in said - OF_LIBRARIES
        if f"data-{name}" not in readers and not re.search(rf"\b{in_script(name)}\b", readers)
    }
    assert unread == set()


def test_every_attribute_that_a_script_or_style_looks_for_is_said_somewhere(said, readers):
    own = set(re.findall(r'(?:toggle|set)Attribute\("data-([a-z-]+)"', readers))
    own |= {name for name in NAME.findall(readers) if re.search(rf"dataset\.{in_script(name)} =", readers)}
    python = {name for text in texts(APP, ".py") for name in NAME.findall(text)}
    made = {name for name in NAME.findall(readers) if f'"data-{name}": ' in readers}
    looked_for = set(re.findall(r"\[data-([a-z][a-z-]*[a-z])", readers))
    assert looked_for - said - own - python - made - OF_LIBRARIES == set()


@pytest.mark.parametrize("path", sorted(APP.rglob("*.html")), ids=lambda path: str(path.relative_to(APP)))
def test_no_two_attributes_become_one(path):
    assert GLUED.findall(path.read_text(encoding="utf-8")) == []
