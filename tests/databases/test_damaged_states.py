"""A saved state that cannot be read: its own process is refused in words, everything else goes on."""

import pytest
from sqlalchemy import select, update

from app.db import db
from app.engine.models import ProcessInstance, UserTask
from tests.databases.test_races import call, new_lead
from tests.engine.instance.test_damaged_state import DAMAGE
from tests.visitors import signed_in


@pytest.fixture
def damaged(world):
    """`damaged(case)`: a lead whose process has a damaged state; its id and that of its open task."""

    def make(case: str):
        lead_id = new_lead(world)
        of_lead = (ProcessInstance.record_type == "lead", ProcessInstance.record_id == lead_id)
        with world.app_context():
            state = db.session.scalar(select(ProcessInstance.state).where(*of_lead))
            db.session.execute(update(ProcessInstance).where(*of_lead).values(state=DAMAGE[case](state)))
            task_id = db.session.scalar(
                select(UserTask.id).where(UserTask.record_type == "lead", UserTask.record_id == lead_id)
            )
            db.session.commit()
            db.session.remove()
        return lead_id, task_id

    return make


def test_the_record_is_shown_and_its_process_is_refused_in_words(world, damaged):
    lead_id, task_id = damaged("cut off")
    visitor = signed_in(world, "manager")
    assert visitor.get(f"/leads/{lead_id}").status_code == 200
    assert visitor.get(f"/leads/{lead_id}/process").status_code in (200, 303)
    moves = visitor.get(f"/api/v1/leads/{lead_id}/moves")
    assert moves.status_code == 200
    assert not any(move["allowed"] for move in moves.json["items"])
    refused = [
        call(world, "director", "POST", f"leads/{lead_id}/status", {"status": "interest"}),
        call(world, "manager", "POST", f"tasks/{task_id}/complete", {"outcome": "takeToWork"}),
    ]
    for answer in refused:
        assert (answer.status_code, answer.json["type"]) == (409, "TechnicalFailure"), answer.text
        assert "Сохранённое состояние" in answer.json["message"]
    page = visitor.post(f"/tasks/{task_id}/complete", {"_outcome": "disqualify", "disqualification_reason": "spam"})
    assert page.status_code == 409
    assert "saved state" in page.text
    assert "spam" in page.text


def test_others_go_on(world, damaged):
    damaged("newer format")
    visitor = signed_in(world, "director")
    for address in ("/leads/board", "/leads?every_status=true", "/tasks", "/search?q=Заявка", "/counters"):
        assert visitor.get(address).status_code == 200, address
    lead_id = new_lead(world, manager=1)
    assert call(world, "director", "POST", f"leads/{lead_id}/status", {"status": "interest"}).status_code == 200


def test_such_a_record_can_be_changed_in_bulk_with_others_and_deleted(world, damaged):
    lead_id, _task_id = damaged("unknown element")
    other = new_lead(world, manager=1)
    visitor = signed_in(world, "director")
    answer = visitor.post("/leads/bulk/status", {"id": [str(lead_id), str(other)], "_status": "interest"})
    assert answer.status_code == 200
    assert "saved state" in answer.text
    assert visitor.get(f"/api/v1/leads/{other}").json["status"] == "interest"
    assert call(world, "director", "DELETE", f"leads/{lead_id}").status_code == 204
