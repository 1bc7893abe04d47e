"""A diagram as it was read: processes, elements and flows, with what was found wrong while reading."""

from dataclasses import dataclass, field

from lxml import etree

from app.engine.ground.elements import Element, EventElement, EventSetting, Words
from app.engine.ground.expressions import Expression
from app.engine.parsing.namespaces import bpmn, is_true
from app.engine.parsing.xml_document import XmlDocument
from app.engine.problems.findings import Findings, Place

WAITING_TAGS = frozenset({"userTask", "manualTask", "receiveTask", "intermediateCatchEvent", "eventBasedGateway"})
TASK_TAGS = frozenset(
    {
        "task",
        "manualTask",
        "userTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
    }
)
ACTIVITY_TAGS = TASK_TAGS | {"callActivity", "subProcess", "transaction", "adHocSubProcess"}
GATEWAY_TAGS = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"}
)
EVENT_TAGS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
NODE_TAGS = ACTIVITY_TAGS | GATEWAY_TAGS | EVENT_TAGS


@dataclass(eq=False)
class Flow:
    """A sequence flow.

    Attributes:
        id, source, target: ids.
        name: in both languages.
        condition: or None.
        line, column: place in the file.
        is_link: it stands for a pair of link events.
    """

    id: str
    source: str
    target: str
    name: Words
    condition: Expression | None = None
    has_condition: bool = False
    line: int = 0
    column: int = 0
    is_link: bool = False

    @property
    def label(self) -> str:
        return self.name.get("ru") or self.id


@dataclass(eq=False)
class Node:
    """An element that flows connect, or one that compensation does.

    Attributes:
        boundary_events: those that a token leaves by.
        compensation_events: boundary events that say how the activity is undone.
        handlers: what an association leads to from a boundary event that catches compensation.
    """

    element: Element
    xml: etree._Element
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)
    default_flow: str | None = None
    attached_to: str | None = None
    boundary_events: list["Node"] = field(default_factory=list)
    compensation_events: list["Node"] = field(default_factory=list)
    handlers: list["Node"] = field(default_factory=list)
    is_compensation_event: bool = False
    inner: "Scope | None" = None
    link_name: str | None = None

    @property
    def id(self) -> str:
        return self.element.id

    @property
    def tag(self) -> str:
        return self.element.tag

    @property
    def event(self) -> EventSetting | None:
        """What an event waits for or makes happen; None for everything else."""
        return self.element.event if isinstance(self.element, EventElement) else None

    @property
    def interrupting(self) -> bool:
        """False for an event that happens beside its activity or scope."""
        return not isinstance(self.element, EventElement) or self.element.interrupting

    @property
    def label(self) -> str:
        return self.element.name.get("ru") or self.element.id

    @property
    def place(self) -> Place:
        return Place(self.element.line, self.element.column, self.element.id, self.label)

    @property
    def is_event_subprocess(self) -> bool:
        return self.tag == "subProcess" and is_event_subprocess(self.xml)

    @property
    def starts(self) -> "list[Node]":
        """The start events inside a sub-process."""
        return [] if self.inner is None else [node for node in self.inner.nodes.values() if node.tag == "startEvent"]

    @property
    def is_compensation_subprocess(self) -> bool:
        """An event sub-process that undoes the sub-process (or called process) that it is in."""
        return self.is_event_subprocess and any(start.is_compensation_event for start in self.starts)

    @property
    def is_for_compensation(self) -> bool:
        """An activity outside of the flow, which only undoes another one."""
        return self.tag in ACTIVITY_TAGS and is_true(self.xml, "isForCompensation")

    @property
    def is_outside_flow(self) -> bool:
        """No token comes here by a flow: a compensation handler, or the boundary event that leads to one."""
        return self.is_for_compensation or (self.tag == "boundaryEvent" and self.is_compensation_event)

    @property
    def handler(self) -> "Node | None":
        """What undoes this activity when it is done, other than what is inside it; None for nothing."""
        for event in self.compensation_events:
            if event.handlers:
                return event.handlers[0]
        return None


def is_event_subprocess(xml: etree._Element) -> bool:
    """Whether an element is a sub-process that an event begins."""
    return xml.tag == bpmn("subProcess") and is_true(xml, "triggeredByEvent")


@dataclass(eq=False)
class Scope:
    """A process or a sub-process: the elements of one level.

    Attributes:
        owner: the sub-process; None for a process.
    """

    id: str
    place: Place
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    owner: Node | None = None

    @property
    def event_subprocesses(self) -> list[Node]:
        """The event sub-processes that wait in this scope."""
        return [node for node in self.nodes.values() if node.is_event_subprocess]

    def with_inner(self) -> list["Scope"]:
        """This level and all levels inside it."""
        scopes, waiting = [], [self]
        while waiting:
            scope = waiting.pop()
            scopes.append(scope)
            waiting.extend(node.inner for node in scope.nodes.values() if node.inner is not None)
        return scopes


@dataclass(eq=False)
class Process:
    """A process of a diagram.

    Attributes:
        key: its id in the file.
        name: in both languages.
        record_type: property `recordType`, or None.
        variables: names declared by the property `variables`.
        executable: `isExecutable`.
        startable: begins with every new record; else only when called (`camunda:isStartableInTasklist`).
    """

    key: str
    name: Words
    xml: etree._Element
    scope: Scope
    place: Place
    record_type: str | None = None
    variables: tuple[str, ...] = ()
    executable: bool = False
    startable: bool = True

    def all_nodes(self) -> list[Node]:
        """The elements of all levels."""
        return [node for scope in self.scope.with_inner() for node in scope.nodes.values()]


@dataclass(eq=False)
class Diagram:
    """A .bpmn file."""

    file_name: str
    content: bytes
    document: XmlDocument
    findings: Findings
    processes: list[Process] = field(default_factory=list)

    @property
    def executable_processes(self) -> list[Process]:
        return [process for process in self.processes if process.executable]
