"""The page of licences tells of each locked package."""

import re

from tools.licences import PAGE, browser_libraries
from tools.requirements import TEST_LOCK, locked

ROW = re.compile(r"^\| (\S+) \| (\S+) \| (.+) \|$", re.MULTILINE)


def told() -> dict[tuple[str, str], str]:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {(name, version): licence for name, version, licence in rows if name != "package"}


def test_the_page_has_all_packages_and_no_others():
    libraries = {(name, version) for name, version, _licence, _dev in browser_libraries()}
    assert told().keys() == libraries | set(locked(TEST_LOCK).items()), "make lock"


def test_each_licence_is_known():
    assert [each for each, licence in told().items() if licence in ("UNKNOWN", "UNLICENSED", "")] == []
