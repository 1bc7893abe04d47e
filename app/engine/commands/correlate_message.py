"""Bring a message from outside to the process that it fits."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app.engine.deploying import deployment
from app.engine.ground.errors import MessageMismatch
from app.engine.ground.given import given_variables
from app.engine.ground.store import INSTANCE, SUBSCRIPTION
from app.engine.ground.values import plain, to_json
from app.engine.instance.inspection import process_variables, read_state
from app.engine.instance.runtime import Runtime
from app.engine.instance.waiting import MESSAGE
from app.engine.unit.delivery import STATUS_REQUESTED, bring, message_variables, start_element
from app.engine.unit.from_outside import part_for, variables_for_some
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _

MOST_PROCESSES = 1000


def correlate_message(
    unit: UnitOfWork,
    name: str,
    payload: Mapping[str, Any] | None = None,
    *,
    record: tuple[str, int] | None = None,
    instance_id: int | None = None,
    keys: Mapping[str, Any] | None = None,
    everyone: bool = False,
) -> list[tuple[Runtime, bool]]:
    """Send a message to what waits for it, as Camunda correlates: to one event that fits, or with `everyone` to all.

    Parameters:
        payload: becomes process variables.
        record: type and id; only processes of this record.
        instance_id: only this process.
        keys: process variables that a process must have, with these values.
        everyone: all that fits hears it, of processes without a record at most `MOST_PROCESSES`; or nothing.

    Returns:
        The processes that heard it, and whether they were started by it.

    Raises:
        NotFound: there is no such process.
        NotAllowedNow: a variable of which no diagram that hears it speaks.
        MessageMismatch: it fits nothing, or several events where one was meant.
        Refusal, TechnicalFailure, StepLimitExceeded: a process could not run on.
    """
    candidates = _candidates(unit, name, record, instance_id, keys or {})
    if not everyone:
        _require_one(unit, name, candidates)
    waiting = [runtime for runtime in candidates if runtime.row["ended_at"] is None and _hears(unit, runtime, name)]
    if name == STATUS_REQUESTED:
        variables = message_variables(name, given_variables(payload))
    else:
        variables = variables_for_some([runtime.definition for runtime in waiting], payload, (record or (None,))[0])
    for runtime in waiting:
        bring(unit, runtime, MESSAGE, name, variables, from_outside=name != STATUS_REQUESTED)
    heard = [(runtime, False) for runtime in waiting]
    if not heard and instance_id is None:
        heard = [(runtime, True) for runtime in _started(unit, name, record, payload or {})]
    if not heard and not everyone:
        raise MessageMismatch(_('Nothing waits for "%(name)s" now.', name=name), code="messageNotAwaited", name=name)
    unit.run()
    return heard


def _hears(unit: UnitOfWork, runtime: Runtime, name: str) -> bool:
    return any(event[:2] == (MESSAGE, name) for event in unit.waiting(runtime).events.values())


def _candidates(
    unit: UnitOfWork,
    name: str,
    record: tuple[str, int] | None,
    instance_id: int | None,
    keys: Mapping[str, Any],
) -> list[Runtime]:
    if instance_id is not None:
        found = [unit.instance_with_record(instance_id)]
    elif record is not None:
        found = unit.instances_of(*record)
    else:
        return [unit.instance(number) for number in _without_record(unit, name, keys)]
    return [
        runtime
        for runtime in found
        if record in (None, (runtime.record_type, runtime.record_id))
        and _fits(process_variables(runtime.workflow), keys)
    ]


def _require_one(unit: UnitOfWork, name: str, candidates: list[Runtime]) -> None:
    """Refuse a message for which several events wait, be it in one process."""
    waiting = select(func.count(SUBSCRIPTION.c.id)).where(
        SUBSCRIPTION.c.kind == MESSAGE,
        SUBSCRIPTION.c.name == name,
        SUBSCRIPTION.c.process_instance_id.in_([runtime.id for runtime in candidates]),
    )
    count = unit.connection.execute(waiting).scalar_one()
    if count > 1:
        words = _('%(count)s processes wait for "%(name)s", and it is not said which is meant.', name=name, count=count)
        raise MessageMismatch(words, code="messageAmbiguous", name=name)


def _without_record(unit: UnitOfWork, name: str, keys: Mapping[str, Any]) -> list[int]:
    """Numbers of the processes without a record that wait for the message and have these variables.

    Each must have its text in the state, which the database looks for; what else has that text is left out here.
    """
    wanted = {key: plain(value) for key, value in keys.items()}
    texts = [
        json.dumps({key: value}, default=to_json, ensure_ascii=False, separators=(",", ":"))[1:-1]
        for key, value in wanted.items()
    ]
    waiting = select(SUBSCRIPTION.c.process_instance_id).where(
        SUBSCRIPTION.c.kind == MESSAGE, SUBSCRIPTION.c.name == name
    )
    statement = (
        select(INSTANCE.c.id, INSTANCE.c.process_definition_id, INSTANCE.c.state)
        .where(INSTANCE.c.id.in_(waiting), INSTANCE.c.record_type.is_(None), INSTANCE.c.ended_at.is_(None))
        .where(*(INSTANCE.c.state.contains(text, autoescape=True) for text in texts))
        .order_by(INSTANCE.c.id)
        .limit(MOST_PROCESSES + 1)
    )
    rows = unit.connection.execute(statement).mappings().all()
    if len(rows) > MOST_PROCESSES:
        raise MessageMismatch(
            _('More than %(count)s processes wait for "%(name)s".', name=name, count=MOST_PROCESSES),
            code="messageAmbiguous",
            name=name,
        )
    if not wanted:
        return [row["id"] for row in rows]
    return [row["id"] for row in rows if _fits(process_variables(read_state(dict(row))), wanted)]


def _fits(variables: Mapping[str, Any], keys: Mapping[str, Any]) -> bool:
    missing = object()
    return all(variables.get(name, missing) == plain(value) for name, value in keys.items())


def _started(unit: UnitOfWork, name: str, record: tuple[str, int] | None, payload: Mapping[str, Any]) -> list[Runtime]:
    record_type, record_id = record or (None, None)
    definitions = deployment.definitions_started_by_message(name, record_type)
    variables = variables_for_some(definitions, payload, record_type)
    return [
        unit.start(
            definition,
            record_type,
            record_id,
            part_for(definition, variables),
            start_element(definition, MESSAGE, name),
        )
        for definition in definitions
    ]
