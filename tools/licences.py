"""Writes docs/licences.md: under which licence each locked package is. `make lock` runs it.

pip-licenses reads those of the Python packages; those that are for other systems only are unpacked for it. npm's lock
says those of the browser libraries.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.requirements import LOCK, ROOT, TEST_LOCK, locked

PAGE = ROOT / "docs" / "licences.md"
NPM_LOCK = ROOT / "package-lock.json"
HEAD = """\
# Licences of what Dealflow is built on

Dealflow itself is under the MIT licence. This page is made by `make lock`; a test compares it with the locks.
"""
_LONGEST = 80  # characters; some packages have the whole text in the field


def browser_libraries() -> Iterator[tuple[str, str, str, bool]]:
    """Name, version and licence of the packages in npm's lock, and whether only development needs it."""
    packages = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if path:
            name = path.rpartition("node_modules/")[2]
            yield name, package["version"], package["license"], bool(package.get("dev"))


def python_packages() -> Mapping[str, str]:
    """The licence of each package of the locks, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        away = [f"{name}=={version}" for name, version in locked(TEST_LOCK).items() if not _is_here(name)]
        if away:
            uv = Path(sys.executable).with_name("uv")
            subprocess.run([uv, "pip", "install", "--quiet", "--no-deps", "--target", folder, *away], check=True)
        said = subprocess.run(
            [Path(sys.executable).with_name("pip-licenses"), "--from=mixed", "--format=json", "--with-system"],
            env={**os.environ, "PYTHONPATH": folder},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return {_canonical(each["Name"]): _short(each["License"]) for each in json.loads(said)}


def _is_here(name: str) -> bool:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _short(licence: str) -> str:
    return licence.splitlines()[0].replace("|", "/")[:_LONGEST]


def page() -> str:
    """The page, in Markdown."""
    licences = python_packages()
    needed, tested = locked(LOCK), locked(TEST_LOCK)
    libraries = sorted(set(browser_libraries()))
    parts = {
        "Python packages": [(name, version, licences[name]) for name, version in needed.items()],
        "Browser libraries": [each[:3] for each in libraries if not each[3]],
        "Python packages of the tests": [
            (name, version, licences[name]) for name, version in tested.items() if name not in needed
        ],
        "Browser libraries of the build and the tests": [each[:3] for each in libraries if each[3]],
    }
    tables = (
        f"\n## {title}\n\n| package | version | licence |\n|---|---|---|\n{_rows(rows)}"
        for title, rows in parts.items()
    )
    return HEAD + "".join(tables)


def _rows(rows: list[tuple[str, str, str]]) -> str:
    return "".join(f"| {name} | {version} | {licence} |\n" for name, version, licence in rows)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
