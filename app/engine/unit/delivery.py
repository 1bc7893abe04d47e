"""Brings what has happened to whoever waits for it: messages, signals, changed fields."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.engine.deploying import deployment
from app.engine.ground import store
from app.engine.ground.errors import NotAllowedNow, NotFound
from app.engine.instance.runtime import Runtime
from app.engine.instance.serialization import UnreadableState
from app.engine.instance.waiting import CONDITIONAL, MESSAGE, SIGNAL, fields_read
from app.engine.parsing.process_builder import Start
from app.engine.specs.events import fire, is_waiting, rearm
from app.engine.time.schedules import DATE
from app.engine.unit.events import UnitEvents
from app.engine.unit.from_outside import part_for
from app.engine.unit.incidents import record_incident, retries
from app.engine.unit.start_conditions import start_where_true
from app.i18n import lazy_gettext as _

STATUS_REQUESTED = "statusRequested"


def deliver(unit: UnitEvents, event: tuple[Any, ...]) -> None:
    """Bring one queued event (`UnitOfWork.queue_…`, `record_changed`)."""
    kind, *content = event
    _DELIVERIES[kind](unit, *content)


def _message(
    unit: UnitEvents,
    record_type: str | None,
    record_id: int | None,
    name: str,
    payload: Mapping[str, Any],
    element: Any,
) -> None:
    variables = message_variables(name, payload)
    heard = [bring(unit, runtime, MESSAGE, name, variables) for runtime in unit.instances_of(record_type, record_id)]
    if any(heard):
        return
    definitions = deployment.definitions_started_by_message(name, record_type)
    for definition in definitions:
        unit.start(definition, record_type, record_id, variables, start_element(definition, MESSAGE, name))
    if not definitions:
        raise NotAllowedNow(
            _('Nothing waits for "%(name)s" now.', name=name),
            code="messageNotAwaited",
            name=name,
            element_id=None if element is None else element.id,
        )


def message_variables(name: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The process variables that a message sets: its payload, except that a requested status has a name of its own."""
    if name == STATUS_REQUESTED:
        return {"requested_status": payload.get("status")}
    return dict(payload)


def _signal(
    unit: UnitEvents,
    record_type: str | None,
    record_id: int | None,
    name: str,
    payload: Mapping[str, Any],
    everywhere: bool,
    from_outside: bool,
) -> None:
    runtimes = unit.instances_of(record_type, record_id)
    if everywhere:
        runtimes = [*runtimes, *(runtime for runtime in unit.at_hand() if runtime not in runtimes)]
        numbers = {runtime.row["id"] for runtime in runtimes}
        others = store.subscribed_instances(unit.connection, SIGNAL, name)
        found = (_other(unit, number, name, payload) for number in others if number not in numbers)
        runtimes = [*runtimes, *(runtime for runtime in found if runtime is not None)]
    for runtime in runtimes:
        if not runtime.row["suspended"]:
            bring(unit, runtime, SIGNAL, name, payload, from_outside=from_outside)
    for definition in deployment.definitions_started_by_signal(name, record_type):
        variables = part_for(definition, payload) if from_outside else payload
        unit.start(definition, record_type, record_id, variables, start_element(definition, SIGNAL, name))


def _other(unit: UnitEvents, number: int, name: str, payload: Mapping[str, Any]) -> Runtime | None:
    """A process that waits for a signal of others; None when it cannot hear it now, which does not hold them up."""
    try:
        runtime = unit.instance(number)
    except NotFound:
        return None  # deleted in the meantime
    except UnreadableState as error:
        arguments = {"process_instance_id": number, "name": name, "payload": payload}
        record_incident(
            unit.connection, command="deliver_signal", arguments=arguments, error=error, process_instance_id=number
        )
        return None
    return None if runtime.row["suspended"] else runtime


@retries("deliver_signal")
def _signal_again(unit: UnitEvents, arguments: Mapping[str, Any]) -> None:
    bring(unit, unit.instance(arguments["process_instance_id"]), SIGNAL, arguments["name"], arguments["payload"])
    unit.run()


def bring(
    unit: UnitEvents, runtime: Runtime, kind: str, name: str, payload: Mapping[str, Any], *, from_outside: bool = False
) -> bool:
    """Bring a message or signal to everything in a process that waits for it; false when nothing does.

    Parameters:
        from_outside: each takes that part of the payload of which its diagram speaks.
    """
    waiting = unit.waiting(runtime)
    tasks = [waiting.tasks[task_id] for task_id, event in waiting.events.items() if event[:2] == (kind, name)]
    if tasks:
        unit.touch(runtime)
    for task in tasks:
        fire(task, part_for(task.workflow.definition, payload) if from_outside else payload)
    return bool(tasks)


def start_element(definition: Any, kind: str, name: str) -> str:
    """The start event of a definition that listens to a message or signal."""
    starts: Iterable[Start] = definition.process.starts
    return next(start.element_id for start in starts if start.kind == kind and start.name == name)


def _fields(unit: UnitEvents, record_type: str, record_id: int, fields: frozenset[str]) -> None:
    for runtime in unit.instances_of(record_type, record_id):
        waiting = unit.waiting(runtime)
        for task in waiting.timer_tasks.values():
            reads_date = task.task_spec.event_definition.setting.kind == DATE
            if reads_date and fields.intersection(fields_read(task, record_type)) and is_waiting(task) and rearm(task):
                unit.touch(runtime)
        for task_id, (kind, _name, _element) in waiting.events.items():
            task = waiting.tasks[task_id]
            if kind != CONDITIONAL or not fields.intersection(fields_read(task, record_type)):
                continue
            if not is_waiting(task):
                continue  # what happened before it in this round has ended it
            before = dict(task.internal_data)
            if task.task_spec.event_definition.became_true(task):
                unit.touch(runtime)
                fire(task)
            elif before != task.internal_data:
                unit.touch(runtime)
    start_where_true(unit, record_type, record_id, fields)


def _new_record(unit: UnitEvents, record_type: str, record_id: int) -> None:
    start_where_true(unit, record_type, record_id, None)


_DELIVERIES: Mapping[str, Callable[..., None]] = {
    "message": _message,
    "signal": _signal,
    "fields": _fields,
    "record": _new_record,
}
