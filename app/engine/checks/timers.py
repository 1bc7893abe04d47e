"""Timers whose text says already that they would fire without a pause."""

from flask import current_app

from app.clock import clock
from app.engine.deploying.start_timers import first_schedule
from app.engine.ground.elements import EventElement, TimerEvent
from app.engine.parsing.diagram import Diagram
from app.engine.problems.findings import Findings
from app.engine.time.schedules import CYCLE, ScheduleError
from app.engine.time.spacing import TooOften, check_spacing
from app.feel import FeelError


def check_timers(diagram: Diagram, findings: Findings) -> None:
    """Find cycles whose rounds follow each other too closely; those that read variables are looked at when set."""
    shortest = current_app.config["SETTINGS"].timer_interval
    for process in diagram.executable_processes:
        for scope in process.scope.with_inner():
            for node in scope.nodes.values():
                timer = node.element.event if isinstance(node.element, EventElement) else None
                if isinstance(timer, TimerEvent) and _too_often(timer, shortest):
                    findings.add("timer-too-often", node.place, source=timer.value.source, shortest=shortest)


def _too_often(timer: TimerEvent, shortest: int) -> bool:
    if timer.kind != CYCLE or timer.value.reads:
        return False
    try:
        check_spacing(first_schedule(timer, clock.now()), shortest)
    except TooOften:
        return True
    except (ScheduleError, FeelError):
        return False  # said where it is read
    return False
