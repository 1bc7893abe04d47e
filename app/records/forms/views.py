"""Answers a form that is being filled: what is hidden now, what is computed."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import read_json
from app.engine import NotFound, artifact, person_context
from app.i18n import gettext as _
from app.records.forms.added_fields import with_added_fields
from app.records.forms.evaluate import evaluate
from app.records.forms.posted import read_post

blueprint = Blueprint("record_forms", __name__, template_folder="../templates")
LONGEST_SCOPE = 20_000


@blueprint.post("/forms/<key>/evaluate")
@requires("signed_in")
def evaluate_form(key: str) -> Response:
    """The patch for what is typed; see `Evaluation.as_patch`. Nothing is read but what was sent, and
    of the records that it points to what the person may read.
    """
    try:
        form = with_added_fields(artifact("form", key).parsed)
    except NotFound:
        abort(404)
    actor = current_actor()
    scope = {**_sent_scope(), "user": person_context(actor)}
    return jsonify(evaluate(form, read_post(form, request.form), scope, actor).as_patch(form))


def _sent_scope() -> dict[str, Any]:
    text = request.form.get("_scope", "") or "{}"
    try:
        scope = read_json(text) if len(text) <= LONGEST_SCOPE else None
    except ValueError:
        scope = None
    if not isinstance(scope, dict):
        abort(400, description=_("This page is out of date: open it again."))
    return scope
