"""How much a request may bring."""

import io
import time

import pytest

from app.factory import create_app
from app.web.limits import FIELDS, STRANGERS_BYTES, STRANGERS_FIELDS
from tests.applications import make_settings, running
from tests.visitors import Visitor, signed_in

FORM = "application/x-www-form-urlencoded"


def post(visitor: Visitor, address: str, body: bytes, media: str = FORM):
    return visitor.send("POST", address, data=body, content_type=media)


@pytest.mark.parametrize("address", ["/sign-in", "/language", "/theme", "/sign-out", "/nothing-is-here"])
def test_a_stranger_may_send_little(app, people, address):
    answer = post(Visitor(app), address, b"a=" + b"x" * STRANGERS_BYTES)
    assert answer.status_code == 413
    assert "64 KB" in answer.text


def test_a_stranger_may_send_few_fields(app, people):
    assert post(Visitor(app), "/theme", b"a&" * STRANGERS_FIELDS).status_code == 413
    fields = {f"a{number}": "x" for number in range(STRANGERS_FIELDS + 1)}
    answer = Visitor(app).send("POST", "/theme", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_a_stranger_may_send_no_file(app, people):
    visitor = Visitor(app)
    answer = visitor.send("POST", "/theme", data={"theme": "dark", "file": (io.BytesIO(b"x"), "x.txt")})
    assert answer.status_code == 415


def test_a_door_that_is_closed_to_strangers_reads_nothing_from_them(app, people):
    visitor = Visitor(app)
    unread = io.BytesIO(b"x" * 1000)
    answer = visitor.send("POST", "/engine-rest/deployment/create", input_stream=unread, content_type=FORM)
    assert answer.status_code == 401
    assert unread.tell() == 0


@pytest.mark.parametrize("body", [b"a&" * 5_000_000, b"a=1&" * 2_500_000, b"&" * 10_000_000, b"a[]=1;" * 1_700_000])
def test_a_form_of_ten_mebibytes_does_not_take_long(app, people, body):
    visitor = signed_in(app, "manager")
    started = time.monotonic()
    answer = post(visitor, "/theme", body)
    assert answer.status_code in (400, 413)
    assert time.monotonic() - started < 2


def test_a_multipart_form_of_ten_mebibytes_does_not_take_long(app, people):
    visitor = signed_in(app, "manager")
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    started = time.monotonic()
    answer = post(visitor, "/theme", part * (10_000_000 // len(part)) + b"--x--\r\n", "multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert time.monotonic() - started < 2


def test_an_address_with_too_many_parameters_is_refused(app, people):
    assert Visitor(app).get("/sign-in?" + "a&" * FIELDS).status_code == 400


def test_a_long_form_of_somebody_who_has_signed_in_is_read(app, people):
    fields = {f"field{number}": "x" * 100 for number in range(FIELDS - 10)}
    answer = signed_in(app, "manager").post("/theme", {"theme": "dark", **fields})
    assert answer.status_code == 303


@pytest.fixture
def named(tmp_path, copied, empty_databases):
    """An application that answers under some names only."""
    hosts = ("crm.example.com", ".internal.example")
    settings = make_settings(tmp_path, database_url=copied(empty_databases), allowed_hosts=hosts)
    with running(create_app(settings)) as application:
        yield application


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("crm.example.com", 200),
        ("CRM.example.com:443", 200),
        ("a.internal.example", 200),
        ("evil.example", 400),
        ("crm.example.com.evil.example", 400),
        ("localhost", 400),
        ("", 400),
        ("[", 400),
        ("crm.example.com/x", 400),
    ],
)
@pytest.mark.parametrize("address", ["/sign-in", "/api/nothing"])
def test_only_allowed_hosts_are_answered(named, host, status, address):
    expected = 404 if status == 200 and address == "/api/nothing" else status
    answer = Visitor(named).get(address, headers={"Host": host})
    assert answer.status_code == expected
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("host", ["[", "a b", "x/y", "[::1", "a:b:c", "\u00e9"])
def test_a_host_that_is_none_breaks_nothing(app, people, host):
    assert Visitor(app).get("/sign-in", headers={"Host": host}).status_code in (200, 400)
