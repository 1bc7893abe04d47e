"""One task: where it is answered, taken, given back and given to somebody."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.engine import CommandError, NotFound, UnitOfWork, unit_of_work
from app.htmx import done, is_htmx, shown_again
from app.i18n import gettext as _
from app.records.commands.conflicts import choices_of, kept_mine, words_beside
from app.records.commands.verdicts import Verdict, verdict_on_form
from app.records.errors import Conflict
from app.records.forms.attached import posted_fields
from app.records.forms.filling import FormRefused
from app.records.forms.model import Form
from app.records.forms.posted import read_post
from app.records.pages.card.page import Card, open_card
from app.records.rights.names import readable_names
from app.records.routing import record_address
from app.records.tasks import commands
from app.records.tasks.answering import Answer, TaskForm, answer, form_of, task_form
from app.records.tasks.lists import list_address
from app.records.tasks.reading import TaskView
from app.records.types import registry

blueprint = Blueprint("tasks", __name__, template_folder="../templates")


@blueprint.get("/tasks/<task_id>")
@requires("signed_in")
def show(task_id: str) -> ResponseReturnValue:
    """The record's card with the task on top; a task without a record has a page of its own."""
    task = _task(task_id)
    card = _card_of(task)
    if card is not None and task.open:
        return redirect(_card_address(card, task=task.id, **_list()))
    return _page(task, card)


@blueprint.post("/tasks/<task_id>/complete")
@requires("signed_in")
@accepts_record_files
def complete(task_id: str) -> Response | tuple[str, int]:
    task = _task(task_id)
    form = form_of(task)
    given = Answer(
        request.form.get("_outcome") or None,
        read_post(form, _posted(task, form)) if form else {},
        request.form.get("_revision", type=whole_number),
        request.form.get("_record_revision", type=whole_number),
        choices_of(request.form),
    )
    try:
        with unit_of_work(current_actor()) as unit:
            answer(unit, task_id, given)
    except (CommandError, FormRefused) as error:
        return _again(task_id, verdict_on_form(error), error)
    return _answered(task)


@blueprint.post("/tasks/<task_id>/claim")
@requires("signed_in")
def claim(task_id: str) -> ResponseReturnValue:
    return _changed(task_id, lambda unit: commands.claim(unit, task_id), _("The task is yours."))


@blueprint.post("/tasks/<task_id>/release")
@requires("signed_in")
def release(task_id: str) -> ResponseReturnValue:
    return _changed(task_id, lambda unit: commands.release(unit, task_id), _("The task is back in the group."))


@blueprint.get("/tasks/<task_id>/assign")
@requires("signed_in")
def assign(task_id: str) -> str:
    return _assign_page(_task(task_id))


@blueprint.post("/tasks/<task_id>/assign")
@requires("signed_in")
def save_assignment(task_id: str) -> Response | tuple[str, int]:
    task = _task(task_id)
    person_id = request.form.get("person", type=whole_number)
    if not person_id:
        return _assign_page(task, _("Choose a person.")), 422
    try:
        with unit_of_work(current_actor()) as unit:
            commands.assign(unit, task_id, person_id)
    except CommandError as error:
        verdict = verdict_on_form(error)
        return shown_again(_assign_page(task, verdict.words), verdict.status)
    return done(_("The task has been assigned."), to=_back(task))


def _posted(task: TaskView, form: Form | None) -> MultiDict[str, Any]:
    """The fields of the request; files are taken from who may answer the task."""
    return posted_fields(form) if task.answerable else MultiDict(request.form)


def _task(task_id: str) -> TaskView:
    return commands.known_task(task_id, current_actor())


def _card_of(task: TaskView) -> Card | None:
    """The card of the task's record; None when there is no record, or it is not open to the actor."""
    declared = registry.get(task.record_type) if task.record_type else None
    if declared is None or task.record_id is None:
        return None
    try:
        return open_card(declared, task.record_id, current_actor())
    except NotFound:
        return None


def _card_address(card: Card, **arguments: Any) -> str:
    return record_address(card.record_type, card.record.id, arguments=arguments)


def _list() -> dict[str, Any]:
    text = request.values.get("list", "")
    return {"list": text} if text else {}


def _completed_by(task: TaskView) -> str:
    if task.completed_by_id is None:
        return ""
    key = ("person", task.completed_by_id)
    return readable_names([key], current_actor()).get(key, "")


def _page(task: TaskView, card: Card | None, found: TaskForm | None = None) -> str:
    found = found or task_form(task, current_actor(), card)
    return render_template(
        "records/tasks/task.html",
        task=task,
        card=card,
        found=found,
        completed_by=_completed_by(task),
        list=request.values.get("list", ""),
    )


def _again(task_id: str, verdict: Verdict, error: Exception) -> Response | tuple[str, int]:
    """The task once more, fresh, with everything that was typed and the words that say what is wrong."""
    db.session.rollback()
    task = _task(task_id)
    card = _card_of(task)
    problem, errors = verdict.over(form_of(task))
    kept: list[tuple[str, str]] = []
    if isinstance(error, Conflict) and card is not None:
        kept = kept_mine(error, request.form)
        errors = words_beside(card.record_type, card.actor, error)
    found = task_form(
        task,
        current_actor(),
        card,
        posted=_posted(task, form_of(task)),
        errors=errors,
        problem=problem,
        chosen=request.form.get("_outcome", ""),
        kept=kept,
    )
    if not is_htmx():
        return _page(task, card, found), verdict.status
    body = render_template(
        "records/tasks/fragment.html",
        found=found,
        task=task,
        card=card,
        completed_by=_completed_by(task),
        list=request.values.get("list", ""),
    )
    response = Response(body, verdict.status)
    response.headers["HX-Retarget"] = f"#task-{task.id}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def _answered(task: TaskView) -> Response:
    """Back to the record, from where one key leads to the next task of the list; or straight to the list."""
    words = _("Done: %(task)s.", task=task.name)
    card = _card_of(task)
    if card is not None:
        return done(words, to=_card_address(card, answered=task.id, **_list()))
    scope, _arguments = list_address(request.form.get("list", ""))
    return done(words, to=url_for("inbox.following", after=task.id, list=request.form.get("list") or scope))


def _changed(task_id: str, act: Callable[[UnitOfWork], object], words: str) -> ResponseReturnValue:
    """Do something with a task and go back to where it was done, with the words of a refusal when there was one."""
    task = _task(task_id)
    try:
        with unit_of_work(current_actor()) as unit:
            act(unit)
    except CommandError as error:
        if is_htmx():
            raise
        flash(verdict_on_form(error).words, "warning")
        return redirect(_back(task), 303)
    return done(words, to=_back(task))


def _back(task: TaskView) -> str:
    text = request.values.get("list", "")
    if request.values.get("back") == "list":
        scope, arguments = list_address(text)
        return url_for(f"inbox.{scope}", **arguments)
    return url_for("tasks.show", task_id=task.id, **_list())


def _assign_page(task: TaskView, problem: str = "") -> str:
    commands.require_assignable(task, current_actor())
    people = {key: name for key, name in task.candidates.people.items() if key != task.assignee_id}
    return render_template(
        "records/tasks/assign.html",
        task=task,
        people=people,
        problem=problem,
        chosen=request.form.get("person", type=whole_number),
        list=request.values.get("list", ""),
        back=request.values.get("back", ""),
        cancel=_back(task),
    )
