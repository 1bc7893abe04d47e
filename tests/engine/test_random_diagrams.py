"""Random diagrams against a small reference interpreter: after every step the same questions are open.

A diagram is a tree of blocks. The interpreter walks the tree as coroutines; it knows nothing of tokens, joins or
compaction. The engine runs the same tree drawn as BPMN, saved and loaded between all steps.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from app.engine import SYSTEM, complete_task, deploy, start_process, unit_of_work
from tests.engine.conftest import ANNA

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="definitions" targetNamespace="tests">'
    '<bpmn:process id="{key}" isExecutable="true"><bpmn:extensionElements><camunda:properties>'
    '<camunda:property name="variables" value="{variables}"/></camunda:properties></bpmn:extensionElements>'
)
TAIL = "</bpmn:process></bpmn:definitions>"


@dataclass
class Block:
    """`kind` is task, script, sequence, parallel, exclusive, inclusive, loop or sub."""

    kind: str
    name: str
    children: list["Block"] = field(default_factory=list)
    choices: list[bool] = field(default_factory=list)
    rounds: int = 0


class Maker:
    """Makes a random tree; the variables that its conditions read are fixed beforehand."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = count(1)
        self.variables: dict[str, bool] = {}

    def block(self, depth: int) -> Block:
        kinds = ["task", "task", "script"]
        if depth > 0:
            kinds += ["sequence", "parallel", "parallel", "exclusive", "inclusive", "loop", "sub"] * 2
        kind = self.random.choice(kinds)
        name = f"{kind}{next(self.numbers)}"
        block = Block(kind, name)
        if kind in ("sequence", "parallel", "exclusive", "inclusive"):
            block.children = [self.block(depth - 1) for _ in range(self.random.randint(2, 3))]
        if kind in ("loop", "sub"):
            block.children = [self.block(depth - 1)]
        if kind in ("exclusive", "inclusive"):
            block.choices = [self.random.random() < 0.5 for _ in block.children[1:]]
            self.variables |= {f"{name}_{index}": chosen for index, chosen in enumerate(block.choices, 1)}
        if kind == "loop":
            block.rounds = self.random.randint(1, 3)
        return block


def chosen_branches(block: Block) -> list[Block]:
    """The first branch is the default."""
    taken = [child for child, chosen in zip(block.children[1:], block.choices, strict=True) if chosen]
    if block.kind == "exclusive":
        taken = taken[:1]
    return taken or block.children[:1]


def interpret(block: Block) -> Iterator[set[str]]:
    """Yields the names of the open questions; is sent the name of the one that is answered."""
    if block.kind == "task":
        answered = None
        while answered != block.name:
            answered = yield {block.name}
    elif block.kind in ("sequence", "sub"):
        for child in block.children:
            yield from interpret(child)
    elif block.kind == "loop":
        for _ in range(block.rounds):
            yield from interpret(block.children[0])
    elif block.kind in ("parallel", "exclusive", "inclusive"):
        branches = block.children if block.kind == "parallel" else chosen_branches(block)
        yield from together([interpret(branch) for branch in branches])


def together(branches: list[Iterator[set[str]]]) -> Iterator[set[str]]:
    waiting = {}
    for branch in branches:
        open_now = next(branch, None)
        if open_now is not None:
            waiting[branch] = open_now
    while waiting:
        answered = yield set().union(*waiting.values())
        branch = next(each for each, names in waiting.items() if answered in names)
        try:
            waiting[branch] = branch.send(answered)
        except StopIteration:
            del waiting[branch]


