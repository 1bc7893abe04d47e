"""Timer start events: processes without a record that the clock starts.

The newest version of a process has one row for each of its timer start events, set when it is deployed: durations and
cycles begin then. The rows of the version before go, whether the new one has timer start events or not. What was due
while no clock was running is started once, however often it was missed. A date that has passed already when the version
is deployed starts nothing: an earlier version has done so.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Connection, delete, insert, select

from app.engine.ground.elements import EventElement, TimerEvent
from app.engine.ground.store import START_TIMER
from app.engine.models import ProcessDefinition
from app.engine.parsing.diagram import Node, Process
from app.engine.time import schedules
from app.engine.time.schedules import DATE, Schedule


def timer_starts(process: Process) -> Iterator[tuple[Node, TimerEvent]]:
    """The timer start events of a process."""
    for node in process.scope.nodes.values():
        event = node.element.event if isinstance(node.element, EventElement) else None
        if node.tag == "startEvent" and isinstance(event, TimerEvent):
            yield node, event


def first_schedule(timer: TimerEvent, now: datetime) -> Schedule:
    """When a timer start event that is deployed now starts the first process.

    Raises:
        ScheduleError, app.feel.FeelError: its value gives no time.
    """
    found = schedules.schedule(timer, {}, now, ZoneInfo(current_app.config["SETTINGS"].time_zone))
    if found is None:
        raise schedules.ScheduleError("a process that is not there yet has no fields whose date could be waited for")
    return found


def set_start_timers(connection: Connection, process: Process, definition_id: int, now: datetime) -> None:
    """A version of a process is the newest: its timer start events count from now, those of others no more."""
    of_process = select(ProcessDefinition.id).where(ProcessDefinition.key == process.key)
    connection.execute(delete(START_TIMER).where(START_TIMER.c.process_definition_id.in_(of_process)))
    for node, timer in timer_starts(process):
        schedule = first_schedule(timer, now)
        if timer.kind == DATE and schedule.due_at < now:
            continue
        row = {
            "process_definition_id": definition_id,
            "element_id": node.id,
            "due_at": schedule.due_at,
            "schedule": schedule.to_json(),
            "priority": _priority(node),
        }
        connection.execute(insert(START_TIMER), row)


def _priority(node: Node) -> int:
    priority = node.element.job.priority
    try:
        return 0 if priority is None else int(priority.evaluate({}))
    except (TypeError, ValueError, ArithmeticError):
        return 0
