"""The server for developing: it starts anew, shows what broke, and is not reachable from outside."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Timer

import pytest

from app.cli.dev import reachable_from_outside
from tests.applications import make_settings
from tests.postgresql import free_port

ROOT = Path(__file__).parents[2]
LONGEST = 120  # seconds until a server that does not say what is waited for is given up


@contextmanager
def server(folder: Path, **environment: str) -> Iterator[tuple[subprocess.Popen, int]]:
    """`run.py dev` and its port; what it says is read from `stdout`."""
    port = free_port()
    settings = {"DEALFLOW_DATA": str(folder), "DEALFLOW_PORT": str(port), "DEALFLOW_CLOCK_INTERVAL": "0"}
    started = subprocess.Popen(
        [sys.executable, "-u", "run.py", "dev"],
        cwd=ROOT,
        env={**os.environ, **settings, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    given_up = Timer(LONGEST, os.killpg, (started.pid, 9))
    given_up.start()
    try:
        yield started, port
    finally:
        given_up.cancel()
        os.killpg(started.pid, 9)
        started.wait()
        started.stdout.close()


def wait_for(started: subprocess.Popen, words: str) -> str:
    said = []
    for line in started.stdout:
        said.append(line)
        if words in line:
            return "".join(said)
    raise AssertionError("".join(said))


def get(port: int, path: str) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", path, headers={"Authorization": "Basic YTpi"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_it_starts_anew_when_a_file_is_saved_and_shows_what_broke(tmp_path):
    with server(tmp_path) as (started, port):
        wait_for(started, "Debugger PIN")
        assert get(port, "/sign-in")[0] == 200
        os.utime(ROOT / "run.py")
        wait_for(started, "Debugger PIN")
        assert get(port, "/sign-in")[0] == 200
        with closing(sqlite3.connect(tmp_path / "dealflow.sqlite3")) as connection:
            connection.execute("ALTER TABLE person RENAME TO persons")
        status, page = get(port, "/api/v1/leads")
        assert status == 500
        assert "Traceback" in page
        assert "no such table: person" in wait_for(started, "OperationalError")


def test_it_starts_anew_when_an_artifact_is_saved_that_of_a_package_too(tmp_path):
    with server(tmp_path, DEALFLOW_PACKAGES="tests.extension.orders") as (started, port):
        wait_for(started, "Debugger PIN")
        for artifact in ("bpmn/lead.bpmn", "tests/extension/orders/artifacts/supply-order.form"):
            assert get(port, "/sign-in")[0] == 200  # it watches before it answers
            os.utime(ROOT / artifact)
            assert artifact.rpartition("/")[2] in wait_for(started, "reloading")
            wait_for(started, "Debugger PIN")


@pytest.mark.parametrize(
    ("broken", "words"),
    [("def init_app(app)\n", "SyntaxError"), ("init = None\n", "has no init_app")],
    ids=["a traceback", "words"],
)
def test_what_cannot_be_started_is_told_and_started_when_it_is_mended(tmp_path, broken, words):
    package = tmp_path / "letters" / "__init__.py"
    package.parent.mkdir()
    package.write_text("def init_app(app):\n    pass\n", encoding="utf-8")
    path = os.pathsep.join((str(ROOT), str(tmp_path)))
    with server(tmp_path, DEALFLOW_PACKAGES="letters", PYTHONPATH=path) as (started, port):
        wait_for(started, "Debugger PIN")
        assert get(port, "/sign-in")[0] == 200
        package.write_text(broken, encoding="utf-8")
        assert words in wait_for(started, "will be when a file is saved")
        package.write_text("def init_app(app):\n    pass\n\n", encoding="utf-8")
        wait_for(started, "Debugger PIN")
        assert get(port, "/sign-in")[0] == 200


def test_it_refuses_to_be_reachable_from_outside(tmp_path):
    done = subprocess.run(
        [sys.executable, "run.py", "dev"],
        cwd=ROOT,
        env={**os.environ, "DEALFLOW_DATA": str(tmp_path), "DEALFLOW_HOST": "0.0.0.0"},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 2
    assert "DEALFLOW_HOST" in done.stderr
    assert list(tmp_path.glob("*.sqlite3")) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "crm.example", "127.0.0.1.crm.example"])
def test_others_reach_other_addresses(tmp_path, host):
    assert "DEALFLOW_HOST" in reachable_from_outside(make_settings(tmp_path, host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_only_this_machine_reaches_itself(tmp_path, host):
    assert reachable_from_outside(make_settings(tmp_path, host=host)) == ""


def test_others_come_through_a_proxy(tmp_path):
    assert "DEALFLOW_TRUSTED_PROXIES" in reachable_from_outside(make_settings(tmp_path, trusted_proxies=1))
