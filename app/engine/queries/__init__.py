"""What others read of the engine, without locks: a record or a process goes in, what is true of it now comes out.

It never changes anything: what is tried on the way (`allowed_moves`) is rolled back. Named here is all that pages and
interfaces read.
"""

from app.engine.deploying.deployment import definition
from app.engine.ground.elements import (
    ConditionalEvent,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    SignalEvent,
    TerminateEvent,
    TimerEvent,
)
from app.engine.instance.inspection import active_activities, process_variables, read_state, task_variables
from app.engine.instance.trail import BODY, KINDS, activities, role_of
from app.engine.parsing.language import diagram_in
from app.engine.parsing.xml_document import xml_text
from app.engine.queries.job_views import JobView, job, jobs, jobs_of
from app.engine.queries.moves import MoveOutcome, allowed_moves
from app.engine.queries.process_views import ProcessView, Token, process_view, readable_process
from app.engine.time.retries import USUAL

__all__ = [
    "BODY",
    "KINDS",
    "USUAL",
    "ConditionalEvent",
    "ErrorEvent",
    "EscalationEvent",
    "JobView",
    "MessageEvent",
    "MoveOutcome",
    "ProcessView",
    "SignalEvent",
    "TerminateEvent",
    "TimerEvent",
    "Token",
    "active_activities",
    "activities",
    "allowed_moves",
    "definition",
    "diagram_in",
    "job",
    "jobs",
    "jobs_of",
    "process_variables",
    "process_view",
    "read_state",
    "readable_process",
    "role_of",
    "task_variables",
    "xml_text",
]
