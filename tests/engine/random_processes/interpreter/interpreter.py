"""Makes moves until none is possible, and does what comes from outside: the steps of a path."""

from collections.abc import Callable
from typing import Any

from tests.engine.random_processes.interpreter.events import Events
from tests.engine.random_processes.interpreter.flows import ACTIVITIES
from tests.engine.random_processes.interpreter.state import Endless, Published, Refused, State, Token

Move = tuple[str, Any]
Choose = Callable[[list[Move]], Move]
MOST_MOVES = 250
MOST_TOKENS = 40


class Interpreter(Events):
    """Runs a model. Every step takes a state and gives the next one; the state that was given stays as it is."""

    def start(self, choose: Choose, record: dict[str, int]) -> State:
        self.state = State(record=dict(record))
        self.begin_frame(self.model.processes[0].id, None, dict(self.model.variables))
        return self._run(choose)

    def complete_task(self, before: State, number: int, variables: dict[str, int], choose: Choose) -> State:
        """A person completes a user task."""
        self._begin_step(before)
        activity = self.state.activities[number]
        for name, value in variables.items():
            self.state.assign(name, value, activity.frame, activity.number)
        self.complete(activity)
        return self._run(choose)

    def send(self, before: State, kind: str, name: str, payload: dict[str, int], choose: Choose) -> State:
        """A message or signal comes from outside."""
        self._begin_step(before)
        self.publish(Published(kind, name, payload))
        return self._run(choose)

    def change(self, before: State, fields: dict[str, int], choose: Choose) -> State:
        """Fields of the record get other values."""
        self._begin_step(before)
        self.state.record.update(fields)
        self.look_at_conditions(fields)
        return self._run(choose)

    def turn_clock(self, before: State, to: int, choose: Choose) -> State:
        """Every timer that is due happens, each in a step of its own. One that is refused is left (an incident)."""
        state = before.copy()
        state.travelled = []
        state.now = to
        while True:
            due = sorted(
                (wait.due, wait.number)
                for wait in state.waits.values()
                if wait.due is not None and wait.due <= to and not wait.dead
            )
            if not due:
                return state
            first = [("timer", number) for moment, number in due if moment == due[0][0]]
            state = self._fire(state, choose(first)[1], choose)

    def _fire(self, state: State, number: int, choose: Choose) -> State:
        before = state.copy()
        self.state = state
        try:
            self.happen(state.waits[number], {})
            return self._run(choose)
        except Refused:
            before.waits[number].dead = True
            return before

    def _begin_step(self, before: State) -> None:
        self.state = before.copy()
        self.state.travelled = []

    def _run(self, choose: Choose) -> State:
        for _ in range(MOST_MOVES):
            moves = self._moves()
            if not moves or self.state.ended:
                for frame in self.state.frames.values():
                    if frame.activity is None:
                        self.state.variables = frame.variables or {}
                return self.state
            self._make(choose(moves))
            if len(self.state.tokens) + len(self.state.activities) > MOST_TOKENS:
                break
        raise Endless

    def _moves(self) -> list[Move]:
        state = self.state
        moves: list[Move] = [("start", frame.number) for frame in state.frames.values() if not frame.begun]
        for token in state.tokens.values():
            if not self.joins(self.nodes[self.flows[token.flow].target]):
                moves.append(("token", token.number))
        moves += [("begin", each.number) for each in state.activities.values() if not each.begun]
        moves += [("happen", wait.number) for wait in state.waits.values() if wait.happening]
        moves += [("join", join) for join in self.ready_joins()]
        moves += [("bring", index) for index, each in enumerate(state.published) if each.wait is not None]
        moves += [("disarm", number) for number in state.frames if self.is_completing(number)]
        moves += [("end", number) for number in state.frames if self.is_empty(number)]
        moves += [("publish", index) for index, each in enumerate(state.published) if each.wait is None]
        return moves

    def _make(self, move: Move) -> None:
        kind, what = move
        if kind == "token":
            self._arrive(self.state.tokens.pop(what))
        elif kind == "start":
            self.start_frame(what)
        elif kind == "begin":
            self.begin(self.state.activities[what])
        elif kind == "happen":
            self.happen(self.state.waits[what], {})
        elif kind == "join":
            self.join(*what)
        elif kind == "bring":
            event = self.state.published.pop(what)
            wait = self.state.waits.get(event.wait or 0)
            if wait is not None:
                self.happen(wait, event.payload)
        elif kind == "disarm":
            self.disarm(what)
        elif kind == "end":
            self.end_frame(what)
        else:
            self.publish(self.state.published.pop(what))

    def _arrive(self, token: Token) -> None:
        """A token comes to an element."""
        node = self.nodes[self.flows[token.flow].target]
        frame = token.frame
        if node.tag in ACTIVITIES:
            self.start_activity(node, frame)
        elif node.tag in ("endEvent", "intermediateThrowEvent"):
            if not self.throw(node, frame):
                return
            self.leave(node, frame)
            for target in self.scope_of[node.id].link_targets(node):
                self.leave(target, frame)
        elif node.tag == "intermediateCatchEvent":
            self.arm(node, frame)
        elif node.tag == "eventBasedGateway":  # 10.6.6
            self.state.travelled.append(node.id)
            group = self.state.number()
            for flow in self.scope_of[node.id].outgoing(node.id):
                self.arm(self.nodes[flow.target], frame, group=group)
        else:
            self.leave(node, frame)