class Drawer:
    """Draws a tree as BPMN."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def process(self, block: Block) -> str:
        return self._scope("process", block)

    def _scope(self, name: str, block: Block) -> str:
        self.parts: list[str] = []
        self._add("startEvent", f"{name}_start")
        last = self._draw(block, f"{name}_start")
        self._add("endEvent", f"{name}_end")
        self._flow(last, f"{name}_end")
        return "".join(self.parts)

    def _add(self, tag: str, name: str, inner: str = "", attributes: str = "") -> str:
        self.parts.append(f'<bpmn:{tag} id="{name}" name="{name}"{attributes}>{inner}</bpmn:{tag}>')
        return name

    def _flow(self, source: str, target: str, condition: str = "", name: str = "") -> None:
        inner = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
        name = name or f"flow{next(self.numbers)}"
        self.parts.append(
            f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'
        )

    def _draw(self, block: Block, before: str) -> str:
        """Draw after an element; the element from which it goes on."""
        return getattr(self, f"_{block.kind}")(block, before)

    def _task(self, block: Block, before: str) -> str:
        self._flow(before, self._add("userTask", block.name, attributes=' camunda:candidateGroups="managers"'))
        return block.name

    def _script(self, block: Block, before: str) -> str:
        attributes = f' scriptFormat="feel" camunda:resultVariable="{block.name}"'
        self._flow(before, self._add("scriptTask", block.name, "<bpmn:script>1 + 1</bpmn:script>", attributes))
        return block.name

    def _sequence(self, block: Block, before: str) -> str:
        for child in block.children:
            before = self._draw(child, before)
        return before

    def _sub(self, block: Block, before: str) -> str:
        outer = self.parts
        inner = self._scope(block.name, block.children[0])
        self.parts = outer
        self._flow(before, self._add("subProcess", block.name, inner))
        return block.name

    def _parallel(self, block: Block, before: str) -> str:
        return self._split(block, before, "parallelGateway", [""] * len(block.children))

    def _exclusive(self, block: Block, before: str) -> str:
        return self._split(block, before, "exclusiveGateway", self._conditions(block), f"{block.name}_default")

    def _inclusive(self, block: Block, before: str) -> str:
        return self._split(block, before, "inclusiveGateway", self._conditions(block), f"{block.name}_default")

    def _conditions(self, block: Block) -> list[str]:
        return ["", *(f"{block.name}_{index} = true" for index in range(1, len(block.children)))]

    def _split(self, block: Block, before: str, tag: str, conditions: list[str], default: str = "") -> str:
        fork, join = f"{block.name}_fork", f"{block.name}_join"
        self._flow(before, self._add(tag, fork, attributes=f' default="{default}"' if default else ""))
        self._add(tag, join)
        for index, (child, condition) in enumerate(zip(block.children, conditions, strict=True)):
            step = self._add("task", f"{block.name}_step{index}")
            self._flow(fork, step, condition, default if index == 0 else "")
            self._flow(self._draw(child, step), join)
        return join

    def _loop(self, block: Block, before: str) -> str:
        counter, begin, again = f"{block.name}_count", f"{block.name}_begin", f"{block.name}_again"
        attributes = f' scriptFormat="feel" camunda:resultVariable="{counter}"'
        zero = self._add("scriptTask", f"{block.name}_zero", "<bpmn:script>0</bpmn:script>", attributes)
        self._flow(before, zero)
        self._flow(zero, self._add("exclusiveGateway", begin))
        add = self._add("scriptTask", f"{block.name}_add", f"<bpmn:script>{counter} + 1</bpmn:script>", attributes)
        self._flow(begin, add)
        last = self._draw(block.children[0], add)
        self._add("exclusiveGateway", again, attributes=f' default="{block.name}_out"')
        self._flow(last, again)
        self._flow(again, begin, f"{counter} &lt; {block.rounds}")
        out = self._add("task", f"{block.name}_done")
        self._flow(again, out, name=f"{block.name}_out")
        return out


@pytest.mark.parametrize("seed", range(40))
def test_the_engine_asks_what_the_interpreter_asks(engine, seed):
    maker = Maker(seed)
    tree = Block("sequence", "all", [maker.block(3), maker.block(2)])
    xml = HEAD.format(key="random", variables=",".join(maker.variables)) + Drawer().process(tree) + TAIL
    deploy({"random.bpmn": xml.encode()}, name="random", actor=SYSTEM)
    with unit_of_work(ANNA) as unit:
        instance = start_process(unit, "random", variables=maker.variables)
    reference = interpret(tree)
    expected = next(reference, None)
    largest = 0
    while expected is not None:
        assert sorted(engine.tasks()) == sorted(expected)
        answered = maker.random.choice(sorted(expected))
        with unit_of_work(ANNA) as unit:
            complete_task(unit, engine.task(answered).id)
        largest = max(largest, len(engine.instances()[0].state))
        try:
            expected = reference.send(answered)
        except StopIteration:
            expected = None
    assert engine.tasks() == []
    assert engine.ended(instance.id)
    assert largest < 10_000
