"""Timer start events: they begin a process without a record, and are set before there is any process."""

from app.clock import clock
from app.engine.deploying.start_timers import first_schedule, timer_starts
from app.engine.ground.expressions import Expression
from app.engine.parsing.diagram import Diagram
from app.engine.problems.findings import Findings
from app.engine.time.schedules import DATE, ScheduleError
from app.feel import FeelError


def check_start_timers(diagram: Diagram, findings: Findings) -> None:
    """Find timer start events of processes about records, those that read what is not there, and those in the past."""
    for process in diagram.executable_processes:
        for node, timer in timer_starts(process):
            if process.record_type is not None:
                findings.add("timer-start-record", node.place, record_type=process.record_type)
            if isinstance(timer.value, Expression) and timer.value.reads:
                read = ", ".join(sorted({".".join(path) for path in timer.value.reads}))
                findings.add("timer-start-reads", node.place, read=read)
                continue
            try:
                schedule = first_schedule(timer, clock.now())
            except (ScheduleError, FeelError):
                findings.add("timer-start-never", node.place, source=timer.value.source)
                continue
            if timer.kind == DATE and schedule.due_at < clock.now():
                findings.add("timer-start-past", node.place, source=timer.value.source)
