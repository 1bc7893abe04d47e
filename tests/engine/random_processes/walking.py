"""Goes the path of a seed with the interpreter alone, to see what it meets."""

import random

from tests.engine.random_processes.interpreter import Endless, Interpreter, Refused, State
from tests.engine.random_processes.model import Model
from tests.engine.random_processes.player import MOST_STEPS
from tests.engine.random_processes.reference import acts, waits_of
from tests.engine.random_processes.steps import Step, choose_step, next_due


def words_on_the_way(model: Model, seed: int) -> set[str]:
    """The BPMN words that are passed or waited at on the path of a seed."""
    interpreter = Interpreter(model)
    rng = random.Random(seed)
    met: set[str] = set()
    done: list[str] = []
    state: State | None = None
    step = Step("start")
    for _ in range(MOST_STEPS):
        try:
            state = acts(interpreter, state, step)[0](lambda moves: moves[0])
        except Refused:
            pass
        except Endless:
            break
        if state is None:
            break
        met.update(state.travelled, (element for element, _ in waits_of(interpreter, state)))
        if step.kind == "complete":
            done.append(step.name)
        if state.ended:
            break
        step = choose_step(interpreter, state, rng, done)
        step = Step("clock", index=next_due(state) or 0) if step.kind == "clock" else step
    return {word for node in model.all_nodes() if node.id in met for word in node.words()}
