"""Compensation: who undoes what, and whether an event that undoes finds something (BPMN 2.0.2, 10.7)."""

from app.engine.ground.elements import CompensationEvent, EventElement
from app.engine.parsing.diagram import ACTIVITY_TAGS, Diagram, Node, Scope
from app.engine.parsing.event_settings import event_definitions
from app.engine.parsing.namespaces import is_true
from app.engine.problems.findings import Findings
from app.engine.problems.problem import did_you_mean


def check_compensation(diagram: Diagram, findings: Findings) -> None:
    """Find handlers that nothing leads to, events without a handler, and events that can undo nothing."""
    for process in diagram.executable_processes:
        _check_scope(process.scope, None, findings)


def _check_scope(scope: Scope, around: Scope | None, findings: Findings) -> None:
    """`around`: what an event in here undoes, for an event sub-process."""
    used = {handler.id for node in scope.nodes.values() for handler in node.handlers}
    for node in scope.nodes.values():
        if node.tag == "boundaryEvent" and node.is_compensation_event:
            _check_catching(node, scope, findings)
        elif node.is_compensation_event and node.tag != "startEvent":
            _check_throwing(node, around or scope, findings)
        if node.is_compensation_subprocess:
            _check_start(node, findings)
        if node.is_for_compensation:
            _check_handler(node, used, findings)
        if node.tag in ACTIVITY_TAGS:
            _check_several(node, findings)
        if node.inner is not None:
            _check_scope(node.inner, (around or scope) if node.is_event_subprocess else None, findings)


def _check_catching(node: Node, scope: Scope, findings: Findings) -> None:
    if node.outgoing:
        findings.add("compensation-flow", node.place, element_ids=tuple(flow.id for flow in node.outgoing))
    elif not node.handlers and node.attached_to in scope.nodes:
        host = scope.nodes[node.attached_to or ""]
        findings.add("compensation-handler-missing", node.place, element_ids=(host.id,), host=host.label)
    for target in node.handlers:
        if not target.is_for_compensation:
            ids = (target.id,)
            findings.add("compensation-handler-not-marked", node.place, element_ids=ids, target=target.label)
    _check_settings(node, findings)


def _check_start(node: Node, findings: Findings) -> None:
    """The start of an event sub-process that undoes what it is in."""
    for start in node.starts:
        if isinstance(start.element, EventElement) and not start.element.interrupting:
            findings.add("compensation-start-non-interrupting", start.place)
        if start.is_compensation_event:
            _check_settings(start, findings)


def _check_settings(node: Node, findings: Findings) -> None:
    definition = event_definitions(node.xml)[0]
    settings = ["activityRef"] if definition.get("activityRef") else []
    settings += [] if is_true(definition, "waitForCompletion", default=True) else ["waitForCompletion"]
    settings += ["asyncBefore"] * node.element.job.before + ["asyncAfter"] * node.element.job.after
    for setting in settings:
        findings.add("compensation-catch-settings", node.place, setting=setting)


def _check_handler(node: Node, used: set[str], findings: Findings) -> None:
    flows = [*node.incoming, *node.outgoing]
    events = [*node.boundary_events, *node.compensation_events]
    if node.is_event_subprocess:
        findings.add("compensation-handler-event-subprocess", node.place)
    elif flows:
        ids = tuple(flow.id for flow in flows)
        findings.add("compensation-handler-with-flows", node.place, element_ids=ids)
    elif events:
        ids = tuple(event.id for event in events)
        findings.add("compensation-handler-with-events", node.place, element_ids=ids)
    elif node.id not in used:
        findings.add("compensation-handler-unused", node.place)


def _check_several(node: Node, findings: Findings) -> None:
    handlers = [handler for event in node.compensation_events for handler in event.handlers]
    if len(node.compensation_events) > 1 and len(handlers) < 2:
        handlers = node.compensation_events
    inner = [] if node.inner is None else node.inner.nodes.values()
    handlers = [*handlers, *(other for other in inner if other.is_compensation_subprocess)]
    if len(handlers) > 1:
        names = ", ".join(f"«{handler.label}»" for handler in handlers)
        ids = tuple(handler.id for handler in handlers)
        findings.add("compensation-handlers-several", node.place, element_ids=ids, handlers=names)


def _check_throwing(node: Node, scope: Scope, findings: Findings) -> None:
    event = node.element.event if isinstance(node.element, EventElement) else None
    if not isinstance(event, CompensationEvent):
        return  # said elsewhere
    if event.activity_id is None:
        if not any(_can_be_undone(other) for other in scope.nodes.values()):
            findings.add("compensation-nothing", node.place)
        return
    activity = scope.nodes.get(event.activity_id)
    if activity is None or activity.tag not in ACTIVITY_TAGS or activity.is_for_compensation:
        hint = did_you_mean(event.activity_id, [other.id for other in scope.nodes.values() if _can_be_undone(other)])
        findings.add("compensation-activity-unknown", node.place, activity=event.activity_id, hint=hint)
    elif not _can_be_undone(activity):
        ids = (activity.id,)
        findings.add("compensation-activity-no-handler", node.place, element_ids=ids, activity=activity.label)


def _can_be_undone(node: Node) -> bool:
    """What a called process can undo is not known before it is called."""
    if node.is_for_compensation or node.tag not in ACTIVITY_TAGS:
        return False
    if node.handler is not None or node.tag == "callActivity":
        return True
    inner = [] if node.inner is None else node.inner.nodes.values()
    return any(other.is_compensation_subprocess or _can_be_undone(other) for other in inner)
