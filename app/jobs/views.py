"""The administrator's page of periodic jobs: when each ran last, how it went, and running it now."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import requires
from app.htmx import done
from app.i18n import gettext as _
from app.periodic import job_states, run_job_now

blueprint = Blueprint("periodic_jobs", __name__, url_prefix="/periodic-jobs", template_folder="templates")


@blueprint.get("")
@requires("administrator")
def index() -> str:
    return render_template("jobs/periodic_jobs.html", states=job_states())


@blueprint.post("/<name>/run")
@requires("administrator")
def run(name: str) -> ResponseReturnValue:
    try:
        outcome = run_job_now(name)
    except KeyError:
        abort(404)
    to = url_for("periodic_jobs.index")
    if outcome.taken and not outcome.error:
        return done(_("It has run."), to=to)
    words = _("It failed: %(error)s", error=outcome.error) if outcome.taken else _("It is running already.")
    flash(words, "error")
    return redirect(to, 303)
