"""Submitting a task in a browser: a double click counts once, and a fault leaves the words where they were typed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.db import db
from app.engine import SYSTEM, deploy, start_process, unit_of_work
from app.engine.ground.service_tasks import service_task, service_tasks
from app.engine.models import HistoryEntry, UserTask

TRIAL = Path(__file__).parents[1] / "records" / "tasks"
TYPED = "Мои слова"


@pytest.fixture
def task_id(live_server):
    """A task that may be answered with “Дальше” (it ends) or “Служба” (a service fails)."""

    @service_task("trial.fail", name={"ru": "Сбой", "en": "Fail"})
    def _fail(unit, execution, inputs):
        raise ConnectionError("the wire is cut")

    with live_server.app.app_context():
        deploy({name: (TRIAL / name).read_bytes() for name in ("trial.bpmn", "trial.form")}, name="Test", actor=SYSTEM)
        with unit_of_work(SYSTEM) as unit:
            instance_id = start_process(unit, "trial").id
        found = db.session.scalar(select(UserTask.id).where(UserTask.process_instance_id == instance_id))
        db.session.remove()
    yield found
    service_tasks.unregister("trial.fail")


def completions(live_server, task_id) -> int:
    """How often the task was completed, as the history has it."""
    with live_server.app.app_context():
        instance_id = db.session.scalar(select(UserTask.process_instance_id).where(UserTask.id == task_id))
        counted = select(func.count()).where(
            HistoryEntry.process_instance_id == instance_id, HistoryEntry.kind == "taskCompleted"
        )
        found = db.session.scalar(counted)
        db.session.remove()
    return found


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_completes_a_task_once(visit, live_server, task_id, scripts):
    page = visit("manager", f"/tasks/{task_id}", scripts=scripts)
    page.locator("[name=comment]").fill(TYPED)
    page.get_by_role("button", name="Дальше").dblclick(no_wait_after=True)
    expect(page.get_by_role("button", name="Дальше")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert completions(live_server, task_id) == 1


def test_a_fault_after_the_submit_leaves_the_words_in_the_page(visit, live_server, task_id):
    page = visit("manager", f"/tasks/{task_id}")
    page.locator("[name=comment]").fill(TYPED)
    page.get_by_role("button", name="Служба").click()
    expect(page.get_by_role("alert").first).to_contain_text("the wire is cut")
    expect(page.locator("[name=comment]")).to_have_value(TYPED)
    assert completions(live_server, task_id) == 0
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_role("button", name="Дальше")).to_have_count(0)
    assert completions(live_server, task_id) == 1
