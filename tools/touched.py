"""Runs the tests that a change touches, nearest first: `make check`, or `python -m tools.touched [BASE] [--list]`.

The change is what differs from where the branch left BASE (by default `origin/main`, else `main`), with what is not
committed. A test module is touched when it is changed itself, mirrors a changed module or one that imports it (`tests/`
mirrors `app/`), imports it itself, or names a changed file. What needs PostgreSQL or Chromium is left out: that is for
`make test`, as is everything that a change reaches by longer ways.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

try:
    import grimp
    import pytest  # noqa: F401  (runs them)
except ModuleNotFoundError as missing:
    sys.stderr.write(
        f"{missing.name} is missing: make .venv/.test-tools installs what tests need, and so does make check.\n"
    )
    sys.exit(2)

ROOT = Path(__file__).parent.parent
MOST = 40  # test modules; as many as two cores run in less than two minutes
# What is made of files that no test imports.
FOLDERS = {
    "bpmn": "tests/bpmn",
    "forms": "tests/bpmn",
    "migrations": "tests/test_migrations.py",
    "app/translations": "tests/test_translations.py",
    "app/web/assets": "tests/web/test_scripts.py",
    "setup.cfg": "tests/test_packages.py",
    "Makefile": "tests/test_packages.py",
    "package.json": "tests/test_packages.py",
}


def changed_files(base: str | None = None) -> list[str]:
    """The files that differ from where the branch left `base`, and those that git does not know yet."""
    base = base or ("origin/main" if _git("rev-parse", "--verify", "--quiet", "origin/main") else "main")
    differing = _git("diff", "--name-only", "--merge-base", base)
    return sorted({*differing, *_git("ls-files", "--others", "--exclude-standard")})


def _git(*arguments: str) -> list[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()


def touched_tests(files: Iterable[str]) -> list[str]:
    """The test modules that a change of these files touches, nearest first, each once."""
    graph = grimp.build_graph("app", "benchmarks", "tests", "tools", cache_dir=None)
    changed = [PurePosixPath(file) for file in files]
    near: dict[str, None] = dict.fromkeys(str(path) for path in changed if _is_test(path) and (ROOT / path).exists())
    for path in changed:
        near |= dict.fromkeys(_mirrors(path))
    for path in changed:
        importers = graph.find_modules_that_directly_import(_module(path)) if _module(path) in graph.modules else set()
        for importer in sorted(importers, key=lambda name: not name.startswith("tests.")):
            where = PurePosixPath(importer.replace(".", "/") + ".py")
            near |= dict.fromkeys([str(where)] if _is_test(where) else _mirrors(where))
    for path in changed:
        near |= dict.fromkeys(_that_name(path))
    return list(near)


def _is_test(path: PurePosixPath) -> bool:
    return path.parts[0] == "tests" and path.name.startswith("test_") and path.suffix == ".py"


def _module(path: PurePosixPath) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _mirrors(path: PurePosixPath) -> Iterator[str]:
    """The tests of a file: of its name, else those in the nearest folder that has any."""
    for start, target in FOLDERS.items():
        if str(path) == start or str(path).startswith(f"{start}/"):
            yield from _modules_in(ROOT / target)
            return
    if path.parts[0] not in ("app", "tests", "tools") or _is_test(path):
        return
    inside = path.parts[1:] if path.parts[0] == "app" else path.parts if path.parts[0] == "tools" else path.parts[1:]
    folder = ROOT.joinpath("tests", *inside).parent
    found = _modules_in(folder / f"test_{path.stem}.py") or (path.suffix == ".py" and _modules_in(folder / path.stem))
    while not found and folder != ROOT / "tests":
        found = _modules_in(folder) or _modules_below(folder)
        folder = folder.parent
    yield from found or ()


def _modules_in(place: Path) -> list[str]:
    found = sorted(place.glob("test_*.py")) if place.is_dir() else [place] if place.is_file() else []
    return [each.relative_to(ROOT).as_posix() for each in found]


def _modules_below(folder: Path) -> list[str]:
    return [each.relative_to(ROOT).as_posix() for each in sorted(folder.rglob("test_*.py"))]


def _that_name(path: PurePosixPath) -> Iterator[str]:
    if path.suffix == ".py":
        return  # what is imported is in the graph
    for module in sorted((ROOT / "tests").rglob("test_*.py")):
        if f"{path.name}" in module.read_text(encoding="utf-8"):
            yield module.relative_to(ROOT).as_posix()


def main() -> int:
    """Run them; the exit status is pytest's, 0 when nothing is touched."""
    names = [each for each in sys.argv[1:] if not each.startswith("-")]
    found = touched_tests(changed_files(*names))
    if "--list" in sys.argv or not found:
        sys.stdout.write("\n".join(found or ["No test is touched."]) + "\n")
        return 0
    if len(found) > MOST:
        sys.stdout.write(f"{len(found)} test modules are touched, the {MOST} nearest are run: make test runs all.\n")
    status = subprocess.run(
        [sys.executable, "-m", "pytest", "--no-tools", "-p", "no:cacheprovider", *found[:MOST]], cwd=ROOT, check=False
    ).returncode
    return 0 if status == 5 else status  # 5: all of them need a tool


if __name__ == "__main__":
    sys.exit(main())
