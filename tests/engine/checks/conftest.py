"""A small world for the checks: one record type, a few actions, one form, one decision."""

from pathlib import Path

import pytest
from marshmallow import Schema, fields

from app.db import db
from app.engine import deploy, set_record_host
from app.engine.deploying import artifact_kinds
from app.engine.ground.actor import SYSTEM
from app.engine.ground.host import NoRecords
from app.engine.ground.service_tasks import service_task, service_tasks
from tests.engine.conftest import make_engine_app

DIAGRAMS = Path(__file__).parent / "diagrams"


class CheckedRecords(NoRecords):
    """Record types `sample` and `order` that are only asked for names."""

    def known_fields(self, record_type):
        if record_type == "order":
            return {"name": None}
        return {"name": None, "status": None, "manager": {"login": None}} if record_type == "sample" else None

    def known_texts(self, record_type, path):
        return ("anna", "boris") if (record_type, *path) == ("sample", "manager", "login") else ()

    def roles(self, record_type):
        return ("manager", "owner") if record_type == "sample" else None

    def statuses(self, record_type):
        return ("new", "done") if record_type == "sample" else None


class RememberInputs(Schema):
    note = fields.String(required=True)
    times = fields.Integer()


class MoveInputs(Schema):
    status = fields.String(required=True, metadata={"names": "statuses"})


class WriteInputs(Schema):
    values = fields.Dict(required=True, metadata={"names": "fields"})


class Remembered(Schema):
    number = fields.Integer()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The database with a decision `discount` and a form `ask`, the record type `sample`, the actions `check.*`."""

    def words(text):
        return {"ru": text, "en": text}

    set_record_host(CheckedRecords())
    service_task("check.nothing", name=words("Nothing"))(lambda unit, execution, inputs: None)
    service_task("check.remember", name=words("Remember"), inputs=RememberInputs, outputs=Remembered)(
        lambda unit, execution, inputs: {"number": 1}
    )
    service_task("check.move", name=words("Move"), inputs=MoveInputs)(lambda unit, execution, inputs: None)
    service_task("check.write", name=words("Write"), inputs=WriteInputs)(lambda unit, execution, inputs: None)
    form = artifact_kinds.ArtifactKind(
        "form",
        (".form",),
        lambda file_name, content: (file_name.removesuffix(".form"), content.decode()),
        lambda parsed, together: [],
        lambda parsed: {"variables": parsed.split()},
    )
    decision = (Path(__file__).parents[1] / "diagrams" / "discount.dmn").read_bytes()
    application = make_engine_app(tmp_path_factory.mktemp("world"))
    with pytest.MonkeyPatch.context() as patch, application.app_context():
        patch.setitem(artifact_kinds._kinds, "form", form)
        db.create_all()
        by_login = (DIAGRAMS / "by-login.dmn").read_bytes()
        files = {"discount.dmn": decision, "by-login.dmn": by_login, "ask.form": b"answer amount"}
        deploy(files, name="world", actor=SYSTEM)
        yield
        db.session.remove()
        db.engine.dispose()
    for topic in ("check.nothing", "check.remember", "check.move", "check.write"):
        service_tasks.unregister(topic)
    set_record_host(None)


@pytest.fixture
def check(world):
    """Checks one of the diagrams beside the tests, or the text of one."""

    def check_diagram(name: str, text: str | None = None):
        content = text.encode() if text is not None else (DIAGRAMS / f"{name}.bpmn").read_bytes()
        return deploy({f"{name}.bpmn": content}, name="check", actor=SYSTEM, dry_run=True).problems

    return check_diagram
