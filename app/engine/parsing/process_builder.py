"""Builds the specs that SpiffWorkflow runs from a diagram that was read.

SpiffWorkflow's own parser is not used: it follows the flows by recursion (some 300 elements in a row are its end), and
passes over what it does not know. What it would make of a correct diagram is made here too: the same task specs, with
boundary events between a split and a join, and a multi-instance activity around the task that it repeats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions import NoneEventDefinition

from app.engine import specs
from app.engine.ground.elements import (
    CallActivityElement,
    CancelEvent,
    CompensationEvent,
    ConditionalEvent,
    Element,
    ErrorEvent,
    EscalationEvent,
    EventElement,
    EventSetting,
    MessageEvent,
    ServiceTaskElement,
    SignalEvent,
    TerminateEvent,
    TimerEvent,
    Words,
)
from app.engine.parsing.diagram import Diagram, Flow, Node, Process, Scope
from app.engine.parsing.namespaces import BPMN_DIAGRAM
from app.engine.parsing.normalise import normalise
from app.engine.specs import EVENT_CLASSES, MULTI_INSTANCE_CLASSES, SPEC_CLASSES
from app.engine.specs import events as event_specs
from app.engine.specs.compensation import CompensationEventDefinition, handler_spec_name
from app.engine.specs.completed_activities import record_completed
from app.engine.specs.continuations import AFTER, BEFORE, Continuation, put_off_runs
from app.engine.specs.gateways import BoundaryJoin
from app.engine.specs.transactions import CancelEventDefinition

_JOINS = ("parallelGateway", "inclusiveGateway")
_HOLDING = frozenset({"subProcess", "transaction", "callActivity"})  # what is done inside them can be undone


_START_KINDS: Mapping[type, str] = {
    MessageEvent: "message",
    SignalEvent: "signal",
    TimerEvent: "timer",
    ConditionalEvent: "conditional",
}


@dataclass(frozen=True)
class Start:
    """A start event: `kind` is `none`, `message`, `signal`, `timer` or `conditional`; `name` of a message or signal."""

    element_id: str
    kind: str
    name: str | None = None


@dataclass(frozen=True)
class ParsedProcess:
    """A process, ready to run.

    Attributes:
        key, name, record_type, variables: as in the diagram.
        spec: the process spec; its name is the key.
        subprocess_specs: embedded sub-processes of any depth, by element id.
        elements: all elements, by id.
        flows: all flows, by id.
        starts: how it begins.
        diagram: the file it is in.
        handlers: for activities that a boundary event says how to undo: the activity that does it, by id.
        event_handlers: event sub-processes that undo what they are in, by the id of that sub-process or process.
    """

    key: str
    name: Words
    record_type: str | None
    variables: tuple[str, ...]
    spec: BpmnProcessSpec
    subprocess_specs: Mapping[str, BpmnProcessSpec]
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    starts: tuple[Start, ...]
    diagram: Diagram
    handlers: Mapping[str, str]
    event_handlers: Mapping[str, str]

    @cached_property
    def is_drawn(self) -> bool:
        """Whether the file has a picture with elements of the process."""
        shapes = self.diagram.document.root.iter(f"{{{BPMN_DIAGRAM}}}BPMNShape")
        return any(shape.get("bpmnElement") in self.elements for shape in shapes)

    def within(self, element_id: str) -> list[str]:
        """The ids of the sub-processes around an element, the innermost first."""
        found: list[str] = []
        while (around := self.sub_process_of.get(found[-1] if found else element_id)) is not None:
            found.append(around)
        return found

    @cached_property
    def sub_process_of(self) -> Mapping[str, str]:
        """The id of the innermost sub-process around each element that is in one, by element id."""
        return {
            task_spec.element.id: sub_process_id
            for sub_process_id, spec in self.subprocess_specs.items()
            for task_spec in spec.task_specs.values()
            if task_spec.element is not None
        }


def build_process(diagram: Diagram, process: Process) -> ParsedProcess:
    """Build the specs of a process that has no errors."""
    built: dict[str, BpmnProcessSpec] = {}
    for scope in process.scope.with_inner():
        built[scope.id] = _build_scope(scope, process)
        for node in scope.nodes.values():
            if node.is_for_compensation:
                built[handler_spec_name(node.id)] = _build_handler(node)
    for node in [node for scope in process.scope.with_inner() for node in scope.event_subprocesses]:
        built[node.id].is_event_subprocess = True
    nodes = process.all_nodes()
    return ParsedProcess(
        key=process.key,
        name=process.name,
        record_type=process.record_type,
        variables=process.variables,
        spec=built.pop(process.scope.id),
        subprocess_specs=built,
        elements={node.id: node.element for node in nodes},
        flows={flow.id: flow for scope in process.scope.with_inner() for flow in scope.flows.values()},
        starts=read_starts(process),
        diagram=diagram,
        handlers={node.id: node.handler.id for node in nodes if node.handler is not None},
        event_handlers={
            scope.id: node.id
            for scope in process.scope.with_inner()
            for node in scope.event_subprocesses
            if node.is_compensation_subprocess
        },
    )


def read_starts(process: Process) -> tuple[Start, ...]:
    """How a process begins."""
    starts = []
    for node in process.scope.nodes.values():
        if not isinstance(node.element, EventElement) or node.tag != "startEvent":
            continue
        event = node.element.event
        kind = _START_KINDS.get(type(event), "none")
        starts.append(Start(node.id, kind, getattr(event, "name", None)))
    return tuple(starts)


def _build_scope(scope: Scope, process: Process) -> BpmnProcessSpec:
    name = process.name["ru"] if scope is process.scope else scope.id
    process_spec = BpmnProcessSpec(name=scope.id, description=name, filename=scope.id)
    nodes, flows = normalise(scope)
    nodes = {node_id: node for node_id, node in nodes.items() if not node.is_event_subprocess}
    built = {node.id: _BuiltNode(process_spec, node) for node in nodes.values()}
    for node in nodes.values():
        if node.tag == "startEvent":
            process_spec.start.connect(built[node.id].entry_of(None))
        built[node.id].attach([built[event.id] for event in node.boundary_events])
    outgoing: dict[str, list[Flow]] = {node_id: [] for node_id in nodes}
    for flow in flows:
        outgoing[flow.source].append(flow)
    for node in nodes.values():
        for flow in outgoing[node.id]:
            built[node.id].connect(flow, built[flow.target].entry_of(flow), len(outgoing[node.id]))
        if node.tag == "endEvent":
            built[node.id].task.connect(built[node.id].put_off_after(None, process_spec.end))
    for node in scope.event_subprocesses:
        if not node.is_compensation_subprocess:
            _build_event_subprocess(process_spec, node)
    process_spec.flow_ids = {(flow.source, flow.target): flow.id for flow in flows}
    specs.finish(process_spec)
    return process_spec


def _build_event_subprocess(process_spec: BpmnProcessSpec, node: Node) -> None:
    """A branch beside that of the start event: the event that is waited for, what it begins, the end of the scope."""
    (first,) = node.starts
    start = specs.EventSubProcessStart(
        process_spec,
        first.id,
        event_definition(first.event),
        first.interrupting,
        description=first.tag,
        bpmn_name=first.element.name["ru"],
    )
    start.element = first.element
    body = specs.EventSubProcess(
        process_spec,
        node.id,
        subworkflow_spec=node.id,
        description=node.tag,
        bpmn_name=node.element.name["ru"],
    )
    body.element = node.element
    process_spec.start.connect(start)
    start.connect(body)
    body.connect(process_spec.end)
    body.completed_event.connect(record_completed)


def _build_handler(node: Node) -> BpmnProcessSpec:
    """An activity by itself, as it undoes another one."""
    process_spec = BpmnProcessSpec(name=handler_spec_name(node.id), filename=node.id)
    built = _BuiltNode(process_spec, node)
    process_spec.start.connect(built.entry_of(None))
    built.task.connect(built.put_off_after(None, process_spec.end))
    specs.finish(process_spec)
    return process_spec


class _BuiltNode:
    """The task specs of one element: where flows come in, and where they go out."""

    def __init__(self, process_spec: BpmnProcessSpec, node: Node) -> None:
        self._process_spec = process_spec
        self._node = node
        self.task = self._build_task()
        self.task.element = node.element
        if node.handler is not None or node.tag in _HOLDING:
            self.task.completed_event.connect(record_completed)
        if node.element.multi_instance is not None:
            self.task = self._repeat(self.task)
            self.task.element = node.element
        self._entry = self.task
        self._put_off_entry: BpmnTaskSpec | None = None

    def _build_task(self) -> BpmnTaskSpec:
        element = self._node.element
        arguments: dict[str, Any] = {
            "description": element.tag,
            "lane": element.lane,
            "bpmn_name": element.name["ru"],
            "documentation": element.documentation["ru"] if element.documentation else None,
        }
        tag = "serviceTask" if isinstance(element, ServiceTaskElement) else element.tag
        if isinstance(element, EventElement) or tag == "eventBasedGateway":
            arguments["event_definition"] = event_definition(self._node.event)
        if tag == "boundaryEvent":
            arguments["cancel_activity"] = self._node.interrupting
        if tag in ("subProcess", "transaction"):
            arguments["subworkflow_spec"] = element.id
        if isinstance(element, CallActivityElement):
            arguments["subworkflow_spec"] = element.called_key
        by_event = EVENT_CLASSES.get((tag, type(self._node.event)))
        return (by_event or SPEC_CLASSES[tag])(self._process_spec, element.id, **arguments)

    def _repeat(self, original: BpmnTaskSpec) -> BpmnTaskSpec:
        settings = self._node.element.multi_instance
        kind = "sequential" if settings is not None and settings.sequential else "parallel"
        name = original.name
        task_specs = self._process_spec.task_specs
        del task_specs[name]
        original.name = f"{name} [child]"
        task_specs[original.name] = original
        repeating = MULTI_INSTANCE_CLASSES[kind](
            self._process_spec, name, description=original.description, task_spec=original.name, lane=original.lane
        )
        repeating.bpmn_name, repeating.documentation = original.bpmn_name, original.documentation
        original.inputs = [repeating]
        if self._node.element.job.before_each:
            put_off_runs(original)
        return repeating

    def attach(self, events: "list[_BuiltNode]") -> None:
        """Put boundary events around the task."""
        if not events:
            return
        name, lane = self._node.id, self._node.element.lane
        split = BoundaryEventSplit(self._process_spec, f"{name}.BoundaryEventSplit", lane=lane)
        join = BoundaryJoin(
            self._process_spec, f"{name}.BoundaryEventJoin", lane=lane, split_task=split.name, cancel=True
        )
        for task in (self.task, *(event.task for event in events)):
            split.connect(task)
            if getattr(task, "cancel_activity", True):  # the others end nothing, however often they happen
                task.connect(join)
        self._entry = split

    def entry_of(self, flow: Flow | None) -> BpmnTaskSpec:
        """Where a flow comes in (None: the start of the process). A join has a job for each flow: it counts them."""
        if not self._node.element.job.before or self._node.tag == "boundaryEvent":
            return self._entry
        if self._node.tag in _JOINS:
            return self._continuation(flow, BEFORE, self._entry)
        if self._put_off_entry is None:
            self._put_off_entry = self._continuation(None, BEFORE, self._entry)
        return self._put_off_entry

    def put_off_after(self, flow: Flow | None, target: BpmnTaskSpec) -> BpmnTaskSpec:
        """What the element leads to by a flow: the target, or the jobs before it. An event that is attached cannot be
        put off before it happens, so its job comes then."""
        if self._node.element.job.after:
            target = self._continuation(flow, AFTER, target)
        if self._node.element.job.before and self._node.tag == "boundaryEvent":
            target = self._continuation(flow, BEFORE, target)
        return target

    def _continuation(self, flow: Flow | None, position: str, target: BpmnTaskSpec) -> BpmnTaskSpec:
        name = self._node.id if flow is None else f"{self._node.id}.{flow.id}"
        continuation = Continuation(self._process_spec, f"{name}.{position}", self._node.element, position)
        continuation.connect(target)
        return continuation

    def connect(self, flow: Flow, target: BpmnTaskSpec, ways_out: int) -> None:
        """Lead a flow to another element."""
        target = self.put_off_after(flow, target)
        chooses = self._node.tag in ("exclusiveGateway", "inclusiveGateway")
        if chooses and flow.condition is not None and ways_out > 1:
            self.task.connect_outgoing_if(flow.condition, target)
        else:
            self.task.connect(target)


def event_definition(setting: EventSetting | None) -> Any:
    """What SpiffWorkflow waits for or throws."""
    definition = _event_definition(setting)
    definition.setting = setting
    return definition


def _event_definition(setting: EventSetting | None) -> Any:
    match setting:
        case MessageEvent(name):
            return event_specs.MessageEventDefinition(name)
        case SignalEvent(name):
            return event_specs.SignalEventDefinition(name)
        case ErrorEvent(code=code):
            return event_specs.ErrorEventDefinition(code, code)
        case EscalationEvent(code, name):
            return event_specs.EscalationEventDefinition(name, code)
        case ConditionalEvent(expression):
            return event_specs.ConditionalEventDefinition(expression)
        case TimerEvent():
            return event_specs.TimerEventDefinition(None, setting)
        case CompensationEvent():
            return CompensationEventDefinition()
        case CancelEvent():
            return CancelEventDefinition()
        case TerminateEvent():
            return event_specs.TerminateEventDefinition()
        case None:
            return NoneEventDefinition()
    raise TypeError(f"no event definition for {setting!r}")
