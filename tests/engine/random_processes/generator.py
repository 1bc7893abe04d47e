"""Gives a valid model for a seed: pieces put into each other, then entangled by flows that leave the blocks."""

from tests.engine.random_processes.model import Condition, Flow, Model, Node
from tests.engine.random_processes.pieces import Pieces

_JUMPS_TO = frozenset(
    {
        "task",
        "manualTask",
        "userTask",
        "scriptTask",
        "serviceTask",
        "receiveTask",
        "subProcess",
        "callActivity",
        "exclusiveGateway",
        "inclusiveGateway",
        "parallelGateway",
        "intermediateThrowEvent",
        "endEvent",
    }
)


def generate(seed: int, depth: int = 3, most_nodes: int = 30) -> Model:
    """The model of a seed."""
    return Generator(seed, most_nodes).make(depth)


class Generator(Pieces):
    """Puts pieces together, and flows across them."""

    def make(self, depth: int) -> Model:
        self.model.processes.append(self.scope)
        self.model.processes[0] = self.level("random", depth)
        return self.model

    def entangle(self) -> None:
        if len(self.scope.nodes) < 4:
            return
        for _ in range(self.random.choice((0, 0, 1, 1, 2))):
            self.random.choice((self._jump, self._jump, self._fork, self._change_join))()

    def _jump(self) -> None:
        """A choice on a flow that may lead anywhere: loops, and exclusive joins at any place."""
        self._way_out("exclusiveGateway", self.condition())

    def _fork(self) -> None:
        """A second token that comes in anywhere."""
        if self.chance(0.5):
            self._way_out("inclusiveGateway", self.condition())
        else:
            self._way_out("parallelGateway", None)

    def _way_out(self, tag: str, condition: Condition | None) -> None:
        flows = [flow for flow in self.scope.flows if self._may_be_cut(flow)]
        targets = [node for node in self.scope.nodes.values() if self._may_be_jumped_to(node)]
        if not flows or not targets:
            return
        flow = self.random.choice(flows)
        target = self.random.choice(targets)
        if target.id == flow.target:
            return
        gateway = self.node(tag)
        onward, flow.target = flow.target, gateway.id
        self.flow(gateway.id, onward, default=condition is not None)
        self.flow(gateway.id, target.id, condition)

    def _may_be_cut(self, flow: Flow) -> bool:
        return self.scope.nodes[flow.source].tag != "eventBasedGateway"

    def _may_be_jumped_to(self, node: Node) -> bool:
        behind_events = any(
            self.scope.nodes[flow.source].tag == "eventBasedGateway" for flow in self.scope.incoming(node.id)
        )
        return node.tag in _JUMPS_TO and not behind_events

    def _change_join(self) -> None:
        """Another kind of gateway where ways come together."""
        joins = [
            node
            for node in self.scope.nodes.values()
            if node.tag.endswith("Gateway")
            and len(self.scope.incoming(node.id)) > 1
            and len(self.scope.outgoing(node.id)) < 2
        ]
        if joins:
            self.random.choice(joins).tag = self.random.choice(("inclusiveGateway", "exclusiveGateway"))
