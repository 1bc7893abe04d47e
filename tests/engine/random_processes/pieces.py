"""Pieces of diagrams: tasks, events, blocks of gateways, loops, sub-processes, boundary events."""

from tests.engine.random_processes.builder import Builder, Piece
from tests.engine.random_processes.model import Condition, Event, Node, Repeat, Scope, Sum

_LEAVES = {
    "user": 8,
    "script": 3,
    "passed": 1,
    "service": 1,
    "timer": 2,
    "message": 1,
    "signal": 1,
    "condition_catch": 1,
    "throw": 4,
    "receive": 1,
}
_BLOCKS = {
    "sequence": 4,
    "parallel": 3,
    "exclusive": 3,
    "inclusive": 3,
    "loop": 2,
    "sub": 2,
    "repeated": 2,
    "edged": 5,
    "event_gateway": 2,
    "call": 1,
    "choice": 2,
    "split": 1,
    "link": 1,
    "stop": 3,
}


class Pieces(Builder):
    """Makes pieces. Each method adds its elements to the level and gives the way in and the ways out."""

    def piece(self, depth: int) -> Piece:
        kinds = _LEAVES if depth <= 0 or self.is_full else {"user": 4, "script": 2, "throw": 3} | _BLOCKS
        kind = self.random.choices(list(kinds), list(kinds.values()))[0]
        made: Piece = getattr(self, kind)(depth)
        return made

    def _pick(self, *names: str) -> str:
        return self.random.choice(names)

    # One element

    def _alone(self, node: Node) -> Piece:
        return node.id, [node.id]

    def user(self, depth: int) -> Piece:
        return self._alone(self._user_task())

    def _user_task(self) -> Node:
        return self.node("userTask", writes=(self.variable(),) if self.chance(0.5) else ())

    def script(self, depth: int) -> Piece:
        return self._alone(self.node("scriptTask", script=self.sum(), result=self.variable()))

    def passed(self, depth: int) -> Piece:
        return self._alone(self.node(self._pick("task", "manualTask")))

    def service(self, depth: int) -> Piece:
        fails = self.chance(0.3)
        return self._alone(self.node("serviceTask", event=Event("error", self.name("error")) if fails else None))

    def timer(self, depth: int) -> Piece:
        return self._alone(self.node("intermediateCatchEvent", event=self._timer()))

    def message(self, depth: int) -> Piece:
        return self._alone(self.node("intermediateCatchEvent", event=Event("message", self.name("message"))))

    def signal(self, depth: int) -> Piece:
        return self._alone(self.node("intermediateCatchEvent", event=Event("signal", self.name("signal"))))

    def condition_event(self) -> Event:
        return Event("conditional", condition=Condition("record.amount", self._pick("<", ">", "="), self.number()))

    def condition_catch(self, depth: int) -> Piece:
        return self._alone(self.node("intermediateCatchEvent", event=self.condition_event()))

    def receive(self, depth: int) -> Piece:
        return self._alone(self.node("receiveTask", event=Event("message", self.name("message"))))

    def throw(self, depth: int) -> Piece:
        kind = self._pick("none", "signal", "escalation", "escalation", "message", "message")
        event = None if kind == "none" else Event(kind, self.name(kind))
        tag = "sendTask" if kind == "message" and self.chance(0.5) else "intermediateThrowEvent"
        return self._alone(self.node(tag, event=event))

    def _timer(self) -> Event:
        return Event("timer", seconds=self.random.randint(1, 20) * 30)

    def end(self, depth: int = 0) -> Node:
        """An end event of any kind."""
        kind = self._pick("none", "none", "terminate", "error", "error", "error", "escalation", "signal", "message")
        if kind in ("none", "terminate"):
            return self.node("endEvent", event=None if kind == "none" else Event(kind))
        return self.node("endEvent", event=Event(kind, self.name(kind)))

    # Blocks

    def sequence(self, depth: int) -> Piece:
        entry, exits = self.piece(depth - 1)
        for _ in range(self.random.randint(1, 2)):
            following, further = self.piece(depth - 1)
            if len(exits) > 1 and self.chance(0.5):
                exits = [self.one_exit(exits)]
            self.connect(exits, following)  # several flows into one element join nothing: 13.2.1
            exits = further
        return entry, exits

    def _branches(self, depth: int) -> list[tuple[str, str]]:
        pieces = [self.piece(depth - 1) for _ in range(self.random.randint(2, 3))]
        return [(entry, self.one_exit(exits)) for entry, exits in pieces]

    def parallel(self, depth: int) -> Piece:
        fork = self.node("parallelGateway")
        branches = self._branches(depth)
        for entry, _ in branches:
            self.flow(fork.id, entry)
        return fork.id, self._joined("parallelGateway", [leave for _, leave in branches])

    def _joined(self, tag: str, exits: list[str]) -> list[str]:
        """Usually a join; else all ways but one simply end."""
        if self.chance(0.2):
            for source in exits[1:]:
                if self.chance(0.5):
                    self.flow(source, self.node("endEvent").id)
            return exits[:1]
        join = self.node(tag)
        self.connect(exits, join.id)
        return [join.id]

    def _choose(self, fork: str, entries: list[str]) -> None:
        """Conditions on all flows but the default one, which may stand anywhere."""
        default = self.random.randrange(len(entries))
        for index, entry in enumerate(entries):
            self.flow(fork, entry, None if index == default else self.condition(), index == default)

    def exclusive(self, depth: int) -> Piece:
        fork = self.node("exclusiveGateway")
        branches = self._branches(depth)
        self._choose(fork.id, [entry for entry, _ in branches])
        return fork.id, [leave for _, leave in branches]

    def inclusive(self, depth: int) -> Piece:
        fork = self.node("inclusiveGateway")
        branches = self._branches(depth)
        self._choose(fork.id, [entry for entry, _ in branches])
        return fork.id, self._joined("inclusiveGateway", [leave for _, leave in branches])

    def choice(self, depth: int) -> Piece:
        """Conditions on the flows out of a task: an inclusive choice (13.2.2)."""
        task = self._user_task() if self.chance(0.6) else self.node("task")
        branches = self._branches(depth)
        self._choose(task.id, [entry for entry, _ in branches])
        return task.id, self._joined("inclusiveGateway", [leave for _, leave in branches])

    def split(self, depth: int) -> Piece:
        """Several flows out of a task: all are taken."""
        task = self._user_task()
        branches = self._branches(depth)
        for entry, _ in branches:
            self.flow(task.id, entry)
        return task.id, self._joined(self._pick("parallelGateway", "inclusiveGateway"), [each for _, each in branches])

    def loop(self, depth: int) -> Piece:
        begin = self.node("exclusiveGateway")
        entry, exits = self.piece(depth - 1)
        self.flow(begin.id, entry)
        task = self._user_task()
        again = self.node("exclusiveGateway")
        self.connect(exits, task.id)
        self.flow(task.id, again.id)
        self.flow(again.id, begin.id, self.condition())
        out = self.node("task")
        self.flow(again.id, out.id, default=True)
        return begin.id, [out.id]

    def stop(self, depth: int) -> Piece:
        """A way that ends here."""
        fork = self.node("exclusiveGateway")
        goes_on = self.node("task")
        self._choose(fork.id, [goes_on.id, self.end().id])
        return fork.id, [goes_on.id]

    def link(self, depth: int) -> Piece:
        name = f"link{len(self.scope.nodes)}"
        throw = self.node("intermediateThrowEvent", event=Event("link", name))
        return throw.id, [self.node("intermediateCatchEvent", event=Event("link", name)).id]

    def event_gateway(self, depth: int) -> Piece:
        gateway = self.node("eventBasedGateway")
        events = [self._timer(), self.condition_event(), Event("message", "messageA"), Event("signal", "signalA")]
        exits = []
        for event in self.random.sample(events, self.random.randint(2, 3)):
            if event.name is not None:
                event.name = self.name(event.kind)
            tag = "receiveTask" if event.kind == "message" and self.chance(0.4) else "intermediateCatchEvent"
            catch = self.node(tag, event=event)
            self.flow(gateway.id, catch.id)
            exits.append(catch.id)
            if self.chance(0.5):
                entry, further = self.piece(depth - 2)
                self.flow(catch.id, entry)
                exits[-1:] = further
        return gateway.id, exits

    # Levels

    def sub(self, depth: int) -> Piece:
        return self._alone(self._sub_process(depth))

    def _sub_process(self, depth: int) -> Node:
        node = self.node("subProcess")
        node.inner = self.level(f"{node.id}_inside", depth - 1)
        return node

    def level(self, scope_id: str, depth: int) -> Scope:
        """A level with its start, a piece or two, and its end."""
        outside, self.scope = self.scope, Scope(scope_id)
        entry, exits = self.sequence(depth) if self.chance(0.7) else self.piece(depth)
        self.flow(self.node("startEvent").id, entry)
        is_inner = scope_id.startswith("subProcess")
        if is_inner and self.chance(0.3):
            throw = self.node("intermediateThrowEvent", event=Event("escalation", self.name("escalation")))
            self.connect(exits, throw.id)
            exits = [throw.id]
        if self.chance(0.8):  # else the end is implied
            self.connect(exits, (self.end() if self.chance(0.55 if is_inner else 0.3) else self.node("endEvent")).id)
        self.entangle()
        if self.chance(0.4) and not self.is_full:
            self._beside(depth)
        inside, self.scope = self.scope, outside
        return inside

    def _beside(self, depth: int) -> None:
        """An event sub-process."""
        node = self._sub_process(min(depth, 2))
        assert node.inner is not None
        start = node.inner.start()
        start.event, start.interrupting = self._edge_event(Node("", "subProcess"))

    def entangle(self) -> None:
        """Make the level less well-formed."""

    def call(self, depth: int) -> Piece:
        if len(self.model.processes) > 2:
            return self.user(depth)
        key = f"called{len(self.model.processes)}"
        self.model.processes.append(Scope(key))
        position = len(self.model.processes) - 1
        self.model.processes[position] = self.level(key, depth - 1)
        return self._alone(self.node("callActivity", calls=key, passed=self._some(), given=self._some()))

    def _some(self) -> tuple[str, ...]:
        """Some of the variables, or none."""
        return tuple(name for name in sorted(self.model.variables) if self.chance(0.5))

    def repeated(self, depth: int) -> Piece:
        return self._alone(self._repeat(self._host(depth)))

    def _repeat(self, node: Node) -> Node:
        count = self.random.choice((0, 1, 2, 2, 3))
        node.repeat = Repeat(count, self.chance(0.5), f"item_{node.id}")
        if self.chance(0.4):
            node.repeat.enough = self.random.randint(1, max(1, count))
        if self.chance(0.5):
            node.repeat.collection = f"all_{node.id}"
            node.repeat.collect = Sum(self._pick(node.repeat.item, self.variable()), self.number())
        return node

    def _host(self, depth: int) -> Node:
        kind = self._pick("user", "user", "receive", "sub", "sub", "call", "service", "script")
        entry, _ = getattr(self, kind)(depth)
        return self.scope.nodes[entry]

    # Boundary events

    def edged(self, depth: int) -> Piece:
        host = self._host(depth)
        if self.chance(0.25):
            self._repeat(host)
        exits = [host.id]
        taken: set[tuple[str, str | None]] = set()
        for _ in range(self.random.randint(1, 2)):
            event, interrupting = self._edge_event(host)
            if event is None or (event.kind, event.name) in taken:
                continue
            taken.add((event.kind, event.name))
            edge = self.node("boundaryEvent", event=event, attached_to=host.id, interrupting=interrupting)
            exits += self._way_from(edge, depth)
        if len(exits) > 1 and self.chance(0.4):
            merge = self.node(self._pick("inclusiveGateway", "exclusiveGateway"))
            self.connect(exits, merge.id)
            exits = [merge.id]
        return host.id, exits

    def _edge_event(self, host: Node) -> tuple[Event | None, bool]:
        kinds = ["timer", "timer", "message", "signal", "conditional"]
        if host.tag in ("subProcess", "callActivity"):
            kinds = [*kinds, *["error"] * 4, *["escalation"] * 8]
        if host.tag == "serviceTask":
            kinds = ["error"]
        kind = self._pick(*kinds)
        interrupting = kind == "error" or self.chance(0.5)
        if kind == "timer":
            event = self._timer()
            event.times = self.random.randint(1, 3) if not interrupting and self.chance(0.5) else None
            return event, interrupting
        if kind == "conditional":
            return self.condition_event(), interrupting
        catches_all = kind in ("error", "escalation") and self.chance(0.4)
        return Event(kind, None if catches_all else self.name(kind)), interrupting

    def _way_from(self, edge: Node, depth: int) -> list[str]:
        if self.chance(0.3):
            return [edge.id] if self.chance(0.5) else []
        entry, exits = self.piece(depth - 2)
        self.flow(edge.id, entry)
        if self.chance(0.5):
            return exits
        if self.chance(0.7):
            self.connect(exits, self.end().id)
        return []
