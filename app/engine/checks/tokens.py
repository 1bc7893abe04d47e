"""Plays the token game: every way that tokens can go, to find gateways that wait for ever.

A state is the multiset of flows that carry a token. What data decides is left open: an exclusive gateway may take each
of its ways. Where a token waits for a person or an event, what it waits for is taken to come some day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from app.engine.ground.elements import CancelEvent, ErrorEvent, EventElement, TerminateEvent
from app.engine.parsing.diagram import Flow, Node, Scope
from app.engine.parsing.normalise import CHOICE, normalise

STATE_LIMIT = 20_000
_WORK_LIMIT = 2_000_000  # tokens looked at
SECOND_TOKEN_LIMIT = 3_000  # for a warning only
_SAME_PLACE_LIMIT = 2  # more tokens on one flow tell nothing new
_SUBSETS_LIMIT = 4  # ways out of an inclusive gateway of which all subsets are tried
_LINGERING = frozenset(
    {"userTask", "receiveTask", "subProcess", "transaction", "callActivity", "intermediateCatchEvent"}
)
State = tuple[int, ...]


@dataclass
class Stuck:
    """A joining gateway that may wait for ever.

    Attributes:
        gateway: which.
        never: it goes on in no way at all.
        missing: flows that no token comes on.
    """

    gateway: Node
    never: bool
    missing: list[Flow]


@dataclass
class TokenGame:
    """What was found.

    Attributes:
        complete: all states were seen.
        stuck: gateways that may wait for ever.
        twice: elements that a second token may come to while the first is there.
    """

    complete: bool = True
    stuck: list[Stuck] = field(default_factory=list)
    twice: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class _Step:
    """Consumed and produced places; `join`: a joining gateway that goes on; `ends`: everything ends here."""

    consumed: State
    produced: State
    join: str | None = None
    ends: bool = False


def play(scope: Scope) -> TokenGame:
    """Play the token game on one level of a diagram whose flows all lead somewhere."""
    game = _Player(scope, skip=True, limit=STATE_LIMIT).play()
    if game.complete:  # elements that a token only passes are looked at for second tokens alone
        game.twice = _Player(scope, skip=False, limit=SECOND_TOKEN_LIMIT).play().twice
    return game


class _Player:
    def __init__(self, scope: Scope, skip: bool, limit: int) -> None:
        self._limit = limit
        self.nodes, self.flows = normalise(scope)
        if skip:
            self.flows = _skip_passed(self.nodes, self.flows)
        self._incoming: dict[str, list[int]] = defaultdict(list)
        self._outgoing: dict[str, list[int]] = defaultdict(list)
        for index, flow in enumerate(self.flows):
            self._incoming[flow.target].append(index)
            self._outgoing[flow.source].append(index)
        self._joins = {
            node.id: node
            for node in self.nodes.values()
            if node.tag in ("parallelGateway", "inclusiveGateway") and len(self._incoming[node.id]) > 1
        }
        self._reach: dict[tuple[str, str], set[int]] = {}

    def play(self) -> TokenGame:
        game = TokenGame()
        if not self._joins and not self._splits():
            return game
        states, following, fired, ends = self._explore(game)
        if game.complete:
            game.stuck = list(self._find_stuck(states, following, fired, ends))
            game.twice = list(self._find_twice(states))
        return game

    def _splits(self) -> bool:
        return any(
            len(self._outgoing[node.id]) > 1 and node.tag not in ("exclusiveGateway", "eventBasedGateway")
            for node in self.nodes.values()
        ) or any(not _interrupts(event) for node in self.nodes.values() for event in node.boundary_events)

    def _explore(self, game: TokenGame) -> tuple[list[State], list[list[int]], Mapping[str, set[int]], set[int]]:
        numbers: dict[State, int] = {}
        following: list[list[State]] = []
        fired: dict[str, set[int]] = defaultdict(set)  # joining gateway -> states in which it goes on
        ends: set[int] = set()  # states in which nothing is left, or may end at once
        waiting: list[State] = []
        work = 0
        for node in self.nodes.values():
            if node.tag == "startEvent":
                waiting.append(tuple(sorted(self._outgoing[node.id])))
        while waiting:
            state = waiting.pop()
            if state in numbers:
                continue
            if len(numbers) >= self._limit or work > _WORK_LIMIT:
                game.complete = False
                break
            number = numbers[state] = len(following)
            following.append([])
            if not state:
                ends.add(number)
            for step in self._steps(state):
                if step.join is not None:
                    fired[step.join].add(number)
                if step.ends:
                    ends.add(number)
                    continue
                work += len(state) + 10
                after = _after(state, step)
                following[number].append(after)
                waiting.append(after)
        states = list(numbers)
        numbered = [[numbers[after] for after in targets if after in numbers] for targets in following]
        return states, numbered, fired, ends

    def _find_stuck(
        self,
        states: Sequence[State],
        following: Sequence[Sequence[int]],
        fired: Mapping[str, set[int]],
        ends: set[int],
    ) -> Iterator[Stuck]:
        before: list[list[int]] = [[] for _ in states]
        for number, targets in enumerate(following):
            for target in targets:
                before[target].append(number)
        for node_id, node in self._joins.items():
            hopeful = _closure(fired[node_id] | ends, before)
            flows = set(self._incoming[node_id])
            for number, state in enumerate(states):
                arrived = flows.intersection(state)
                if arrived and number not in hopeful:
                    missing = [self.flows[index] for index in sorted(flows - arrived)]
                    yield Stuck(node, not fired[node_id], missing)
                    break

    def _find_twice(self, states: list[State]) -> Iterator[Node]:
        crowded: set[str] = set()
        for state in states:
            arrived = Counter(self.flows[self._place(token)].target for token in state)
            crowded.update(node_id for node_id, tokens in arrived.items() if tokens > 1)
        yield from (node for node in self.nodes.values() if node.id in crowded and node.tag in _LINGERING)

    def _place(self, token: int) -> int:
        """The flow of a token; tokens whose non-interrupting event has happened are numbered after all flows."""
        return token % len(self.flows)

    def _steps(self, state: State) -> Iterator[_Step]:
        for token in sorted(set(state)):
            flow = self.flows[self._place(token)]
            node = self.nodes[flow.target]
            if node.id not in self._joins:
                yield from self._leave(node, token)
        for node in self._joins.values():
            arrived = [index for index in self._incoming[node.id] if index in state]
            if arrived and self._may_join(node, arrived, state):
                for produced in self._ways_out(node):
                    yield _Step(tuple(arrived), produced, join=node.id)

    def _leave(self, node: Node, token: int) -> Iterator[_Step]:
        event = node.element.event if isinstance(node.element, EventElement) else None
        if node.tag == "endEvent":
            yield _Step((token,), (), ends=isinstance(event, TerminateEvent | ErrorEvent | CancelEvent))
            return
        for produced in self._ways_out(node):
            yield _Step((token,), produced)
        for boundary in node.boundary_events:
            produced = tuple(self._outgoing[boundary.id])
            if _interrupts(boundary):
                yield _Step((token,), produced)
            elif token < len(self.flows):
                yield _Step((token,), (token + len(self.flows), *produced))

    def _ways_out(self, node: Node) -> Iterator[State]:
        outgoing = self._outgoing[node.id]
        if node.tag in ("exclusiveGateway", "eventBasedGateway") or node.id.endswith(f"_{CHOICE}"):
            yield from ((index,) for index in outgoing)
        elif node.tag == "inclusiveGateway" and len(outgoing) > 1:
            sizes = range(1, len(outgoing) + 1) if len(outgoing) <= _SUBSETS_LIMIT else (1, len(outgoing))
            for size in sizes:
                yield from combinations(outgoing, size)
        else:
            yield tuple(outgoing)

    def _may_join(self, node: Node, arrived: list[int], state: State) -> bool:
        """BPMN 2.0.2, 13.4.3: an inclusive gateway waits for tokens that come to a free flow and to no other one."""
        missing = set(self._incoming[node.id]) - set(arrived)
        if node.tag == "parallelGateway":
            return not missing
        others = [self._place(token) for token in state if self.flows[self._place(token)].target != node.id]
        reached = [self._reachable(self.flows[index].target, node.id) for index in others]
        return not any(missing & flows and not flows.intersection(arrived) for flows in reached)

    def _reachable(self, start: str, avoided: str) -> set[int]:
        """Flows that a token at `start` may come to without passing `avoided`."""
        found = self._reach.get((start, avoided))
        if found is None:
            found, seen, waiting = set(), set(), [start]
            while waiting:
                node_id = waiting.pop()
                if node_id in seen or node_id == avoided:
                    continue
                seen.add(node_id)
                waiting += [event.id for event in self.nodes[node_id].boundary_events]
                for index in self._outgoing[node_id]:
                    found.add(index)
                    waiting.append(self.flows[index].target)
            self._reach[start, avoided] = found
        return found


def _skip_passed(nodes: dict[str, Node], flows: list[Flow]) -> list[Flow]:
    """The flows with elements left out that have one way in and one way out and nothing else."""
    ways_in = Counter(flow.target for flow in flows)
    ways_out = Counter(flow.source for flow in flows)
    following = {flow.source: flow for flow in flows}
    passed = {
        node.id
        for node in nodes.values()
        if ways_in[node.id] == 1 and ways_out[node.id] == 1 and not node.boundary_events
    }
    kept = []
    for flow in flows:
        if flow.source in passed:
            continue
        last, seen = flow, set()
        while last.target in passed and last.target not in seen:
            seen.add(last.target)
            last = following[last.target]
        kept.append(replace(last, source=flow.source))
    return kept


def _interrupts(event: Node) -> bool:
    return not isinstance(event.element, EventElement) or event.element.interrupting


def _after(state: State, step: _Step) -> State:
    tokens = list(state)
    for token in step.consumed:
        tokens.remove(token)
    for token in step.produced:
        if tokens.count(token) < _SAME_PLACE_LIMIT:
            tokens.append(token)
    return tuple(sorted(tokens))


def _closure(starts: set[int], before: list[list[int]]) -> set[int]:
    reached: set[int] = set()
    waiting = list(starts)
    while waiting:
        number = waiting.pop()
        if number not in reached:
            reached.add(number)
            waiting.extend(before[number])
    return reached
