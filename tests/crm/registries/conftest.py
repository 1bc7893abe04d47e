"""A server on a free port that answers as DaData documents it."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


def party(kpp="773601001", branch="MAIN", **data):
    """One suggestion, with the parts that the documentation of `findById/party` names."""
    held = {
        "inn": "7707083893",
        "kpp": kpp,
        "ogrn": "1027700132195",
        "okpo": "00032537",
        "type": "LEGAL",
        "branch_type": branch,
        "name": {"full_with_opf": "ПАО «СБЕРБАНК РОССИИ»", "short_with_opf": "ПАО СБЕРБАНК"},
        "opf": {"short": "ПАО"},
        "management": {"name": "Греф Герман Оскарович", "post": "ПРЕЗИДЕНТ"},
        "state": {"status": "ACTIVE"},
        "address": {
            "value": "г Москва, ул Вавилова, д 19",
            "unrestricted_value": "117312, г Москва, ул Вавилова, д 19",
        },
    }
    return {"value": held["name"]["short_with_opf"], "data": held | data}


class Service:
    """What the server is to answer, and what it was asked."""

    def __init__(self):
        self.status, self.suggestions, self.body, self.asked = 200, [party()], None, []


@pytest.fixture
def dadata(crm):
    """The service, and the settings that lead there."""
    with serving(crm) as service:
        yield service


@contextmanager
def serving(app):
    """Let an application ask a service of its own."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.asked.append((self.path, self.headers["Authorization"], json.loads(body)))
            self.send_response(service.status)
            self.end_headers()
            self.wfile.write(service.body or json.dumps({"suggestions": service.suggestions}).encode())

        def log_message(self, *_words):
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
        "DEALFLOW_DADATA_TOKEN": "secret",
        "DEALFLOW_DADATA_ADDRESS": f"http://127.0.0.1:{server.server_port}/rs",
    }
    before = {name: held_in(app)[name][1] for name in settings}
    give(app, settings)
    try:
        yield service
    finally:
        give(app, before)
        server.shutdown()
        server.server_close()


def give(app, values):
    """Let the application have these settings."""
    held = held_in(app)
    for name, value in values.items():
        held[name] = (held[name][0], value)


def held_in(app):
    """What the application knows of the settings of packages."""
    return app.extensions["dealflow.settings"]
