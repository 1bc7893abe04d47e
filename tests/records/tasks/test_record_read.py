"""A form of a task that names no record type reads the record of its task, on the page and when it is answered."""

from pathlib import Path

import pytest
from lxml import html
from sqlalchemy import select

from app.db import db
from app.engine import SYSTEM, deploy, start_process, unit_of_work
from app.engine.models import HistoryEntry, UserTask
from tests.records.forms.sample import file_of, text
from tests.records.samples import new
from tests.visitors import signed_in

DIAGRAM = Path(__file__).parent / "trial.bpmn"
COMMENT = text("comment", conditional={"hide": '=record.counterparty_text != "Весна"'})


@pytest.fixture
def task_about(crm, actors):
    """The id of a task about a lead of this company."""
    form = file_of(COMMENT, id="trial")
    diagram = DIAGRAM.read_text(encoding="utf-8").replace('candidateGroups="crm-cco"', 'candidateGroups="manager"')
    deploy({"trial.bpmn": diagram.encode(), "trial.form": form}, name="Test", actor=SYSTEM)

    def begin(company: str) -> str:
        lead = new(actors["manager"], "lead", name="Заявка", counterparty_text=company, manager=actors["manager"].id)
        with unit_of_work(SYSTEM) as unit:
            start_process(unit, "trial", "lead", lead)
        found = select(UserTask.id).where(UserTask.element_id == "ask", UserTask.record_id == lead)
        task_id: str = db.session.execute(found).scalar_one()
        db.session.commit()
        return task_id

    return begin


@pytest.mark.parametrize(("company", "taken"), [("Весна", "Мои слова"), ("Лето", None)])
def test_what_the_page_shows_is_what_is_taken(crm, task_about, company, taken):
    task_id = task_about(company)
    visitor = signed_in(crm, "manager")
    page = html.fromstring(visitor.get(f"/tasks/{task_id}", follow_redirects=True).text)
    [shown] = page.xpath("//*[@data-component='c0']")
    assert ("hidden" in shown.attrib) == (taken is None)
    answer = visitor.post(f"/tasks/{task_id}/complete", {"_outcome": "go", "_revision": 1, "comment": "Мои слова"})
    assert answer.status_code == 303
    told = db.session.scalars(select(HistoryEntry.data).where(HistoryEntry.kind == "taskCompleted")).one()
    assert [each["value"] for each in told.get("remarks", ())] == ([taken] if taken else [])
