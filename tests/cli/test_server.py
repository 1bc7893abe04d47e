"""The server that ships, behind a real nginx and alone: limits, proxies, half-sent requests."""

import http.client
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.access.models import SecurityEvent
from app.cli.server import make_server
from app.db import db
from app.factory import create_app
from app.settings import Settings
from tests.applications import make_settings, running
from tools.test_tools import find_nginx

NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Prefix "";
    }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """The application, served by the server that ships; its port."""
    with running(create_app(settings)) as app:
        server = make_server(app, settings)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield settings.port
        finally:
            server.close()
            server.task_dispatcher.shutdown()
            thread.join(5)


@contextmanager
def behind_nginx(behind: int, folder: Path) -> Iterator[int]:
    """A real nginx before the server; its port."""
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, behind=behind), encoding="ascii")
    command = [find_nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as nginx:
        try:
            wait_for(port)
            yield port
        finally:
            nginx.terminate()


def wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < until, "nobody listens"


@pytest.fixture
def installation(tmp_path, copied, empty_databases):
    """`installation(trusted_proxies=1)`: settings of an installation of its own on a free port."""

    def settings(**changes) -> Settings:
        address = copied(empty_databases)
        return make_settings(tmp_path, database_url=address, port=free_port(), **changes)

    return settings


def ask(port: int, path: str = "/api/x", *, source: str = "127.0.0.1", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10, source_address=(source, 0))
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def refused_from(port: int, **headers: str) -> str:
    """The address that the security log notes for a refused sign-in from 127.0.0.5."""
    db.session.rollback()
    ask(port, source="127.0.0.5", Authorization="Basic eDp5", **headers)
    return db.session.scalars(select(SecurityEvent.address).order_by(SecurityEvent.id.desc())).first()


def test_behind_a_trusted_proxy_the_address_of_the_visitor_is_seen(installation, tmp_path):
    with served(installation(trusted_proxies=1)) as port, behind_nginx(port, tmp_path) as front:
        assert refused_from(front) == "127.0.0.5"
        assert ask(front, "/sign-in").headers["Strict-Transport-Security"]


def test_what_a_visitor_says_to_the_proxy_is_not_believed(installation, tmp_path):
    with served(installation(trusted_proxies=1)) as port, behind_nginx(port, tmp_path) as front:
        assert refused_from(front, X_Forwarded_For="6.6.6.6") == "127.0.0.5"


def test_without_a_trusted_proxy_nobody_is_believed(installation, tmp_path):
    with served(installation()) as port, behind_nginx(port, tmp_path) as front:
        assert refused_from(front) == "127.0.0.1"
        assert refused_from(port, X_Forwarded_For="6.6.6.6") == "127.0.0.5"
        assert "Strict-Transport-Security" not in ask(port, "/sign-in", X_Forwarded_Proto="https").headers


@pytest.mark.parametrize(
    "beginning",
    [
        b"GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 5000\r\n\r\nlogin=",
        b"",
    ],
    ids=["heads", "bodies", "silence"],
)
def test_requests_that_are_sent_by_halves_keep_nobody_out(installation, beginning):
    with served(installation()) as port, ExitStack() as opened:
        for _ in range(105):
            half = opened.enter_context(socket.create_connection(("127.0.0.1", port), 5))
            half.sendall(beginning)
        started = time.monotonic()
        assert ask(port, "/sign-in").status == 200
        assert time.monotonic() - started < 3


def test_a_body_that_is_too_large_is_refused_before_it_comes(installation):
    with served(installation()) as port, socket.create_connection(("127.0.0.1", port), 5) as sent:
        sent.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n")
        assert b" 413 " in sent.recv(200)


def test_a_head_that_is_too_large_is_refused(installation):
    with served(installation()) as port:
        assert ask(port, "/sign-in", X_Long="x" * 70_000).status == 431
