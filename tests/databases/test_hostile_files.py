"""What an analyst's file may try: refused in words through the page and through Camunda's door, nothing written."""

import io
import time

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.crm.lead.models import Lead
from app.db import db
from app.engine.models import Deployment, HistoryEntry, ProcessInstance
from tests.databases.diagrams import REFUSED, RUNAWAY
from tests.visitors import signed_in


@pytest.fixture
def written(world):
    """How many rows there are of what a command may write."""

    def count() -> list[int]:
        with world.app_context():
            counts = [
                db.session.scalar(select(func.count()).select_from(model))
                for model in (Deployment, Lead, ProcessInstance, HistoryEntry)
            ]
            db.session.remove()
        return counts

    return count


@pytest.fixture
def analyst(world):
    return signed_in(world, "analyst")


def upload(visitor, content: bytes, name: str = "hostile.bpmn"):
    return post_file(
        visitor, "/studio/deployment", {"action": "publish", "files": FileStorage(io.BytesIO(content), name)}
    )


def deploy(visitor, content: bytes, name: str = "hostile.bpmn"):
    form = {"deployment-name": "hostile", "file": FileStorage(io.BytesIO(content), name)}
    return post_file(visitor, "/engine-rest/deployment/create", form)


def post_file(visitor, address: str, form: dict):
    # made here, because the test client leaves a temporary file open when it makes a large body
    boundary, body = encode_multipart(form)
    return visitor.post(address, body, content_type=f"multipart/form-data; boundary={boundary}")


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_diagram_is_refused_in_words_and_nothing_is_published(analyst, written, case):
    before, start = written(), time.monotonic()
    page, answer = upload(analyst, REFUSED[case]), deploy(analyst, REFUSED[case])
    assert (page.status_code, answer.status_code) == (422, 400)
    assert "hostile.bpmn" in page.text
    assert answer.json["details"]["hostile.bpmn"]["errors"][0]["message"]
    assert "root:" not in page.text + answer.text
    assert written() == before
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("name", ["hostile.form", "lead.lifecycle.yaml", "hostile.dmn", "hostile.exe", "../../x.bpmn"])
@pytest.mark.parametrize("case", ["empty", "binary", "entity bomb"])
def test_other_kinds_of_files_are_refused_too(analyst, written, name, case):
    before = written()
    assert upload(analyst, REFUSED[case], name).status_code == 422
    assert deploy(analyst, REFUSED[case], name).status_code == 400
    assert written() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.lifecycle.yaml", b"!!python/object/apply:os.system ['id']"),
        ("a.lifecycle.yaml", b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n" + b"".join(
            b"k%d: &k%d [%s]\n" % (n, n, b",".join([b"*c" if n == 0 else b"*k%d" % (n - 1)] * 9)) for n in range(12))),
        ("a.lifecycle.yaml", b"[" * 20_000),
        ("a.form", b"[" * 100_000),
        ("a.form", b'{"id": "x", "type": "default", "components": ' + b'[{"components":' * 5_000),
        ("a.form", b'{"id": "\\ud800", "type": "default", "components": []}'),
        ("a.form", b'{"id": "a\\u0000", "type": "default", "components": []}'),
        ("a.lifecycle.yaml", b'record_type: "lead\\ud800"'),
        ("a.lifecycle.yaml", b'record_type: "lead\\0"'),
    ],
    ids=[
        "yaml object", "yaml bomb", "deep yaml", "deep json", "deep form", "surrogate", "zero", "yaml surrogate",
        "yaml zero",
    ],
)  # fmt: skip
def test_bombs_of_other_languages_are_refused(analyst, written, name, content):
    before, start = written(), time.monotonic()
    assert upload(analyst, content, name).status_code == 422
    assert deploy(analyst, content, name).status_code == 400
    assert written() == before
    assert time.monotonic() - start < 20


def test_a_file_of_20_megabytes_is_too_large_in_words(analyst, written):
    before, content = written(), b"x" * 20 * 1024 * 1024
    page, answer = upload(analyst, content), deploy(analyst, content)
    assert (page.status_code, answer.status_code) == (413, 413)
    assert "10 MB" in page.text
    assert "10 MB" in answer.json["message"]
    assert written() == before


@pytest.mark.parametrize("case", RUNAWAY)
def test_a_process_without_end_stops_what_started_it_and_nothing_is_written(world, analyst, written, case):
    answer = deploy(analyst, RUNAWAY[case], "watcher.bpmn")
    if case == "huge power" and answer.status_code == 400:
        return
    assert answer.status_code == 200, answer.text
    director = signed_in(world, "director")
    lead_id = director.post("/api/v1/leads", json={"name": "Зациклится", "manager": 1}).json["id"]
    before, start = written(), time.monotonic()
    refused = director.post(f"/api/v1/leads/{lead_id}/status", json={"status": "interest"})
    assert refused.status_code == 409, refused.text
    assert refused.json["message"]
    assert written() == before
    assert director.get(f"/api/v1/leads/{lead_id}").json["status"] != "interest"
    assert time.monotonic() - start < 30
