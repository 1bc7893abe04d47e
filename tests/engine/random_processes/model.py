"""What a random process consists of: plain data, so that it can be drawn, interpreted, copied and made smaller."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Condition:
    """`left` is a variable, or `record.<field>`."""

    left: str
    operator: str  # "<", ">", "="
    right: int

    def holds(self, value: int | None) -> bool:
        if value is None:
            return False
        return {"<": value < self.right, ">": value > self.right, "=": value == self.right}[self.operator]

    def feel(self) -> str:
        return f"{self.left} {self.operator} {self.right}"


@dataclass
class Sum:
    """A variable (or none) plus a number."""

    variable: str | None
    number: int

    def feel(self) -> str:
        return str(self.number) if self.variable is None else f"{self.variable} + {self.number}"


@dataclass
class Event:
    """What an event waits for or makes happen.

    Attributes:
        kind: message, signal, timer, conditional, error, escalation, terminate or link.
        name: of the message, signal or link; the code of the error or escalation; None catches all.
        seconds, times: of a timer; `times` for a cycle.
        condition: of a conditional event.
    """

    kind: str
    name: str | None = None
    seconds: int = 0
    times: int | None = None
    condition: Condition | None = None


@dataclass
class Repeat:
    """Multi-instance. `enough` runs end the others (completion condition); `collect` goes into `collection`."""

    count: int
    sequential: bool
    item: str
    enough: int | None = None
    collect: Sum | None = None
    collection: str | None = None


@dataclass
class Node:
    """An element. Which attributes matter depends on its tag."""

    id: str
    tag: str
    event: Event | None = None
    attached_to: str | None = None
    interrupting: bool = True
    inner: "Scope | None" = None
    calls: str | None = None
    passed: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    repeat: Repeat | None = None
    script: Sum | None = None
    result: str | None = None
    writes: tuple[str, ...] = ()

    @property
    def is_beside(self) -> bool:
        """No flow leads to it: an event sub-process."""
        starts = [] if self.inner is None else [node for node in self.inner.nodes.values() if node.tag == "startEvent"]
        return any(node.event is not None for node in starts)

    def words(self) -> Iterator[str]:
        """The BPMN words that it stands for."""
        kind = f" {self.event.kind}" if self.event else ""
        yield f"{self.tag}{kind}{'' if self.interrupting else ' non-interrupting'}"
        if self.is_beside:
            yield "event sub-process"
        if self.repeat:
            yield f"multi-instance {'sequential' if self.repeat.sequential else 'parallel'}"
            if self.repeat.enough:
                yield "completionCondition"
            if self.repeat.collection:
                yield "outputCollection"
        if self.event and self.event.times:
            yield "timeCycle"


@dataclass
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    condition: Condition | None = None
    default: bool = False


@dataclass
class Scope:
    """One level: a process or the inside of a sub-process."""

    id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    def incoming(self, node_id: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node_id]

    def outgoing(self, node_id: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node_id]

    def boundary_of(self, node_id: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.attached_to == node_id]

    def start(self) -> Node:
        return next(node for node in self.nodes.values() if node.tag == "startEvent")

    def link_targets(self, node: Node) -> list[Node]:
        """Where a throwing link event leads: the catching one of its name."""
        if node.event is None or node.event.kind != "link" or node.tag != "intermediateThrowEvent":
            return []
        caught = [other for other in self.nodes.values() if other.tag == "intermediateCatchEvent" and other.event]
        return [other for other in caught if other.event == node.event]

    def all_scopes(self) -> Iterator["Scope"]:
        yield self
        for node in self.nodes.values():
            if node.inner is not None:
                yield from node.inner.all_scopes()


@dataclass
class Model:
    """Processes of one file, the first is started; and the variables that it is started with."""

    processes: list[Scope]
    variables: dict[str, int]

    def all_scopes(self) -> Iterator[Scope]:
        for process in self.processes:
            yield from process.all_scopes()

    def all_nodes(self) -> Iterator[Node]:
        for scope in self.all_scopes():
            yield from scope.nodes.values()
