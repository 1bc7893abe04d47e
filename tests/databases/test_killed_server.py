"""A server that is killed while it works leaves nothing half-written, and what it has acknowledged is there."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from app.cli.prepare import ROOT
from app.crm.lead import lead
from app.db import db
from app.factory import create_app
from tests.applications import make_settings
from tests.databases.invariants import assert_everything_belongs_together
from tests.postgresql import free_port

AT_ONCE, BEFORE_THE_END = 50, 20


@pytest.fixture
def url(copied, demo_databases) -> str:
    """The address of a database with the demo data."""
    return copied(demo_databases)


@contextmanager
def server(url: str, data: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """`run.py serve` as a process of its own that answers; killed at the end."""
    port = free_port()
    settings = {
        "DATABASE_URL": url,
        "DEALFLOW_DATA": str(data),
        "DEALFLOW_PORT": str(port),
        "DEALFLOW_CLOCK_INTERVAL": "0",
        "DEALFLOW_DEMO": "yes",  # whose people sign in with the password of the demo data
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, str(ROOT / "run.py"), "serve", "--no-prepare"]
    with subprocess.Popen(command, env={**os.environ, **settings}, cwd=data, stdout=subprocess.PIPE, text=True) as run:
        try:
            assert any("http://" in line for line in run.stdout), "the server did not start"
            yield run, port
        finally:
            run.kill()


def post(port: int, path: str, body: dict) -> tuple[int, dict]:
    token = base64.b64encode(b"director:demo").decode()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")
    finally:
        connection.close()


def test_nothing_is_half_written_and_nothing_acknowledged_is_lost(url, tmp_path):
    made: list[int] = []
    moved: list[int] = []
    enough = Event()

    def work(port: int) -> None:
        try:
            for _ in range(20):
                status, body = post(port, "/api/v1/leads", {"name": "Под ударом", "manager": 1})
                assert status == 201, body
                made.append(body["id"])
                status, _body = post(port, f"/api/v1/leads/{body['id']}/status", {"status": "interest"})
                assert status == 200
                moved.append(body["id"])
                if len(moved) >= BEFORE_THE_END:
                    enough.set()
        except (OSError, HTTPException, ValueError):
            return  # the server is gone

    with server(url, tmp_path) as (run, port):
        threads = [Thread(target=work, args=(port,)) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        assert enough.wait(60)
        run.send_signal(signal.SIGKILL)
        for thread in threads:
            thread.join()

    app = create_app(make_settings(tmp_path, database_url=url))
    assert_everything_belongs_together(app)
    with app.app_context():
        statuses = dict(db.session.execute(select(lead.model.id, lead.model.status)).all())
        db.session.remove()
        db.engine.dispose()
    assert set(made) <= statuses.keys()
    assert {statuses[record_id] for record_id in moved} == {"interest"}

    with server(url, tmp_path) as (_run, port):
        assert post(port, "/api/v1/leads", {"name": "После"})[0] == 201
