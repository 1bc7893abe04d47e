"""A lifecycle file that gives rights is published by an administrator; one that does not, by any analyst."""

import io

import pytest

from app.cli.prepare import shipped_files
from app.db import db
from app.engine.models import Artifact
from tests.api.conftest import ApiClient
from tests.visitors import signed_in

NAME = "deal.lifecycle.yaml"
WRITES = "  viewers: {read: all}", "  viewers: {write: all}"
DELETES = "delete: [assignedManager,", "delete: [viewers, assignedManager,"
WIDER = {
    "writing": WRITES,
    "an action": DELETES,
    "creating": ("create: [manager,", "create: [viewers, manager,"),
    "a group": ("group: crm-administrators", "group: crm-cco"),
    "processes": ("  fields: [created_from_lead", "  update: all\n  fields: [created_from_lead"),
    "an unlisted action": ("  assign-manager: [cco, crmAdministrators]\n", ""),
    "a read-only field": ("  fields: [created_from_lead", "  fields: [number, created_from_lead"),
}
NOT_WIDER = {
    "a word": ("ru: Отсев", "ru: Отсеяна"),
    "less": ("  viewers: {read: all}", "  viewers: {read: [new]}"),
}


LET_IN = "update: [lead, payment]", "update: [lead]"


def _version() -> int:
    """The version of the file in force."""
    db.session.rollback()
    of_deals = (Artifact.kind == "lifecycle", Artifact.key == "deal", Artifact.is_latest)
    return db.session.scalars(db.select(Artifact.version).where(*of_deals)).one()


def _file(change: tuple[str, str]) -> bytes:
    text = shipped_files()[NAME].decode()
    assert change[0] in text
    return text.replace(*change).encode()


def _studio(crm, login, content, *confirmed):
    fields = {"files": (io.BytesIO(content), NAME), "action": "publish", "confirmed": list(confirmed)}
    return signed_in(crm, login, language="ru").post("/studio/deployment", fields, content_type="multipart/form-data")


def _engine_rest(crm, login, content, *confirmed):
    fields = {"data": (io.BytesIO(content), NAME), "deployment-name": "x", "confirm": list(confirmed)}
    return ApiClient(crm.test_client(), login, "ru").post(
        "/engine-rest/deployment/create", data=fields, content_type="multipart/form-data"
    )


DOORS = pytest.mark.parametrize("door", [_studio, _engine_rest])


@DOORS
@pytest.mark.parametrize("change", WIDER.values(), ids=WIDER)
def test_what_gives_rights_is_not_published_by_an_analyst(crm, actors, door, change):
    before = _version()
    assert door(crm, "analyst", _file(change)).status_code >= 400
    assert _version() == before


@DOORS
@pytest.mark.parametrize("change", NOT_WIDER.values(), ids=NOT_WIDER)
def test_what_gives_none_goes_through_at_once(crm, actors, door, change):
    before = _version()
    assert door(crm, "analyst", _file(change)).status_code < 400
    assert _version() != before


@DOORS
def test_what_lets_fewer_processes_in_goes_through_at_once(crm, actors, door):
    two, one = (
        _file(("  fields: [created_from_lead", f"  {let_in}\n  fields: [created_from_lead")) for let_in in LET_IN
    )
    assert door(crm, "admin", two, f"processes-update-widened:{NAME}:processes.update").status_code < 400
    before = _version()
    assert door(crm, "analyst", one).status_code < 400
    assert _version() != before


@DOORS
def test_an_administrator_confirms_it_and_an_analyst_cannot(crm, actors, door):
    name = f"right-write-widened:{NAME}:permissions.viewers.write"
    before = _version()
    for login, confirmed in (("analyst", [name]), ("admin", [])):
        answer = door(crm, login, _file(WRITES), *confirmed)
        assert answer.status_code >= 400
        assert "«Наблюдатели» теперь меняют записи" in (answer.json["message"] if answer.is_json else answer.text)
    assert _version() == before
    assert door(crm, "admin", _file(WRITES), name).status_code < 400
    assert _version() != before
