"""The steps of a path: what comes from outside, chosen by the seed among what the model says is possible."""

import random
from dataclasses import dataclass, field

from tests.engine.random_processes.builder import MOST_NUMBER
from tests.engine.random_processes.interpreter import Interpreter, State
from tests.engine.random_processes.interpreter.state import Activity

NOBODY = "nobody"


@dataclass
class Step:
    """One command.

    Attributes:
        kind: start, complete, complete_gone, clock, message, signal or change.
        name: the element, message or signal.
        index: which of several open tasks of the element, the oldest first.
        values: variables, payload or fields.
    """

    kind: str
    name: str = ""
    index: int = 0
    values: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        which = f"[{self.index}]" if self.index else ""
        return f"{self.kind} {self.name}{which}{f' {self.values}' if self.values else ''}".strip()


def items(state: State, activity: Activity) -> list[tuple[str, int]]:
    """The items of the multi-instance runs in which an activity is."""
    found: dict[str, int] = {}
    for scope in state.scopes(activity.frame, activity.number):
        found = {name: value for name, value in scope.items() if name.startswith("item_")} | found
    return sorted(found.items())


def open_tasks(interpreter: Interpreter, state: State, element: str | None = None) -> list[Activity]:
    """User tasks that wait, in an order that the engine's tables have too."""
    found = [
        activity
        for activity in state.activities.values()
        if activity.begun
        and interpreter.nodes[activity.node].tag == "userTask"
        and (activity.outer is not None or interpreter.nodes[activity.node].repeat is None)
        and (element is None or activity.node == element)
    ]
    return sorted(found, key=lambda activity: (activity.node, activity.since, items(state, activity)))


def next_due(state: State) -> int | None:
    return min((wait.due for wait in state.waits.values() if wait.due is not None and not wait.dead), default=None)


def choose_step(interpreter: Interpreter, state: State, rng: random.Random, done: list[str]) -> Step:
    """A step that the model allows, or now and then one that it does not.

    Parameters:
        done: user tasks that were completed before.
    """
    options: list[tuple[Step, int]] = []
    tasks = open_tasks(interpreter, state)
    for position, activity in enumerate(tasks):
        index = sum(1 for other in tasks[:position] if other.node == activity.node)
        writes = interpreter.nodes[activity.node].writes
        values = {name: rng.randint(0, MOST_NUMBER) for name in writes}
        options.append((Step("complete", activity.node, index, values), 6))
    if next_due(state) is not None:
        options.append((Step("clock"), 5))
    for wait in state.waits.values():
        event = interpreter.event_of(wait)
        if event.kind in ("message", "signal"):
            payload = {rng.choice(sorted(interpreter.model.variables)): rng.randint(0, MOST_NUMBER)}
            options.append((Step(event.kind, event.name or "", values=payload if rng.random() < 0.5 else {}), 3))
        if event.kind == "conditional":
            options.append((Step("change", values={"amount": rng.randint(0, MOST_NUMBER)}), 3))
    options.append((Step("message", NOBODY), 1))
    if done:
        options.append((Step("complete_gone", rng.choice(done)), 1))
    return rng.choices([step for step, _ in options], [weight for _, weight in options])[0]
