"""Where a record may go, and what a drop on the board answers."""

import pytest
from flask_babel import force_locale

from app.clock import clock
from app.db import db
from app.engine.models import HistoryEntry
from app.records.commands.status_change.seen import require_seen
from app.records.errors import StatusChanged
from app.records.types import registry
from tests.records.samples import fetch, new
from tests.visitors import signed_in

JSON = {"Accept": "application/json"}
REASON = "Необходимо указать причину дисквалификации"


@pytest.fixture
def lead(actors):
    return new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id)


def moves(visitor, lead_id: int) -> dict:
    return {each["status"]: each for each in visitor.get(f"/leads/{lead_id}/moves", headers=dict(JSON)).json["items"]}


def drop(visitor, lead_id: int, status: str):
    return visitor.post(f"/leads/{lead_id}/status", {"status": status}, headers=dict(JSON))


@pytest.mark.parametrize(("mover", "said"), [(None, "The process"), ("", "The process"), ("Анна", "Анна")])
def test_who_comes_too_late_is_told_who_has_moved_the_record(crm, lead, mover, said):
    if mover is not None:
        db.session.add(
            HistoryEntry(
                record_type="lead", record_id=lead, kind="statusChanged", at=clock.now(), actor_name=mover, data={}
            )
        )
    with force_locale("en"):
        with pytest.raises(StatusChanged) as changed:
            require_seen(registry["lead"], db.session.get(registry["lead"].model, lead), "interest")
        assert str(changed.value) == f"{said} moved it to “New” in the meantime."


def test_moves_say_what_the_diagram_would_do(crm, lead):
    found = moves(signed_in(crm, "manager", language="ru"), lead)
    assert "new" not in found  # it is there already
    assert found["interest"] == {
        "status": "interest", "label": "Есть интерес", "allowed": True, "message": "", "missing": [],
    }  # fmt: skip
    assert (found["disqualified"]["allowed"], found["disqualified"]["message"]) == (False, REASON)
    assert found["disqualified"]["missing"] == ["disqualification_reason"]
    assert found["deal_creation"]["missing"] == ["counterparty"]


def test_asking_for_moves_changes_nothing(crm, lead):
    before = db.session.query(HistoryEntry).count()
    moves(signed_in(crm, "manager"), lead)
    db.session.rollback()
    assert db.session.query(HistoryEntry).count() == before
    assert fetch("lead", lead).status == "new"


def test_who_may_only_read_may_move_nowhere(crm, actors):
    lead_id = new(
        actors["manager"], "lead", name="Заявка", manager=actors["manager"].id, viewers=[actors["observer"].id]
    )
    found = moves(signed_in(crm, "observer"), lead_id)
    assert not any(each["allowed"] for each in found.values())
    assert found["interest"]["message"] == "You may read this record, but not change it."


@pytest.mark.parametrize("path", ["moves", "status", "manager"])
def test_a_record_of_others_is_not_there(crm, lead, path):
    assert signed_in(crm, "observer").get(f"/leads/{lead}/{path}").status_code == 404
    assert signed_in(crm, "manager2").get(f"/leads/{lead}/{path}").status_code == 404
    assert signed_in(crm, "manager2").get(f"/leads/999999/{path}").status_code == 404


def test_a_drop_that_the_diagram_allows_is_done(crm, lead):
    answer = drop(signed_in(crm, "manager"), lead, "interest")
    assert (answer.status_code, answer.json["status"]) == (200, "interest")
    assert fetch("lead", lead).status == "interest"


def test_a_drop_that_misses_a_field_says_which(crm, lead):
    answer = drop(signed_in(crm, "manager", language="ru"), lead, "disqualified")
    assert answer.status_code == 409
    assert answer.json["missing"] == ["disqualification_reason"]
    assert fetch("lead", lead).status == "new"


def test_a_drop_takes_what_the_record_has_already(crm, actors):
    values = {"manager": actors["manager"].id, "disqualification_reason": "spam"}
    lead_id = new(actors["manager"], "lead", name="Заявка", **values)
    assert drop(signed_in(crm, "manager"), lead_id, "disqualified").status_code == 200


@pytest.mark.parametrize(("status", "code"), [("", 422), ("dragon", 409)])
def test_a_drop_on_what_is_no_status_is_refused_in_words(crm, lead, status, code):
    answer = drop(signed_in(crm, "manager"), lead, status)
    assert answer.status_code == code
    assert answer.json["message"]


def test_the_lifecycle_says_who_may_ask_for_a_status(crm, actors, lead):
    from app.cli.prepare import shipped_files
    from app.engine import SYSTEM, deploy, unit_of_work
    from app.records.commands.status import request_status
    from app.records.errors import Forbidden
    from app.records.types import registry

    text = shipped_files()["lead.lifecycle.yaml"].decode()
    narrowed = text.replace("change-status: [manager, cco, crmAdministrators]", "change-status: [crmAdministrators]")
    deploy({"lead.lifecycle.yaml": narrowed.encode()}, name="narrowed", actor=SYSTEM)
    with pytest.raises(Forbidden), unit_of_work(actors["manager"]) as unit:
        request_status(unit, registry["lead"], lead, "interest")
    assert not any(each["allowed"] for each in moves(signed_in(crm, "manager"), lead).values())
    assert drop(signed_in(crm, "admin"), lead, "interest").status_code == 200
