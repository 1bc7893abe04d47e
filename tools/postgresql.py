"""A PostgreSQL server of one's own: a private cluster in a temporary folder, on a free port, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg


@contextmanager
def postgresql_server(programs: Path, *, durable: bool = False) -> Iterator[str]:
    """Run a server; gives its address without a database name, `postgresql+psycopg://tests@127.0.0.1:<port>/`.

    Parameters:
        programs: the folder with `initdb` and `pg_ctl`.
        durable: wait for the disk at each commit, as PostgreSQL does by itself; else what is there need not survive a
            power cut, and no time is spent on it.
    """
    folder = Path(tempfile.mkdtemp(prefix="dealflow-postgresql-"))
    user = _unprivileged_user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    port = free_port()
    data = folder / "data"
    _run(user, programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=50"
    if not durable:
        options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        options += " -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=128MB"
    _run(user, programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    address = f"postgresql+psycopg://tests@127.0.0.1:{port}/"
    try:
        yield address
    finally:
        _hang_up(address)
        _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: somebody else then has to."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _run(user: pwd.struct_passwd | None, *command: object) -> None:
    # Output goes to files of the server, never into a pipe that it would keep open.
    as_user = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **as_user,
    )


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def new_database(address: str, template: str = "template1") -> Iterator[str]:
    """A database of its own on the server at `address`, a copy of `template`; gives its address."""
    name = f"tests_{uuid4().hex}"
    # Copying files takes half the time of writing everything into the log first.
    _execute(address, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    yield f"{address}{name}"
    _execute(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def make_template(address: str, fill: Callable[[str], None]) -> str:
    """A database that `fill`, given its address, has filled, to be copied for each test; gives its name."""
    name = f"template_{uuid4().hex}"
    _execute(address, f'CREATE DATABASE "{name}"')
    fill(f"{address}{name}")
    return name


_connections: dict[str, psycopg.Connection] = {}


def _execute(address: str, statement: str) -> None:
    """Run a statement over the one connection to a server that is kept for making databases."""
    connection = _connections.get(address)
    if connection is None:
        plain = address.replace("+psycopg", "")
        connection = _connections[address] = psycopg.connect(f"{plain}postgres", autocommit=True)
    connection.execute(statement)


def _hang_up(address: str) -> None:
    connection = _connections.pop(address, None)
    if connection is not None:
        connection.close()
