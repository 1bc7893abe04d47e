"""Tokens and gateways (BPMN 2.0.2, 13.2 and 13.4)."""

from collections.abc import Iterator

from tests.engine.random_processes.interpreter.state import Refused, State, Token
from tests.engine.random_processes.model import Flow, Model, Node

ACTIVITIES = frozenset(
    {
        "task",
        "manualTask",
        "userTask",
        "scriptTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "subProcess",
        "callActivity",
    }
)


class Flows:
    """Moves tokens over the flows of a model."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.scopes = {scope.id: scope for scope in model.all_scopes()}
        self.nodes = {node.id: node for node in model.all_nodes()}
        self.flows = {flow.id: flow for scope in self.scopes.values() for flow in scope.flows}
        self.scope_of = {node.id: scope for scope in self.scopes.values() for node in scope.nodes.values()}
        self.state = State()
        self._reach: dict[tuple[str, str], set[str]] = {}

    def leave(self, node: Node, frame: int) -> None:
        """Give tokens to the flows that lead on from an element that is done. None: the token ends here (13.5.6)."""
        self.state.travelled.append(node.id)
        for flow in self._chosen(node, frame):
            number = self.state.number()
            self.state.tokens[number] = Token(number, frame, flow.id)

    def _chosen(self, node: Node, frame: int) -> list[Flow]:
        scope = self.scope_of[node.id]
        if node.event is not None and node.event.kind == "link" and node.tag == "intermediateThrowEvent":
            return []
        flows = scope.outgoing(node.id)
        conditional = [flow for flow in flows if flow.condition is not None]
        choosing = node.tag in ("exclusiveGateway", "inclusiveGateway") and len(flows) > 1
        if not choosing and not (conditional and node.tag in ACTIVITIES):
            return flows  # all of them: 13.2.2, 13.4.1
        true = [flow for flow in conditional if flow.condition and self._holds(flow, frame)]
        if node.tag == "exclusiveGateway":  # 13.4.2: the first one, in order
            true = true[:1]
        true = true or [flow for flow in flows if flow.default]
        if not true:
            raise Refused(f"no way on from {node.id}")
        return true

    def _holds(self, flow: Flow, frame: int) -> bool:
        return flow.condition is not None and flow.condition.holds(self.state.value(flow.condition.left, frame))

    # Joins

    def joins(self, node: Node) -> bool:
        return node.tag in ("parallelGateway", "inclusiveGateway") and len(self.scope_of[node.id].incoming(node.id)) > 1

    def ready_joins(self) -> Iterator[tuple[int, str]]:
        """Joining gateways that may go on, by the number of their level and their id."""
        arrived: dict[tuple[int, str], set[str]] = {}
        for token in self.state.tokens.values():
            node = self.nodes[self.flows[token.flow].target]
            if self.joins(node):
                arrived.setdefault((token.frame, node.id), set()).add(token.flow)
        for (frame, node_id), filled in arrived.items():
            node = self.nodes[node_id]
            every = {flow.id for flow in self.scope_of[node_id].incoming(node_id)}
            if filled == every or (node.tag == "inclusiveGateway" and self._no_more_come(node, frame, filled, every)):
                yield frame, node_id

    def join(self, frame: int, node_id: str) -> None:
        """One token of each incoming flow that has one is consumed (13.4.1, 13.4.3)."""
        taken: dict[str, int] = {}
        for token in self.state.tokens.values():
            if token.frame == frame and self.flows[token.flow].target == node_id:
                taken.setdefault(token.flow, token.number)
        for number in taken.values():
            del self.state.tokens[number]
        self.state.travelled += [node_id] * (len(taken) - 1)  # each of its tokens has passed it
        self.leave(self.nodes[node_id], frame)

    def _no_more_come(self, node: Node, frame: int, filled: set[str], every: set[str]) -> bool:
        """13.4.3: no token elsewhere reaches an empty incoming flow, unless it also reaches one that has a token."""
        for place in self._places(frame):
            if place == node.id:
                continue
            reached = self._reached(place, node.id)
            if reached & (every - filled) and not reached & filled:
                return False
        return True

    def _places(self, frame: int) -> Iterator[str]:
        """The elements at which tokens of a level are, or which they come to next."""
        for token in self.state.tokens.values():
            if token.frame == frame:
                yield self.flows[token.flow].target
        for activity in self.state.activities.values():
            if activity.frame == frame and activity.outer is None:
                yield activity.node
        for wait in self.state.waits.values():
            if wait.frame == frame and wait.activity is None:
                yield wait.node

    def _reached(self, start: str, gateway: str) -> set[str]:
        """The incoming flows of a gateway that a token at an element may come by, without passing the gateway."""
        known = self._reach.get((start, gateway))
        if known is not None:
            return known
        scope = self.scope_of[start]
        reached: set[str] = set()
        seen = {gateway}
        pending = [start]
        while pending:
            current = pending.pop()
            if current in seen:
                continue
            seen.add(current)
            pending += [event.id for event in scope.boundary_of(current)]
            pending += [target.id for target in scope.link_targets(scope.nodes[current])]  # 10.5.5: the same as a flow
            for flow in scope.outgoing(current):
                if flow.target == gateway:
                    reached.add(flow.id)
                pending.append(flow.target)
        self._reach[start, gateway] = reached
        return reached
