"""The interpreter's side of a case: follows what the engine did, and says what differs."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from tests.engine.random_processes.interpreter import Interpreter, Refused, State
from tests.engine.random_processes.interpreter.interpreter import Choose, Move
from tests.engine.random_processes.model import Model
from tests.engine.random_processes.steps import Step, items, open_tasks
from tests.engine.random_processes.world import Seen

_ORDERS = 80  # orders of independent moves that are tried before the two are said to differ
_MOST_STATES = 40  # how many states that look the same are followed at once


class Reference:
    """The interpreter's side. It follows one order of moves, and all that it can find once that one does not fit."""

    def __init__(self, model: Model) -> None:
        self.interpreter = Interpreter(model)
        self.states: list[State] = []
        self.wide = False
        self._past: list[tuple[Step, Seen]] = []

    @property
    def state(self) -> State:
        return self.states[0]

    def advance(self, step: Step, seen: Seen) -> str | None:
        """Do a step; what differs from what was seen, or None.

        Raises:
            Endless: the model goes on without an end.
        """
        self._past.append((step, seen))
        difference = self._advance(step, seen)
        if difference is None or self.wide:
            return difference
        self.wide, self.states = True, []
        for past_step, past_seen in self._past:
            found = self._advance(past_step, past_seen)
            if found is not None:
                return difference
        return None

    def _advance(self, step: Step, seen: Seen) -> str | None:
        matching: dict[str, State] = {}
        first: str | None = None
        before: list[State | None] = [*self.states]
        for state in before or [None]:
            for outcome in self._outcomes(state, step):
                difference = compare(self.interpreter, outcome, state, seen)
                first = first or difference
                if difference is None:
                    after = outcome or state
                    if after is not None:
                        matching.setdefault(str(after.summary()), after)
                    elif not self._past[:-1]:
                        matching["refused start"] = State(ended=True)
                if len(matching) >= (_MOST_STATES if self.wide else 1):
                    break
        if not matching:
            return first or "the interpreter has no such step"
        self.states = list(matching.values())
        return None

    def _outcomes(self, state: State | None, step: Step) -> Iterable[State | None]:
        """What may come of a step; None: it is refused."""
        for choose in self._choices():
            for act in acts(self.interpreter, state, step):
                try:
                    yield act(choose)
                except Refused:
                    yield None

    def _choices(self) -> Iterable[Choose]:
        yield lambda moves: moves[0]
        if not self.wide:
            return
        yield lambda moves: moves[-1]
        for seed in range(_ORDERS):
            rng = random.Random(seed)
            if seed % 4 == 0:
                yield rng.choice
            else:
                yield _Moody(rng)


def acts(interpreter: Interpreter, state: State | None, step: Step) -> list[Callable[[Choose], State]]:
    """The ways to do a step: several when tasks cannot be told apart, none when it is not possible."""
    if step.kind == "start" or state is None:
        return [lambda choose: interpreter.start(choose, {"amount": 0})]
    if step.kind == "clock":
        return [lambda choose: interpreter.turn_clock(state, step.index, choose)]
    if step.kind == "change":
        return [lambda choose: interpreter.change(state, step.values, choose)]
    if step.kind in ("message", "signal"):
        return [lambda choose: interpreter.send(state, step.kind, step.name, step.values, choose)]
    if step.kind == "complete_gone":
        return [_refuse]
    tasks = open_tasks(interpreter, state, step.name)
    if step.index >= len(tasks):
        return []
    same = (tasks[step.index].since, items(state, tasks[step.index]))
    alike = [task.number for task in tasks if (task.since, items(state, task)) == same]
    return [partial(interpreter.complete_task, state, number, step.values) for number in alike]


class _Moody:
    """Prefers the kinds of moves in an order of its own, so that also unlikely orders are tried."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._liking: dict[str, float] = {}

    def __call__(self, moves: list[Move]) -> Move:
        for kind, _ in moves:
            self._liking.setdefault(kind, self._rng.random())
        best = max(self._liking[kind] for kind, _ in moves)
        return self._rng.choice([move for move in moves if self._liking[move[0]] == best])


def _refuse(choose: Choose) -> State:
    raise Refused


def compare(interpreter: Interpreter, outcome: State | None, before: State | None, seen: Seen) -> str | None:
    """What differs, or None. A refused step leaves everything as it was."""
    if (outcome is None) != (seen.refused is not None):
        return f"refused: the engine {seen.refused}, the standard {outcome is None}"
    state = outcome or before
    if state is None:
        return None
    travelled = Counter(state.travelled) if outcome is not None else Counter()
    for what, ours, reference in (
        ("waits", seen.waits, waits_of(interpreter, state)),
        ("ended", seen.ended, state.ended),
        ("travelled", seen.travelled, travelled),
        ("variables", *variables_of(state, seen)),
    ):
        if ours != reference:
            return f"{what}: the engine {_show(ours)}, the standard {_show(reference)}"
    return None


def _show(value: object) -> object:
    return dict(sorted(value.items(), key=str)) if isinstance(value, dict) else value


def waits_of(interpreter: Interpreter, state: State) -> Counter[tuple[str, int | None]]:
    waits: Counter[tuple[str, int | None]] = Counter()
    waits.update((task.node, None) for task in open_tasks(interpreter, state))
    for wait in state.waits.values():
        if interpreter.event_of(wait).kind not in ("error", "escalation"):
            waits[wait.node, wait.due] += 1
    return waits


def variables_of(state: State, seen: Seen) -> tuple[dict[str, Any], dict[str, Any]]:
    names = state.variables.keys()
    return {name: seen.variables.get(name) for name in names}, state.variables
