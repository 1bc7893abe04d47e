"""The pages of the inbox, and what is done with several tasks at once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.engine import CommandError, UnitOfWork, unit_of_work
from app.i18n import gettext as _
from app.i18n import ngettext
from app.records.tasks.commands import assign, claim, release
from app.records.tasks.filters import (
    COMPLETED,
    CURRENT,
    DUE,
    PRIORITIES,
    SUBORDINATES,
    WHOSE,
    read_query,
)
from app.records.tasks.lists import list_address
from app.records.tasks.queries import next_task, task_names
from app.records.types import registry
from app.web.inbox.presentation import task_page

blueprint = Blueprint("inbox", __name__, template_folder="templates")

LARGEST_BULK = 200


@blueprint.get("/tasks")
@requires("signed_in")
def current() -> str:
    return _page(CURRENT)


@blueprint.get("/tasks/completed")
@requires("signed_in")
def completed() -> str:
    return _page(COMPLETED)


@blueprint.get("/tasks/subordinates")
@requires("signed_in")
def subordinates() -> str:
    return _page(SUBORDINATES)


@blueprint.get("/tasks/next")
@requires("signed_in")
def following() -> ResponseReturnValue:
    """Go to the task that follows another one in the list in which it was opened."""
    scope, arguments = list_address(request.args.get("list", CURRENT))
    query = read_query(scope, arguments)
    row = next_task(query, current_actor(), request.args.get("after"))
    if row is None:
        flash(_("There are no more tasks in this list."), "success")
        return redirect(url_for(f"inbox.{scope}", **query.arguments()))
    return redirect(url_for("tasks.show", task_id=row.id, list=query.text()))


@blueprint.post("/tasks/bulk")
@requires("signed_in")
def bulk() -> ResponseReturnValue:
    """Take, give back or give to somebody all chosen tasks; each stands for itself."""
    chosen = list(dict.fromkeys(request.form.getlist("task")))[:LARGEST_BULK]
    done, refused = 0, []
    for task_id in chosen:
        try:
            with unit_of_work(current_actor()) as unit:
                _act(unit, task_id)
                done += 1
        except CommandError as error:
            refused.append(str(error))
    _say(done, refused)
    scope, arguments = list_address(request.form.get("list", CURRENT))
    return redirect(url_for(f"inbox.{scope}", **read_query(scope, arguments).arguments()), 303)


def _act(unit: UnitOfWork, task_id: str) -> object:
    match request.form.get("action"):
        case "claim":
            return claim(unit, task_id)
        case "release":
            return release(unit, task_id)
        case "assign":
            return assign(unit, task_id, request.form.get("person", 0, type=whole_number))
    raise BadRequest


def _say(done: int, refused: list[str]) -> None:
    if done:
        flash(ngettext("%(num)s task changed.", "%(num)s tasks changed.", done), "success")
    if refused:
        reasons = "; ".join(dict.fromkeys(refused))
        words = ngettext(
            "%(num)s task not changed: %(reasons)s",
            "%(num)s tasks not changed: %(reasons)s",
            len(refused),
            reasons=reasons,
        )
        flash(words, "warning")
    if not done and not refused:
        flash(_("No task was chosen."), "info")


def _page(scope: str) -> str:
    query = read_query(scope, request.args)
    page = task_page(query, current_actor())
    return render_template(
        "inbox/list.html",
        page=page,
        query=query,
        scope=scope,
        priorities=PRIORITIES,
        dues=DUE if scope != COMPLETED else {},
        whose=WHOSE if scope == CURRENT else {},
        task_choices=task_names(),
        type_choices=lambda: [(each.name, each.label) for each in registry if each.has_status],
        type_label=lambda name: registry[name].label if registry.get(name) else name,
        address=lambda **changes: url_for(f"inbox.{scope}", **query.arguments(**changes)),
    )
