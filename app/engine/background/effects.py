"""Effects on the outside world: owed in the transaction that decides them, performed by workers afterwards."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from app.clock import clock
from app.db import db, write_transaction
from app.engine.ground.store import EFFECT
from app.engine.unit.incidents import record_incident, retries
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _

OWED, DONE, FAILED = "owed", "done", "failed"
_LEASE = timedelta(minutes=5)
_DELAYS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))

logger = logging.getLogger(__name__)

Handler = Callable[[Mapping[str, Any], str], None]
_handlers: dict[str, Handler] = {}

_DUE = (
    select(EFFECT)
    .where(EFFECT.c.state == OWED, EFFECT.c.next_attempt_at <= bindparam("now"))
    .order_by(EFFECT.c.next_attempt_at, EFFECT.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)


class PermanentFailure(Exception):
    """Raised by a handler when trying again cannot help: the effect is failed at once."""


def effect_handler(topic: str) -> Callable[[Handler], Handler]:
    """Register what performs the effects of a topic: a function of the payload and the key.

    It runs outside of any transaction and may run twice for one key when a worker dies in between, so it should pass
    the key on to whatever can tell a repetition (a Message-ID, an Idempotency-Key).
    """

    def register(function: Handler) -> Handler:
        _handlers[topic] = function
        return function

    return register


def perform_effects(limit: int = 50) -> int:
    """Perform the effects that are due. Any number of workers may do so at the same time.

    Parameters:
        limit: most effects of one call.

    Returns:
        How many were done by this call.
    """
    done = 0
    for effect in _take(limit):
        try:
            _perform(effect)
        except Exception as error:
            logger.warning("effect %s failed", effect["key"], exc_info=True)
            _failed(effect, error)
        else:
            _finish(effect["id"], state=DONE, error=None)
            done += 1
    return done


def _perform(effect: Mapping[str, Any]) -> None:
    handler = _handlers.get(effect["topic"])
    if handler is None:
        raise PermanentFailure(str(_('Nothing performs effects of the topic "%(topic)s".', topic=effect["topic"])))
    handler(effect["payload"], effect["key"])


def _take(limit: int) -> list[dict[str, Any]]:
    """Lease due effects, so that no other worker takes them while they are performed."""
    now = clock.now()
    with write_transaction():
        rows = [dict(row) for row in db.session.execute(_DUE, {"now": now, "limit": limit}).mappings()]
        if rows:
            db.session.execute(
                update(EFFECT).where(EFFECT.c.id.in_([row["id"] for row in rows])).values(next_attempt_at=now + _LEASE)
            )
    return rows


def _failed(effect: Mapping[str, Any], error: Exception) -> None:
    attempts = effect["attempts"] + 1
    if not isinstance(error, PermanentFailure) and attempts <= len(_DELAYS):
        retry_at: datetime = clock.now() + _DELAYS[attempts - 1]
        _finish(effect["id"], attempts=attempts, next_attempt_at=retry_at, error=str(error))
        return
    with write_transaction():
        db.session.execute(
            update(EFFECT).where(EFFECT.c.id == effect["id"]).values(state=FAILED, attempts=attempts, error=str(error))
        )
        record_incident(
            db.session.connection(),
            command="perform_effect",
            arguments={"effect_id": effect["id"]},
            error=error,
            process_instance_id=effect["process_instance_id"],
        )


def _finish(effect_id: int, **values: Any) -> None:
    with write_transaction():
        db.session.execute(update(EFFECT).where(EFFECT.c.id == effect_id).values(**values))


@retries("perform_effect")
def _owe_again(unit: UnitOfWork, arguments: Mapping[str, Any]) -> None:
    unit.connection.execute(
        update(EFFECT)
        .where(EFFECT.c.id == arguments["effect_id"])
        .values(state=OWED, attempts=0, next_attempt_at=unit.now, error=None)
    )
