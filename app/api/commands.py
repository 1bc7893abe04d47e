"""One request, one unit of work, one answer: also when the same request comes twice."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from app.access.session import current_actor
from app.api.errors import BadRequest
from app.api.models import IdempotentAnswer
from app.bounds import keepable, read_json
from app.db import db
from app.engine import UnitOfWork, unit_of_work
from app.i18n import gettext as _

KEPT_FOR = timedelta(hours=24)
Answer = tuple[Any, int] | tuple[Any, int, dict[str, str]]


def json_object() -> dict[str, Any]:
    """The body of the request, which must be a JSON object.

    Raises:
        BadRequest: it is something else.
    """
    if not request.get_data(cache=True):
        return {}
    try:
        body: dict[str, Any] = read_json(request.get_data(cache=True))
        spoilt = [name for name, value in body.items() if not keepable(name) or not keepable(value)]
    except (ValueError, AttributeError, RecursionError):
        raise BadRequest(_("The body must be a JSON object.")) from None
    if spoilt:
        raise BadRequest(_("“%(name)s” has a character that cannot be kept.", name=ascii(spoilt[0])[1:-1]))
    return body


def run_command(command: Callable[[UnitOfWork], Answer]) -> Response:
    """Run a command of the API in a unit of work.

    With an `Idempotency-Key` the answer is kept in the same transaction for 24 hours and given again to the same
    request of the same caller.

    Parameters:
        command: given the unit, answers with (body, status) or (body, status, headers).

    Raises:
        BadRequest: the key was used for another request.
    """
    actor = current_actor()
    key = request.headers.get("Idempotency-Key")
    if not key:
        with unit_of_work(actor) as unit:
            answer = command(unit)
        return _response(*answer)
    if len(key) > 255:
        raise BadRequest(_("An Idempotency-Key has at most 255 characters."))
    try:
        with unit_of_work(actor) as unit:
            kept = _kept(actor.id, key, unit)
            if kept is None:
                answer = command(unit)
                _keep(actor.id, key, unit, answer)
                return _response(*answer)
    except IntegrityError:  # the same request was under way at the same time and was faster
        with unit_of_work(actor) as unit:
            kept = _kept(actor.id, key, unit)
        if kept is None:
            raise
    return _again(kept)


def run_silently(command: Callable[[UnitOfWork], object]) -> Response:
    """Run a command whose success has nothing to say: 204. Otherwise as `run_command`."""

    def run(unit: UnitOfWork) -> Answer:
        command(unit)
        return None, 204

    return run_command(run)


def _again(kept: IdempotentAnswer) -> Response:
    if kept.request != _digest():
        raise BadRequest(_("This Idempotency-Key was already used for another request."))
    return _response(kept.body, kept.status, {**kept.headers, "Idempotent-Replayed": "true"})


def _kept(person_id: int | None, key: str, unit: UnitOfWork) -> IdempotentAnswer | None:
    db.session.execute(delete(IdempotentAnswer).where(IdempotentAnswer.created_at < unit.now - KEPT_FOR))
    found = select(IdempotentAnswer).where(IdempotentAnswer.person_id == person_id, IdempotentAnswer.key == key)
    return db.session.scalar(found)


def _keep(person_id: int | None, key: str, unit: UnitOfWork, answer: Answer) -> None:
    body, status, headers = (*answer, {})[:3]
    db.session.execute(
        insert(IdempotentAnswer).values(
            person_id=person_id,
            key=key,
            request=_digest(),
            status=status,
            body=body,
            headers=headers,
            created_at=unit.now,
        )
    )


def _digest() -> str:
    text = f"{request.method} {request.full_path}\n".encode() + request.get_data(cache=True)
    return hashlib.sha256(text).hexdigest()


def _response(body: Any, status: int, headers: dict[str, str] | None = None) -> Response:
    response = Response(status=status) if body is None else jsonify(body)
    response.status_code = status
    response.headers.update(headers or {})
    return response
