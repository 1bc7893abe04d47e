"""The pages of publications that give rights: what waits, what it changes, an administrator's word on it."""

import difflib
from collections.abc import Sequence

from flask import Response, abort, render_template, request, url_for

from app.access.permissions import may, requires
from app.access.session import current_actor
from app.engine import (
    CommandError,
    DeploymentRefused,
    check_waiting,
    decline_waiting,
    publish_waiting,
    waiting_deployment,
    waiting_deployments,
)
from app.engine.models import WaitingDeployment
from app.htmx import done
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.studio import queries
from app.studio.found import by_file
from app.studio.views import blueprint as blueprint

_LONGEST_COMPARED = 400  # lines of differences that a page shows of one file

STATES = {"waiting": _l("waits"), "published": _l("published"), "declined": _l("declined")}


@blueprint.get("/waiting")
@requires("analyst")
def waiting() -> str:
    return render_template("studio/waiting.html", publications=waiting_deployments(), states=STATES)


@blueprint.get("/waiting/<int:waiting_id>")
@requires("analyst")
def waiting_one(waiting_id: int) -> str:
    return _page(waiting_id)


@blueprint.get("/waiting/<int:waiting_id>/files/<int:file_id>")
@requires("analyst")
def waiting_file(waiting_id: int, file_id: int) -> Response:
    file = next((each for each in waiting_deployment(waiting_id).files if each.id == file_id), None)
    if file is None:
        abort(404)
    response = Response(file.content, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=file.file_name)
    return response


@blueprint.post("/waiting/<int:waiting_id>")
@requires("administrator")
def decide_waiting(waiting_id: int) -> Response | tuple[str, int]:
    confirmed = request.form.getlist("confirmed")
    try:
        if request.form.get("action") == "publish":
            publish_waiting(waiting_id, actor=current_actor(), confirmed=confirmed)
            words = _("Published.")
        else:
            decline_waiting(waiting_id, actor=current_actor(), reason=request.form.get("reason", "").strip())
            words = _("Declined. The author reads the reason on this page.")
    except DeploymentRefused as refused:
        return _page(waiting_id, str(refused), confirmed), 422
    except CommandError as error:
        return _page(waiting_id, str(error), confirmed), 409
    return done(words, to=url_for("studio.waiting"))


def _page(waiting_id: int, error: str = "", confirmed: Sequence[str] = ()) -> str:
    publication = waiting_deployment(waiting_id)
    open_ = publication.state == "waiting"
    names = [file.file_name for file in publication.files]
    return render_template(
        "studio/waiting_one.html",
        publication=publication,
        state=STATES[publication.state],
        decides=open_ and may(current_actor(), "administrator"),
        by_file=by_file(names, check_waiting(waiting_id)) if open_ else [],
        differences=_differences(publication) if open_ else [],
        error=error,
        confirmed=confirmed,
    )


def _differences(publication: WaitingDeployment) -> list[tuple[str, int, list[str]]]:
    """What the lines of each file are beside those in force: its name, id, and lines that begin with - or +."""
    in_force = queries.contents_in_force([file.file_name for file in publication.files])
    found = []
    for file in publication.files:
        before, after = (
            content.decode(errors="replace").splitlines()
            for content in (in_force.get(file.file_name, b""), file.content)
        )
        lines = list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]
        found.append((file.file_name, file.id, lines[:_LONGEST_COMPARED]))
    return found
