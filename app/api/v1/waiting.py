"""`/api/v1/waiting-deployments`: publications that give rights wait for an administrator."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import answer_with, read_body
from app.api.description import described
from app.api.v1 import blueprint
from app.api.v1.schemas import ConfirmRequest, DeclineRequest, WaitingAnswer, WaitingListAnswer
from app.engine import check_waiting, decline_waiting, publish_waiting, waiting_deployment, waiting_deployments
from app.engine.deploying import Problem
from app.engine.models import WaitingDeployment
from app.i18n import localized

ONE, SEVERAL = WaitingAnswer(), WaitingListAnswer()
CONFIRM, DECLINE = ConfirmRequest(), DeclineRequest()


@blueprint.get("/waiting-deployments")
@requires("analyst")
@described("Publications that give rights: what waits for an administrator, then what was decided", answer=SEVERAL)
def list_waiting() -> Response:
    return answer_with(SEVERAL, {"items": [_represent(each) for each in waiting_deployments()]})


@blueprint.get("/waiting-deployments/<int:waiting_id>")
@requires("analyst")
@described("One of them, with what it changes beside what is in force, in words", answer=ONE, errors={404: "NotFound"})
def get_waiting(waiting_id: int) -> Response:
    waiting = waiting_deployment(waiting_id)
    problems = check_waiting(waiting_id) if waiting.state == "waiting" else ()
    return answer_with(ONE, _represent(waiting, problems))


@blueprint.post("/waiting-deployments/<int:waiting_id>/confirm")
@requires("administrator")
@described(
    "Publish it; everything that it changes is confirmed by its name",
    body=CONFIRM,
    answer=ONE,
    errors={400: "ParseException", 404: "NotFound", 409: "NotAllowedNow"},
)
def confirm_waiting(waiting_id: int) -> Response:
    body = read_body(CONFIRM)
    publish_waiting(waiting_id, actor=current_actor(), confirmed=body["confirmed"])
    return answer_with(ONE, _represent(waiting_deployment(waiting_id)))


@blueprint.post("/waiting-deployments/<int:waiting_id>/decline")
@requires("administrator")
@described("Do not publish it", body=DECLINE, answer=ONE, errors={404: "NotFound", 409: "NotAllowedNow"})
def decline(waiting_id: int) -> Response:
    decline_waiting(waiting_id, actor=current_actor(), reason=read_body(DECLINE)["reason"])
    return answer_with(ONE, _represent(waiting_deployment(waiting_id)))


def _represent(waiting: WaitingDeployment, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    return {
        "id": waiting.id,
        "name": waiting.name,
        "comment": waiting.comment,
        "author": waiting.author_name,
        "created_at": waiting.created_at,
        "state": waiting.state,
        "files": [file.file_name for file in waiting.files],
        "decided_at": waiting.decided_at,
        "decided_by": waiting.decided_by_name or None,
        "reason": waiting.reason,
        "deployment": waiting.deployment_id,
        "problems": [
            {
                "file": each.file_name,
                "severity": each.severity,
                "message": localized(each.message),
                "confirmation": each.confirmation,
            }
            for each in problems
        ],
    }
