"""Puts elements and flows together while a model is made."""

import random
from collections import Counter
from typing import Any

from tests.engine.random_processes.model import Condition, Flow, Model, Node, Scope, Sum

MOST_NUMBER = 3
Piece = tuple[str, list[str]]  # the element by which it is entered, and those from which it goes on


class Builder:
    """Holds the model that is being made and the level at which elements are added."""

    def __init__(self, seed: int, most_nodes: int) -> None:
        self.seed = seed
        self.random = random.Random(seed)
        self.most_nodes = most_nodes
        self.model = Model([], {f"v{number}": self.number() for number in range(1, 4)})
        self.scope = Scope("none")
        self.counts: Counter[str] = Counter()
        self._flows = 0

    @property
    def is_full(self) -> bool:
        return sum(self.counts.values()) > self.most_nodes

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def number(self) -> int:
        return self.random.randint(0, MOST_NUMBER)

    def variable(self) -> str:
        return self.random.choice(sorted(self.model.variables))

    def condition(self) -> Condition:
        return Condition(self.variable(), self.random.choice("<>="), self.number())

    def sum(self) -> Sum:
        return Sum(self.variable() if self.chance(0.5) else None, self.number())

    def name(self, kind: str) -> str:
        """The name of a message, signal, error or escalation: few, so that they meet; own ones in each case."""
        return f"{kind}{self.random.choice('AB')}{self.seed}"

    def node(self, tag: str, **settings: Any) -> Node:
        words = {"boundaryEvent": "edge", "intermediateCatchEvent": "catch", "intermediateThrowEvent": "throw"}
        word = words.get(tag, tag.removesuffix("Gateway").removesuffix("Event"))
        self.counts[word] += 1
        node = Node(f"{word}{self.counts[word]}", tag, **settings)
        self.scope.nodes[node.id] = node
        return node

    def flow(self, source: str, target: str, condition: Condition | None = None, default: bool = False) -> Flow:
        self._flows += 1
        flow = Flow(f"f{self._flows}", source, target, condition, default)
        self.scope.flows.append(flow)
        return flow

    def connect(self, exits: list[str], entry: str) -> None:
        for source in exits:
            self.flow(source, entry)

    def one_exit(self, exits: list[str]) -> str:
        """Lead several ways together."""
        if len(exits) == 1:
            return exits[0]
        merge = self.node("exclusiveGateway")
        self.connect(exits, merge.id)
        return merge.id
