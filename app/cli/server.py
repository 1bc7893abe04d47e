"""The server that answers requests: waitress, held to limits that keep one visitor from shutting out the others.

Measured with 105 half-sent heads and 105 half-sent bodies: with the defaults of waitress, and with gunicorn and granian
in theirs, nobody else was answered any more; with these limits others are answered within milliseconds.
"""

import resource
from typing import Any

from flask import Flask
from waitress import create_server

from app.settings import Settings

CONNECTIONS = 1000  # at the same time; what has not sent its request yet costs a few KB and no thread
_IDLE_SECONDS = 30  # a connection on which nothing comes is closed
_LONGEST_HEAD = 64 * 1024  # bytes of request line and headers
_MIB = 1024 * 1024


def make_server(app: Flask, settings: Settings) -> Any:
    """The server, listening but not answering yet: `run()` answers, `close()` ends.

    A body that is larger than the limit for uploads is refused when its size is known, before it comes.

    Raises:
        OSError: the address cannot be listened on.
    """
    _allow_open_files(CONNECTIONS + 500)
    return create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident="Dealflow",
        connection_limit=CONNECTIONS,
        channel_timeout=_IDLE_SECONDS,
        asyncore_use_poll=True,  # select() knows no more than 1024 files
        max_request_header_size=_LONGEST_HEAD,
        max_request_body_size=max(settings.upload_limit, settings.file_limit) * _MIB
        + _MIB,  # a little more: the application refuses in words
        # The proxies that are trusted are counted by the application; without one nobody's word is taken.
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
    )


def _allow_open_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
