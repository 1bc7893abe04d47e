"""`/engine-rest/deployment`: publishing artifacts, as Camunda Modeler does."""

from collections.abc import Iterable
from typing import Any

from flask import Response, request
from sqlalchemy import select

from app.access.permissions import accepts_files, may, requires
from app.access.session import current_actor
from app.api.bodies import answer_with
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import CreatedDeploymentAnswer, DeploymentAnswer, ResourceAnswer
from app.api.engine_rest.arguments import PAGE, SORT, paged
from app.api.engine_rest.definitions import represent_definition
from app.api.engine_rest.requests import DeploymentRequest
from app.api.engine_rest.times import camunda_time
from app.api.errors import BadRequest, error_body
from app.db import db
from app.engine import DeploymentRefused, NotFound, deploy
from app.engine.models import Artifact, Deployment, ProcessDefinition
from app.i18n import gettext as _
from app.i18n import localized

DEPLOYMENT, DEPLOYMENTS, RESOURCES = DeploymentAnswer(), DeploymentAnswer(many=True), ResourceAnswer(many=True)
SORTS = {
    "latest": (-Deployment.id,),  # how it is sorted when nothing is said
    "id": (Deployment.id,),
    "name": (Deployment.name, Deployment.id),
    "deploymentTime": (Deployment.id,),  # numbers are given in the order of time
}
FORM, CREATED = DeploymentRequest(), CreatedDeploymentAnswer()


@blueprint.post("/deployment/create")
@requires("analyst")
@accepts_files
@described(
    "Publish artifacts, all or nothing; `confirm` repeats the confirmations that an answer has asked for",
    body=FORM,
    media="multipart/form-data",
    answer=CREATED,
    errors={400: "ParseException", 403: "Forbidden", 409: "NotAllowedNow"},
)
def create_deployment() -> Response:
    files = [(upload.filename or name, upload.read()) for name, upload in request.files.items(multi=True)]
    if not files:
        raise BadRequest(_("There is no file in the request."))
    try:
        result = deploy(
            files,
            name=request.form.get("deployment-name") or _("Deployment"),
            actor=current_actor(),
            confirmed=request.form.getlist("confirm"),
            administrator=may(current_actor(), "administrator"),
        )
    except DeploymentRefused as refused:
        return error_body(400, "ParseException", _in_words(refused), _by_resource(refused.problems, refused=True))
    deployment = db.session.get(Deployment, result.id) if result.id else None
    body: dict[str, Any] = (
        _deployment(deployment) if deployment else {"id": None, "name": request.form.get("deployment-name")}
    )
    body["deployedProcessDefinitions"] = _deployed_definitions(result.id) if result.id else None
    body["deployedDecisionDefinitions"] = None
    body["warnings"] = _by_resource(result.problems)
    return answer_with(CREATED, body)


@blueprint.get("/deployment")
@requires("analyst")
@described("The latest deployments", query={**SORT, **PAGE}, answer=DEPLOYMENTS)
def deployments() -> Response:
    found = db.session.scalars(paged(select(Deployment), SORTS, "latest"))
    return answer_with(DEPLOYMENTS, [_deployment(each) for each in found])


@blueprint.get("/deployment/<int:deployment_id>")
@requires("analyst")
@described("One deployment", answer=DEPLOYMENT, errors={404: "NotFound"})
def deployment(deployment_id: int) -> Response:
    return answer_with(DEPLOYMENT, _deployment(_find(deployment_id)))


@blueprint.get("/deployment/<int:deployment_id>/resources")
@requires("analyst")
@described("The files of a deployment", answer=RESOURCES, errors={404: "NotFound"})
def resources(deployment_id: int) -> Response:
    _find(deployment_id)
    columns = select(Artifact.id, Artifact.file_name).where(Artifact.deployment_id == deployment_id)
    rows = db.session.execute(columns.order_by(Artifact.file_name))
    found = [{"id": str(row.id), "name": row.file_name, "deploymentId": str(deployment_id)} for row in rows]
    return answer_with(RESOURCES, found)


def _find(deployment_id: int) -> Deployment:
    found = db.session.get(Deployment, deployment_id)
    if found is None:
        raise NotFound(_("There is no deployment %(id)s.", id=deployment_id))
    return found


def _deployment(each: Deployment) -> dict[str, Any]:
    return {
        "links": [],
        "id": str(each.id),
        "name": each.name,
        "source": each.author_name or None,
        "deploymentTime": camunda_time(each.created_at),
        "tenantId": None,
    }


def _deployed_definitions(deployment_id: int) -> dict[str, Any]:
    found = db.session.scalars(
        select(ProcessDefinition)
        .join(Artifact, Artifact.id == ProcessDefinition.artifact_id)
        .where(Artifact.deployment_id == deployment_id)
    ).all()
    names = select(Artifact.id, Artifact.file_name).where(Artifact.deployment_id == deployment_id)
    files = {row.id: row.file_name for row in db.session.execute(names)}
    bodies = [represent_definition(each, files[each.artifact_id], deployment_id) for each in found]
    return {body["id"]: body for body in bodies}


def _in_words(refused: DeploymentRefused) -> str:
    lines = [
        f"{problem.file_name}:{problem.line or 0}: {localized(problem.message)}"
        for problem in refused.problems
        if problem.is_error or problem.confirmation
    ]
    return "\n".join([str(refused), *lines])


def _by_resource(problems: Iterable[Any], *, refused: bool = False) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Problems in Camunda's form: per resource its errors and warnings."""
    resources: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for problem in problems:
        lists = resources.setdefault(problem.file_name, {"errors": [], "warnings": []})
        suggestion = f" {localized(problem.suggestion)}" if problem.suggestion else ""
        held_up = problem.is_error or (refused and problem.confirmation)
        lists["errors" if held_up else "warnings"].append(
            {
                "message": localized(problem.message) + suggestion,
                "line": problem.line or 0,
                "column": problem.column or 0,
                "mainElementId": problem.element_id,
                "confirmation": problem.confirmation,
                "elementIds": list(problem.element_ids or ([problem.element_id] if problem.element_id else [])),
            }
        )
    return resources
