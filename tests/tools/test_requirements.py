"""The locks pin what setup.cfg names and everything that it brings, with hashes."""

import re
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.requirements import LOCK, TEST_LOCK, locked, wanted

LOCKS = pytest.mark.parametrize(("lock", "test"), [(LOCK, False), (TEST_LOCK, True)], ids=["run", "test"])
HERE = {"extra": ""}


def parts(package: Requirement) -> list[tuple[str, str]]:
    return [(canonicalize_name(package.name), extra) for extra in ("", *package.extras)]


def brought(packages: list[str]) -> set[str]:
    """The names of these packages and of all that they need on this machine, as they are installed."""
    found: set[tuple[str, str]] = set()
    left = [
        (canonicalize_name(each.name), extra) for each in map(Requirement, packages) for extra in ("", *each.extras)
    ]
    while left:
        name, extra = left.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        for each in map(Requirement, requires(name) or ()):
            if each.marker is None or each.marker.evaluate({"extra": extra}):
                left += parts(each)
    return {name for name, _extra in found}


@LOCKS
def test_a_lock_has_the_versions_of_setup_cfg(lock, test):
    versions = locked(lock)
    for each in map(Requirement, wanted(test)):
        assert str(each.specifier) == f"=={versions.get(canonicalize_name(each.name))}", "make lock"


@LOCKS
def test_a_lock_has_everything_that_is_brought_and_nothing_else(lock, test):
    entries = re.findall(r"^([a-z0-9-]+)==[^\s;]+(?: ; ([^\\]+))?", lock.read_text(encoding="utf-8"), re.MULTILINE)
    elsewhere = {name for name, marker in entries if marker and not Requirement(f"x ; {marker}").marker.evaluate(HERE)}
    assert brought(wanted(test)) == locked(lock).keys() - elsewhere, "make lock"


@LOCKS
def test_each_package_has_hashes_and_no_place_to_come_from(lock, test):
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked(lock))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|--(?:extra-)?index|--find-links|--trusted", text) == []


def test_the_tests_run_with_the_packages_of_the_application():
    assert locked(LOCK).items() <= locked(TEST_LOCK).items()
