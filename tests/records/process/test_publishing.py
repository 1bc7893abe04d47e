"""A new lifecycle file and what is kept: records in statuses that are no more, tasks of roles that mean others now."""

import pytest
from sqlalchemy import select

from app.cli.prepare import shipped_files
from app.db import db
from app.engine import SYSTEM, DeploymentRefused, deploy
from app.engine.models import HistoryEntry
from tests.records.samples import fetch, move, new, task_of
from tests.visitors import signed_in

NAME = "deal.lifecycle.yaml"
LABEL = "    label: {ru: Сбор потребностей, en: Identify needs}\n    stage: qualification\n"
REMOVED = f"  - id: identifyNeeds\n{LABEL}"
FIRST = "    label: {ru: Первичный контакт, en: First contact}\n"


def publish(*changes: tuple[str, str]) -> None:
    text = shipped_files()[NAME].decode()
    for old, new_text in changes:
        assert old in text
        text = text.replace(old, new_text)
    deploy({NAME: text.encode()}, name="Правки", actor=SYSTEM)


@pytest.fixture
def in_needs(actors) -> list[int]:
    """Two deals in a status that is about to be removed."""
    ids = [new(actors["director"], "deal", name=name, manager=actors["manager"].id) for name in ("Одна", "Другая")]
    for each in ids:
        move(actors["director"], "deal", each, "identifyNeeds")
    return ids


def test_a_status_with_records_in_it_is_not_removed(crm, in_needs):
    with pytest.raises(DeploymentRefused) as refused:
        publish((REMOVED, ""))
    [problem] = [each for each in refused.value.problems if each.is_error and each.code == "status-in-use"]
    assert "2" in str(problem.message)
    assert "replaces: [identifyNeeds]" in str(problem.suggestion)
    assert signed_in(crm, "manager").get("/deals/board").status_code == 200


def test_a_status_without_records_is_removed(crm, actors):
    publish((REMOVED, ""))


def test_records_move_to_the_status_that_replaces_theirs(crm, in_needs):
    revisions = [fetch("deal", each).revision for each in in_needs]
    publish((REMOVED, ""), (FIRST, f"{FIRST}    replaces: [identifyNeeds]\n"))
    assert [fetch("deal", each).revision for each in in_needs] == [each + 1 for each in revisions]
    assert {fetch("deal", each).status for each in in_needs} == {"firstContact"}
    data = select(HistoryEntry.data).where(HistoryEntry.record_id == in_needs[0], HistoryEntry.kind == "statusChanged")
    assert {"old": "identifyNeeds", "new": "firstContact"} in db.session.scalars(data).all()
    assert signed_in(crm, "manager").get(f"/deals/{in_needs[0]}?tab=history").status_code == 200


def test_a_status_that_is_still_there_is_not_replaced(crm):
    with pytest.raises(DeploymentRefused) as refused:
        publish((FIRST, f"{FIRST}    replaces: [identifyNeeds]\n"))
    assert "replaced-present" in [each.code for each in refused.value.problems]


@pytest.fixture
def task(actors):
    """A group's task of the role `manager`."""
    return task_of("deal", new(actors["director"], "deal", name="Поставка"))


def test_open_tasks_follow_a_role_that_is_bound_to_another_group(crm, task):
    publish(("fallback_group: crm-cco", "fallback_group: crm-administrators"))
    assert signed_in(crm, "manager").post(f"/tasks/{task.id}/claim").status_code in (403, 404)
    admin = signed_in(crm, "admin")
    assert task.id in admin.get("/tasks").text
    assert admin.post(f"/tasks/{task.id}/claim").status_code == 303


def test_who_has_taken_a_task_keeps_it_when_the_role_is_bound_anew(crm, task, actors):
    signed_in(crm, "manager").post(f"/tasks/{task.id}/claim")
    publish(("fallback_group: crm-cco", "fallback_group: crm-administrators"))
    assert task_of("deal", task.record_id).assignee_id == actors["manager"].id


def test_a_change_of_words_moves_no_task(crm, task):
    publish(("label: {ru: Ответственный, en: Manager}", "label: {ru: Отвечает, en: Manager}"))
    assert signed_in(crm, "manager").post(f"/tasks/{task.id}/claim").status_code == 303
