"""`/api/v1/tasks`: the inbox for programs."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, jsonify, request

from app.access.models import person_name
from app.access.permissions import requires
from app.access.session import current_actor
from app.api.arguments import person_argument
from app.api.bodies import read_body
from app.api.commands import Answer as HttpAnswer
from app.api.commands import run_command, run_silently
from app.api.description import INTEGER, STRING, described
from app.api.errors import BadRequest
from app.api.v1 import blueprint
from app.api.v1.schemas import (
    AssignRequest,
    BulkAnswer,
    BulkRequest,
    CompleteRequest,
    TasksAnswer,
    TasksOfRecordAnswer,
)
from app.engine import CommandError, NotFound, UnitOfWork
from app.i18n import gettext as _
from app.i18n import localized
from app.records.commands.verdicts import verdict_of
from app.records.forms.filling import FormRefused
from app.records.rights.reading import readable_record
from app.records.tasks import commands
from app.records.tasks.answering import Answer, answer
from app.records.tasks.filters import COMPLETED, CURRENT, PER_PAGE, SUBORDINATES, read_query
from app.records.tasks.queries import find_tasks, record_names
from app.records.tasks.reading import TaskView, tasks_of_record
from app.records.types import Key, no_access_words, registry

TASKS, TASKS_OF_RECORD, BULK_ANSWER = TasksAnswer(), TasksOfRecordAnswer(), BulkAnswer()
ASSIGN, COMPLETE, BULK = AssignRequest(), CompleteRequest(), BulkRequest()
FILTERS = dict.fromkeys(("priority", "due", "whose", "task", "record_type", "sort"), STRING)
REFUSALS = {403: "Forbidden", 404: "NotFound", 409: "TaskAlreadyCompleted"}


@blueprint.get("/tasks")
@requires("signed_in")
@described(
    "Tasks of the caller, or of one record",
    query={"scope": STRING, "record": STRING, "page": INTEGER, **FILTERS},
    answer=TASKS,
    errors={400: "BadRequest", 404: "NotFound"},
)
def list_tasks() -> Response:
    if "record" in request.args:
        items = _of_record(request.args["record"])
        return jsonify(TASKS.dump({"items": items, "total": len(items), "page": 1}))
    scope = request.args.get("scope", CURRENT)
    if scope not in (CURRENT, COMPLETED, SUBORDINATES):
        raise BadRequest(_("scope is one of current, completed, subordinates."))
    actor = current_actor()
    query = read_query(scope, request.args)
    found = find_tasks(query, actor)
    names = record_names(found.rows, actor)
    items = [_row(row, names, scope) for row in found.rows]
    page = {"total": found.total, "page": query.page, "per_page": PER_PAGE, "more": found.more}
    return jsonify(TASKS.dump({"items": items, **page}))


@blueprint.get("/<plural>/<int:record_id>/tasks")
@requires("record.read")
@described("The open tasks of a record", answer=TASKS_OF_RECORD, errors={404: "NotFound"})
def record_tasks(plural: str, record_id: int) -> Response:
    items = _of_record(f"{plural}:{record_id}")
    return jsonify(TASKS_OF_RECORD.dump({"items": items, "total": len(items)}))


@blueprint.post("/tasks/<task_id>/claim")
@requires("signed_in")
@described("Take a task that belongs to a group", errors=REFUSALS)
def claim(task_id: str) -> Response:
    return run_silently(lambda unit: commands.claim(unit, task_id))


@blueprint.post("/tasks/<task_id>/release")
@requires("signed_in")
@described("Give a task back to those who could take it", errors=REFUSALS)
def release(task_id: str) -> Response:
    return run_silently(lambda unit: commands.release(unit, task_id))


@blueprint.post("/tasks/<task_id>/assign")
@requires("signed_in")
@described("Give a task to somebody: {person: <id or login>}", body=ASSIGN, errors=REFUSALS)
def assign(task_id: str) -> Response:
    person = read_body(ASSIGN)["person"]
    return run_silently(lambda unit: commands.assign(unit, task_id, person))


@blueprint.post("/tasks/<task_id>/complete")
@requires("signed_in")
@described(
    "Answer a task; variables that are fields of its record go to the record",
    body=COMPLETE,
    errors={**REFUSALS, 422: "ValidationError"},
)
def complete(task_id: str) -> Response:
    given = _answer_in(read_body(COMPLETE))
    return run_silently(lambda unit: answer(unit, task_id, given))


@blueprint.post("/tasks/bulk")
@requires("signed_in")
@described(
    "Claim, release, assign or complete several tasks, each by itself",
    body=BULK,
    answer=BULK_ANSWER,
    errors={400: "BadRequest"},
)
def bulk() -> Response:
    body = read_body(BULK)
    act = _action(body["action"], body)

    def command(unit: UnitOfWork) -> HttpAnswer:
        return BULK_ANSWER.dump({"items": [_one_of_many(unit, task_id, act) for task_id in body["ids"]]}), 200

    return run_command(command)


def _action(name: str, body: dict[str, Any]) -> Callable[[UnitOfWork, str], object]:
    """What a bulk request does with each task."""
    if name == "assign":
        person = person_argument("person", body.get("person"))
        return lambda unit, task_id: commands.assign(unit, task_id, person)
    if name == "complete":
        given = _answer_in(body)
        return lambda unit, task_id: answer(unit, task_id, given)
    return commands.claim if name == "claim" else commands.release


def _answer_in(body: dict[str, Any]) -> Answer:
    return Answer(body["outcome"], body["variables"] or {})


def _one_of_many(unit: UnitOfWork, task_id: str, act: Callable[[UnitOfWork, str], object]) -> dict[str, Any]:
    try:
        with unit.savepoint():
            act(unit, task_id)
    except (CommandError, FormRefused) as error:
        verdict = verdict_of(error)
        return {"id": task_id, "ok": False, "type": verdict.kind, "message": verdict.message}
    return {"id": task_id, "ok": True}


def _of_record(name: str) -> list[dict[str, Any]]:
    plural, _colon, number = name.partition(":")
    record_type = registry.by_plural(plural) or registry.get(plural)
    if record_type is None or not number.isdecimal() or len(number) > 9:
        raise NotFound(_("There is no record %(key)s.", key=name))
    record = readable_record(record_type, int(number), current_actor())
    about = {"type": record_type.plural, "id": record.id, "display_name": record_type.display(record)}
    return [_view(task, about) for task in tasks_of_record(record_type.name, record.id, current_actor())]


def _view(task: TaskView, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": task.id,
        "name": task.name,
        "record": about,
        "outcomes": [{"id": each.id, "label": each.label} for each in task.outcomes],
        "form": task.form_key,
        "assignee": {"id": task.assignee_id, "name": task.assignee_name} if task.assignee_id else None,
        "due": task.due_at,
        "priority": task.priority,
        "created": task.created_at,
        "why": _why(task.mine, ", ".join(task.candidates.groups.values())),
    }


def _row(row: Any, names: Mapping[Key, str], scope: str) -> dict[str, Any]:
    declared = registry.get(row.record_type) if row.record_type else None
    name = names.get((row.record_type, row.record_id))
    unread = declared is not None and name is None
    about = {
        "type": declared.plural if declared else row.record_type,
        "id": None if unread else row.record_id,
        "display_name": no_access_words(declared.label) if declared and unread else name or "",
    }
    assignee = person_name(row.first_name, row.last_name, row.login)
    return {
        "id": row.id,
        "name": localized(row.name),
        "record": about,
        "outcomes": [{"id": each["id"], "label": localized(each["label"])} for each in row.outcomes or ()],
        "form": row.form_key,
        "assignee": {"id": row.assignee_id, "name": assignee} if row.assignee_id else None,
        "due": row.due_at,
        "priority": row.priority,
        "created": row.created_at,
        "completed": row.completed_at,
        "outcome": row.outcome,
        "why": _why(row.assignee_id == current_actor().id, "") if scope == CURRENT else "",
    }


def _why(mine: bool, groups: str) -> Any:
    if mine:
        return _("It is assigned to you.")
    return _("It is offered to: %(groups)s.", groups=groups) if groups else _("It is offered to your group.")
