"""A question to a person: asked, completed once, and seen in the tables."""

from datetime import UTC, datetime, timedelta

import pytest

from app.engine import (
    NotAllowedNow,
    NotFound,
    StaleRevision,
    TaskAlreadyCompleted,
    assign_task,
    claim_task,
    complete_task,
    release_task,
    unit_of_work,
)
from app.engine.ground.actor import Actor
from app.engine.models import UserTaskCandidate
from tests.engine import sample
from tests.engine.conftest import ANNA, BORIS

STRANGER = Actor(9, "stranger", "Чужой", frozenset({"others"}))


def do(actor, command, *arguments, **options):
    with unit_of_work(actor) as unit:
        return command(unit, *arguments, **options)


def test_a_started_process_asks_and_waits(engine):
    engine.deploy("user_task")
    instance_id = engine.start("user_task")
    task = engine.task("question")
    assert task.process_instance_id == instance_id
    assert task.name == {"ru": "Вопрос человеку", "en": "A question"}
    assert task.priority == 75
    assert (task.due_at.replace(tzinfo=engine.now.tzinfo) - engine.now).total_seconds() == 2 * 3600
    assert [choice["id"] for choice in task.outcomes] == ["yes", "no"]
    assert not engine.ended(instance_id)


def test_completing_the_task_runs_the_process_to_its_end(engine):
    engine.deploy("user_task")
    instance_id = engine.start("user_task")
    engine.complete("question", "yes")
    assert engine.ended(instance_id)
    assert engine.tasks() == []
    done = engine.task("question", "completed")
    assert (done.outcome, done.completed_by_id) == ("yes", ANNA.id)
    assert engine.travelled() == ["start", "question", "end"]
    kinds = [row.kind for row in engine.history()]
    assert kinds.count("taskCreated") == kinds.count("taskCompleted") == kinds.count("processEnded") == 1


def test_nobody_gives_back_what_another_has_taken(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    task_id = engine.task("question").id
    do(ANNA, claim_task, task_id)
    with pytest.raises(NotAllowedNow) as refused:
        do(BORIS, release_task, task_id)
    assert refused.value.details["code"] == "notYours"
    assert engine.task("question").assignee_id == ANNA.id
    do(BORIS, release_task, task_id, on_behalf=True)
    assert engine.task("question").assignee_id is None


def test_the_way_travelled_names_the_flows(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    engine.complete("question", "yes")
    assert [flow for row in engine.history("elementCompleted") for flow in row.data["flows"]] == ["f1", "f2"]


def test_of_tasks_that_begin_at_once_the_flows_stand_in_the_order_of_the_diagram(engine):
    engine.deploy("parallel")
    for _again in range(6):
        engine.start("parallel")
    ways = [row.data["flows"] for row in engine.history("elementCompleted")]
    assert ways == [["flow1", "flow2", "flow3", "flow4"]] * 6


def test_a_second_completion_hears_who_was_faster(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    task_id = engine.task("question").id
    engine.complete("question", "yes", actor=BORIS)
    with pytest.raises(TaskAlreadyCompleted) as caught:
        do(ANNA, complete_task, task_id, "no")
    assert caught.value.details["completed_by_id"] == BORIS.id
    assert caught.value.details["completed_at"] == engine.now
    assert engine.task("question", "completed").outcome == "yes"


def test_an_unknown_task_is_not_found(engine):
    with pytest.raises(NotFound):
        do(ANNA, complete_task, "11111111-1111-1111-1111-111111111111")


@pytest.mark.parametrize("outcome", ["perhaps", None])
def test_only_a_drawn_outcome_completes(engine, outcome):
    engine.deploy("user_task")
    engine.start("user_task")
    with pytest.raises(NotAllowedNow):
        engine.complete("question", outcome)
    assert engine.tasks() == ["question"]


def test_a_stranger_may_neither_claim_nor_complete(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    task_id = engine.task("question").id
    for command, arguments in ((claim_task, ()), (complete_task, ("yes",))):
        with pytest.raises(NotAllowedNow):
            do(STRANGER, command, task_id, *arguments)
    do(STRANGER, complete_task, task_id, "yes", on_behalf=True)
    assert engine.tasks() == []


def test_a_claimed_task_is_its_assignees_until_released(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    task_id = engine.task("question").id
    do(ANNA, claim_task, task_id)
    do(ANNA, claim_task, task_id)
    with pytest.raises(NotAllowedNow) as caught:
        do(BORIS, claim_task, task_id)
    assert caught.value.details["assignee_id"] == ANNA.id
    with pytest.raises(NotAllowedNow):
        do(BORIS, complete_task, task_id, "yes")
    do(ANNA, release_task, task_id)
    do(BORIS, claim_task, task_id)
    assert engine.task("question").assignee_id == BORIS.id
    assert [row.kind for row in engine.history() if row.kind.startswith("task")] == [
        "taskCreated",
        "taskClaimed",
        "taskReleased",
        "taskClaimed",
    ]


def test_an_assigned_task_changes_hands(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    task_id = engine.task("question").id
    do(ANNA, assign_task, task_id, BORIS.id)
    assert engine.task("question").assignee_id == BORIS.id
    assert engine.history("taskAssigned")[0].data["to"] == BORIS.id


def test_a_stale_tab_is_told(engine):
    engine.deploy("user_task")
    engine.start("user_task")
    task = engine.task("question")
    do(ANNA, claim_task, task.id, expected_revision=task.revision)
    with pytest.raises(StaleRevision):
        do(ANNA, complete_task, task.id, "yes", expected_revision=task.revision)
    assert engine.tasks() == ["question"]


def test_assignee_dates_priority_and_inputs_are_given_by_expressions(engine):
    engine.deploy("assignee")
    instance_id = engine.start("assignee", sample.make_record("Deal", manager_id=ANNA.id, amount=500))
    task = engine.task("mine")
    assert (task.assignee_id, task.priority) == (ANNA.id, 75)
    assert task.due_at == datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert task.follow_up_at == engine.now + timedelta(days=1)
    assert engine.variables(instance_id)["greeting"] == "Hello Deal"


def test_candidates_are_found_for_the_record_now(engine):
    engine.deploy("assignee")
    engine.start("assignee", sample.make_record(manager_id=STRANGER.id))
    do(STRANGER, complete_task, engine.task("mine").id)
    candidates = {(row.group_id, row.person_id) for row in engine._rows(UserTaskCandidate)}
    assert candidates == {("managers", None), (None, STRANGER.id)}
    do(STRANGER, claim_task, engine.task("owners").id)
