"""The pages on which analysts see what is deployed, check files and publish them."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from app.access.permissions import accepts_files, may, requires
from app.access.session import current_actor
from app.engine import DeploymentRefused, DeploymentWaits, NotAllowedNow, deploy, element_templates, service_tasks
from app.engine.deploying import known_suffixes
from app.htmx import done, is_htmx
from app.i18n import current_language, ngettext
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.rights.template_data import template_names
from app.records.types import registry
from app.studio import queries
from app.studio.found import by_file

blueprint = Blueprint("studio", __name__, url_prefix="/studio", template_folder="templates")

KIND_LABELS = {
    "process": _l("Diagrams"),
    "decision": _l("Decision tables"),
    "lifecycle": _l("Lifecycles"),
    "form": _l("Forms"),
    "fields": _l("Added fields"),
}


@blueprint.get("/artifacts")
@requires("analyst")
def artifacts() -> str:
    order = list(KIND_LABELS)
    kinds = [
        (KIND_LABELS.get(kind, kind), list(versions))
        for kind, versions in groupby(queries.latest_artifacts(), lambda each: each.kind)
    ]
    kinds.sort(key=lambda kind: order.index(kind[1][0].kind) if kind[1][0].kind in order else len(order))
    return render_template("studio/artifacts.html", kinds=kinds)


@blueprint.get("/artifacts/<kind>/<key>")
@requires("analyst")
def versions(kind: str, key: str) -> str:
    found = queries.versions_of(kind, key)
    if not found:
        abort(404)
    return render_template("studio/versions.html", versions=found, kind=KIND_LABELS.get(kind, kind), key=key)


@blueprint.get("/artifacts/<int:artifact_id>/file")
@requires("analyst")
def download(artifact_id: int) -> Response:
    artifact = queries.content_of(artifact_id)
    if artifact is None:
        abort(404)
    response = Response(artifact.content, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=artifact.file_name)
    return response


@blueprint.get("/actions")
@requires("analyst")
def actions() -> str:
    return render_template("studio/actions.html", actions=list(service_tasks))


@blueprint.get("/template-data")
@requires("analyst")
def template_data() -> str:
    return render_template("studio/template_data.html", types=[(each, template_names(each)) for each in registry])


@blueprint.get("/element-templates.json")
@requires("analyst")
def templates_for_modeler() -> Response:
    response = Response(json.dumps(element_templates(current_language()), ensure_ascii=False, indent=2))
    response.mimetype = "application/json"
    response.headers.set("Content-Disposition", "attachment", filename="dealflow-element-templates.json")
    return response


@blueprint.get("/deployment")
@requires("analyst")
def deployment() -> str:
    return _deployment_page()


@blueprint.post("/deployment")
@requires("analyst")
@accepts_files
def publish() -> Response | str | tuple[str, int]:
    """Check the files; publish them when the button says so and nothing is wrong."""
    files = [(upload.filename, upload.read()) for upload in request.files.getlist("files") if upload.filename]
    if not files:
        return _result(files, error=_("Choose at least one file."))
    confirmed = request.form.getlist("confirmed")
    administrator = may(current_actor(), "administrator")
    only_check = request.form.get("action") != "publish"
    try:
        result = deploy(
            files,
            name=request.form.get("name", "").strip()[:255] or ", ".join(name for name, _content in files)[:255],
            comment=request.form.get("comment", "").strip(),
            actor=current_actor(),
            dry_run=only_check,
            confirmed=confirmed,
            administrator=administrator,
        )
    except DeploymentWaits as waits:
        return _result(files, problems=waits.problems, error=str(waits), waiting_id=waits.waiting_id)
    except NotAllowedNow as full:
        return _result(files, error=str(full))
    except DeploymentRefused as refused:
        return _result(files, problems=refused.problems, error=str(refused), confirmed=confirmed)
    if only_check:
        errors = sum(problem.is_error for problem in result.problems)
        words = ngettext("%(num)s error stands in the way.", "%(num)s errors stand in the way.", errors)
        return _result(
            files,
            problems=result.problems,
            artifacts=result.artifacts,
            error=words if errors else "",
            checked=True,
            waiting=any(problem.stands_in_the_way(confirmed, administrator) for problem in result.problems),
            confirmed=confirmed,
        )
    changed = sum(artifact.changed for artifact in result.artifacts)
    words = (
        ngettext("%(num)s artifact published.", "%(num)s artifacts published.", changed)
        if changed
        else _("Nothing has changed: these files are already published.")
    )
    if result.problems:  # warnings: seen here, or never
        return _result(files, problems=result.problems, artifacts=result.artifacts, published=words)
    return done(words, to=url_for("studio.artifacts"))


def _result(files: Sequence[tuple[str, bytes]], **found: Any) -> str | tuple[str, int]:
    """What the check found: the part below the form for htmx, else the whole page again."""
    found["by_file"] = by_file([name for name, _content in files], found.get("problems", ()))
    found["administrator"] = may(current_actor(), "administrator")
    status = 422 if found.get("error") else 200
    if is_htmx():
        return render_template("studio/check_result.html", **found), 200
    return _deployment_page(**found), status


def _deployment_page(**found: Any) -> str:
    return render_template(
        "studio/deployment.html",
        deployments=queries.latest_deployments(),
        form=request.form,
        suffixes=",".join(known_suffixes()),
        **found,
    )
