"""Plays a path through a model in the engine and in the interpreter, and compares after every step."""

import random
from dataclasses import dataclass, field

from app.engine.ground.errors import (
    DeploymentRefused,
    NotAllowedNow,
    NotFound,
    Refusal,
    StepLimitExceeded,
    TaskAlreadyCompleted,
)
from tests.engine.random_processes.interpreter import Endless
from tests.engine.random_processes.model import Model
from tests.engine.random_processes.reference import Reference
from tests.engine.random_processes.steps import Step, choose_step, next_due, open_tasks
from tests.engine.random_processes.world import Play, Seen, World

MOST_STEPS = 14


@dataclass
class Result:
    """What came of a case.

    Attributes:
        steps: the path that was gone.
        difference: the first difference in words, or None.
        refused_by_checks: codes of the problems for which the model was not deployed.
        endless: the interpreter found no end.
        ended: the process came to its end.
        racing: what was seen came of another order of moves than the one that the interpreter tries first.
    """

    steps: list[Step] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    difference: str | None = None
    refused_by_checks: tuple[str, ...] = ()
    endless: bool = False
    ended: bool = False
    racing: bool = False
    warnings: list[tuple[str, str | None]] = field(default_factory=list)
    trace: str = ""

    @property
    def kind(self) -> str:
        """How the case went, in a word or two."""
        if self.difference is not None:
            return "differ"
        if self.refused_by_checks:
            return "refused by the checks"
        if self.endless:
            return "without an end"
        return "ended" if self.ended else "waiting at the end of the path"


def play(world: World, model: Model, path: int | list[Step]) -> Result:
    """Play a model.

    Parameters:
        path: a seed by which every step is chosen, or the steps themselves (those that are not possible are left out).
    """
    result = Result()
    try:
        playing = world.play(model)
    except DeploymentRefused as error:
        errors = {problem.code for problem in error.problems if problem.severity == "error"}
        result.refused_by_checks = tuple(sorted(errors))
        return result
    result.warnings = [(problem.code, problem.element_id) for problem in playing.warnings]
    reference = Reference(model)
    try:
        _play(playing, reference, path, result)
    except Endless:
        result.endless = True
    result.ended = bool(reference.states) and reference.state.ended
    result.racing = reference.wide
    return result


def _play(playing: Play, reference: Reference, path: int | list[Step], result: Result) -> None:
    rng = random.Random(path) if isinstance(path, int) else None
    pending = [] if isinstance(path, int) else [step for step in path if step.kind != "start"]
    done: list[str] = []
    step = Step("start")
    for _ in range(MOST_STEPS + len(pending)):
        seen = _do(playing, step)
        result.steps.append(step)
        result.seen.append(seen)
        result.difference = reference.advance(step, seen)
        if step.kind == "complete" and seen.refused is None:
            done.append(step.name)
        if result.difference or reference.state.ended:
            return
        if rng is not None:
            following: Step | None = choose_step(reference.interpreter, reference.state, rng, done)
        else:
            following = _next_possible(reference, pending, done)
        if following is None:
            return
        step = following
        if step.kind == "clock":
            step = Step("clock", index=next_due(reference.state) or 0)


def _next_possible(reference: Reference, pending: list[Step], done: list[str]) -> Step | None:
    while pending:
        step = pending.pop(0)
        if _possible(reference, step, done):
            return step
    return None


def _possible(reference: Reference, step: Step, done: list[str]) -> bool:
    if step.kind == "complete":
        return step.index < len(open_tasks(reference.interpreter, reference.state, step.name))
    if step.kind == "complete_gone":
        return step.name in done
    return step.kind != "clock" or next_due(reference.state) is not None


def _do(playing: Play, step: Step) -> Seen:
    """Do a step in the engine. A fault of the engine is no refusal."""
    try:
        playing.do(step)
    except Refusal as refusal:
        return playing.look(refusal.code)
    except (NotAllowedNow, NotFound, TaskAlreadyCompleted, StepLimitExceeded) as error:
        return playing.look(str(error.details.get("code") or type(error).__name__))
    return playing.look()
