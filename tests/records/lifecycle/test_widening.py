"""What gives rights is published by an administrator; what does not, by any analyst: lifecycle files, diagrams, forms,
added fields.
"""

import io
import json

import pytest

from app.cli.prepare import shipped_files
from app.db import db
from app.engine import deploy
from app.engine.models import Artifact
from app.records.lifecycle.current import lifecycle_of
from tests.api.conftest import ApiClient
from tests.visitors import signed_in

NAME, DIAGRAM, DECISION = "deal.lifecycle.yaml", "deal.bpmn", "deal-decision.form"
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


FIRST = "  - id: firstContact\n    label: {ru: Первичный контакт, en: First contact}\n"
NEEDS = """  - id: identifyNeeds
    label: {ru: Сбор потребностей, en: Identify needs}
    stage: qualification
"""
LET_IN = "update: [lead, payment]", "update: [lead]"
#: By what changes: the file, and what is written instead of what.
ASKS_OTHERS = {
    "a role more": (DIAGRAM, 'camunda:candidateGroups="cco"', 'camunda:candidateGroups="cco,assignedManager"'),
    "a person": (
        DIAGRAM,
        'camunda:candidateGroups="cco"',
        'camunda:candidateGroups="cco" camunda:candidateUsers="observer"',
    ),
    "an assignee": (
        DIAGRAM,
        'camunda:candidateGroups="cco"',
        'camunda:candidateGroups="cco" camunda:assignee="=deal.created_by"',
    ),
}
ASKS_NOBODY_ELSE = {
    "another deadline": (DIAGRAM, "duration(&quot;P1D&quot;)", "duration(&quot;P2D&quot;)"),
    "words": (DECISION, "Комментарий к решению", "Комментарий"),
    "a field more for who changes them all": (DECISION, '"key": "decision_comment"', '"key": "name"'),
}


def _version(name: str = NAME) -> int:
    """The version of the file in force."""
    db.session.rollback()
    in_force = (Artifact.file_name == name, Artifact.is_latest)
    return db.session.scalars(db.select(Artifact.version).where(*in_force)).one()


def _file(change: tuple[str, str], name: str = NAME) -> bytes:
    text = shipped_files()[name].decode()
    assert change[0] in text
    return text.replace(*change).encode()


def _studio(crm, login, content, *confirmed, name=NAME):
    fields = {"files": (io.BytesIO(content), name), "action": "publish", "confirmed": list(confirmed)}
    return signed_in(crm, login, language="ru").post("/studio/deployment", fields, content_type="multipart/form-data")


def _engine_rest(crm, login, content, *confirmed, name=NAME):
    fields = {"data": (io.BytesIO(content), name), "deployment-name": "x", "confirm": list(confirmed)}
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


@DOORS
def test_a_right_in_every_status_is_told_with_the_statuses_that_are_new(crm, actors, door):
    known = [status.label["ru"] for status in lifecycle_of("deal").statuses]
    in_two = _file((WRITES[0], "  viewers: {read: all, write: [new, identifyNeeds]}"))
    assert door(crm, "admin", in_two, f"right-write-widened:{NAME}:permissions.viewers.write").status_code < 400
    answer = door(crm, "admin", _file(WRITES))
    words = answer.json["message"] if answer.is_json else answer.text
    told = words.partition("«Наблюдатели» теперь меняют записи: ")[2].partition(".")[0].split(", ")
    assert told == [label for label in known if label not in ("Не обработана", "Сбор потребностей")]


@DOORS
def test_records_move_at_once_to_where_a_role_may_what_it_may_everywhere(crm, actors, door):
    text = _file(("  viewers: {read: all}", "  viewers: {read: [new, firstContact]}")).decode()
    for change in (NEEDS, ""), (FIRST, f"{FIRST}    replaces: [identifyNeeds]\n"):
        assert change[0] in text
        text = text.replace(*change)
    before = _version()
    assert door(crm, "analyst", text.encode()).status_code < 400
    assert _version() != before


@DOORS
@pytest.mark.parametrize("change", ASKS_OTHERS.values(), ids=ASKS_OTHERS)
def test_a_task_that_lends_more_is_not_published_by_an_analyst(crm, actors, door, change):
    name, *words = change
    before = _version(name)
    assert door(crm, "analyst", _file(words, name), name=name).status_code >= 400
    assert _version(name) == before


@DOORS
@pytest.mark.parametrize("change", ASKS_NOBODY_ELSE.values(), ids=ASKS_NOBODY_ELSE)
def test_a_task_that_lends_nothing_else_goes_through_at_once(crm, actors, door, change):
    name, *words = change
    before = _version(name)
    assert door(crm, "analyst", _file(words, name), name=name).status_code < 400
    assert _version(name) != before


@DOORS
def test_a_form_that_gets_more_fields_waits_where_a_task_asks_who_may_not_change_them(crm, actors, door):
    lent = DECISION, '"key": "decision_comment"', '"key": "name"'
    asks_readers = 'camunda:candidateGroups="cco"', 'camunda:candidateGroups="allCRMManagers"'
    deploy({DIAGRAM: _file(asks_readers, DIAGRAM)}, name="x", actor=actors["admin"])
    before = _version(DECISION)

    assert door(crm, "analyst", _file(lent[1:], DECISION), name=DECISION).status_code >= 400
    assert _version(DECISION) == before


def _with_rows(*columns: dict) -> bytes:
    """The form of the director's decision with the contacts of the deal, in these columns."""
    form = json.loads(shipped_files()[DECISION])
    inner = [{"id": f"contact_{each['key']}", "type": "textfield", "label": each["key"], **each} for each in columns]
    form["components"].append(
        {
            "id": "contacts",
            "type": "dynamiclist",
            "label": "Контакты",
            "path": "contacts",
            "isRepeating": True,
            "allowAddRemove": True,
            "components": inner,
        }
    )
    return json.dumps(form, ensure_ascii=False).encode()


NAMES, NAMES_ONLY = {"key": "full_name"}, {"key": "full_name", "disabled": True}
EMAIL = {"id": "e", "type": "textfield", "label": "E", "key": "email"}
GROUPED = {"key": "group", "type": "group", "components": [EMAIL]}
MORE_OF_ROWS = {
    "one column more": ([NAMES], [NAMES, {"key": "phone"}], True),
    "a column in a group": ([NAMES], [NAMES, GROUPED], True),
    "a column that is written": ([NAMES_ONLY], [NAMES], True),
    "the same in another order": ([NAMES, {"key": "phone"}], [{"key": "phone"}, NAMES], False),
    "one column less": ([NAMES, {"key": "phone"}], [NAMES], False),
}


@DOORS
@pytest.mark.parametrize("case", MORE_OF_ROWS)
def test_columns_of_rows_are_lent_like_fields(crm, actors, door, case):
    before, after, waits = MORE_OF_ROWS[case]
    asks_readers = 'camunda:candidateGroups="cco"', 'camunda:candidateGroups="allCRMManagers"'
    files = {DIAGRAM: _file(asks_readers, DIAGRAM), DECISION: _with_rows(*before)}
    deploy(files, name="x", actor=actors["admin"])
    version = _version(DECISION)

    answer = door(crm, "analyst", _with_rows(*after), name=DECISION)

    assert (answer.status_code >= 400, _version(DECISION) == version) == (waits, waits)
    if waits:
        told = answer.json["message"] if answer.is_json else answer.text
        assert "contacts." in told
