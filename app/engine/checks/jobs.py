"""Where a transaction may end, and that settings of jobs stand where there is a job."""

from app.engine.ground.elements import ErrorEvent, EventElement, TerminateEvent, TimerEvent
from app.engine.parsing.diagram import Diagram, Node, Scope
from app.engine.parsing.job_settings import PRIORITY, process_priority_problem
from app.engine.parsing.namespaces import camunda, is_true
from app.engine.parsing.task_settings import TASK_PRIORITY
from app.engine.problems.findings import Findings, Place
from app.i18n import Words
from app.i18n import lazy_gettext as _

_AFTER, _BEFORE = "camunda:asyncAfter", "camunda:asyncBefore"


def check_jobs(diagram: Diagram, findings: Findings) -> None:
    """Find asynchronous continuations that could not be, and settings of jobs where there is none."""
    for process in diagram.executable_processes:
        for attribute, what in (("jobPriority", PRIORITY), ("taskPriority", TASK_PRIORITY)):
            priority = process_priority_problem(process.xml, attribute)
            if priority is not None:
                allowed = _("a whole number")
                findings.add("setting-invalid", process.place, what=what, value=priority, allowed=allowed)
        for scope in process.scope.with_inner():
            for node in scope.nodes.values():
                _check_continuation(node, scope, findings)
                _check_settings(node, findings)


def _check_continuation(node: Node, scope: Scope, findings: Findings) -> None:
    job, event = node.element.job, getattr(node.element, "event", None)
    if job.after and node.tag == "eventBasedGateway":
        why = _("the gateway waits for its events already")
        _not_here(node, _AFTER, why, _PUT_BEFORE, findings)
    if job.after and node.tag == "endEvent" and isinstance(event, ErrorEvent | TerminateEvent):
        why = _("nothing goes on after this event")
        _not_here(node, _AFTER, why, _PUT_BEFORE, findings)
    if job.before and any(_is_event_gateway(scope, flow.source) for flow in node.incoming):
        why = _("the gateway waits for this event at once")
        _not_here(node, _BEFORE, why, _PUT_AFTER, findings)
    if (job.before or job.after) and node.is_event_subprocess:
        setting = _BEFORE if job.before else _AFTER
        why = _("an event begins it")
        _not_here(node, setting, why, _PUT_INSIDE, findings)


def _is_event_gateway(scope: Scope, node_id: str) -> bool:
    return node_id in scope.nodes and scope.nodes[node_id].tag == "eventBasedGateway"


def _not_here(node: Node, setting: str, why: Words, instead: Words, findings: Findings) -> None:
    findings.add("async-not-here", node.place, setting=setting, why=why, instead=instead)


_PUT_BEFORE = _("Set camunda:asyncBefore instead.")
_PUT_AFTER = _("Set camunda:asyncAfter instead.")
_PUT_INSIDE = _("Set camunda:asyncAfter on the start event inside.")


def _check_settings(node: Node, findings: Findings) -> None:
    job = node.element.job
    if job.before or job.after or job.before_each or _has_timer(node):
        return
    place = Place(node.place.line, node.place.column, node.id, node.label)
    for setting, is_set in (
        ("failedJobRetryTimeCycle", job.retry is not None),
        ("jobPriority", node.xml.get(camunda("jobPriority")) is not None),
        ("exclusive", not is_true(node.xml, camunda("exclusive"), default=True)),
    ):
        if is_set:
            findings.add("job-missing", place, setting=f"camunda:{setting}")


def _has_timer(node: Node) -> bool:
    return isinstance(node.element, EventElement) and isinstance(node.element.event, TimerEvent)
