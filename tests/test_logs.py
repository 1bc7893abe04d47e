"""The log cannot be forged by those who ask."""

import logging

import pytest

from app.logs import log_to
from tests.visitors import Visitor

FORGED = "2026-01-01 00:00:00,000 INFO app.web forged line"


@pytest.fixture
def log(tmp_path):
    """What stands in the log file: `log()`."""
    handler = log_to(tmp_path)
    level = logging.getLogger().level
    yield lambda: (tmp_path / "dealflow.log").read_text(encoding="utf-8")
    logging.getLogger().removeHandler(handler)
    logging.getLogger().setLevel(level)
    handler.close()


def forged(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(FORGED[:20])]


@pytest.mark.parametrize("separator", ["%0a", "%0d", "%0d%0a", "%e2%80%a8", "%c2%85", "%0b", "%1b[2K%0d"])
def test_an_address_stays_in_its_line(app, people, log, separator):
    Visitor(app).get(f"/nothing{separator}{FORGED.replace(' ', '%20')}")
    assert "nothing" in log()
    assert forged(log()) == []


def test_an_address_stays_in_its_line_whatever_handler_writes_it(app, people, caplog):
    caplog.set_level(logging.INFO, logger="app.web")
    Visitor(app).get(f"/nothing%0a{FORGED}")
    assert forged(caplog.text) == []


@pytest.mark.parametrize("name", ["app.web", "waitress", "sqlalchemy.engine", "some.library"])
def test_nothing_that_is_said_anywhere_begins_a_line_of_its_own(log, name):
    logging.getLogger(name).warning("login %s refused", f"x\n{FORGED}")
    assert forged(log()) == []
    assert "\\n2026" in log()


def test_the_lines_of_a_traceback_pass_for_nothing_else(log):
    try:
        raise ValueError(f"x\n{FORGED}")
    except ValueError:
        logging.getLogger("app").exception("broken")
    assert forged(log()) == []
    assert "\tTraceback" in log()


def test_the_log_is_for_its_owner_only(tmp_path, log):
    assert (tmp_path / "dealflow.log").stat().st_mode & 0o077 == 0
