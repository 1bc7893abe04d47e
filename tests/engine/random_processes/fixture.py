"""Writes a case as a fixture: a diagram, and the steps with what was to be seen after each."""

from pathlib import Path
from typing import Any

import yaml

from tests.engine.random_processes.drawing import draw
from tests.engine.random_processes.model import Model
from tests.engine.random_processes.player import Result
from tests.engine.random_processes.steps import Step
from tests.engine.random_processes.world import Seen

FOLDER = Path(__file__).parent.parent / "fixtures" / "random"


def write_fixture(name: str, model: Model, result: Result, says: str, folder: Path = FOLDER) -> Path:
    """Write `<name>.bpmn` and `<name>.yaml`. What is expected is what the engine did: write it of a case that agrees,
    or correct it by the interpreter's words.

    Returns:
        The path of the `.yaml`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.processes[0].id = name
    (folder / f"{name}.bpmn").write_text(draw(model), encoding="utf-8")
    content: dict[str, Any] = {"says": says, "section": "BPMN 2.0.2, 13", "word": "random process"}
    warnings = [{"code": code, "element": element} for code, element in result.warnings if code != "diagram-missing"]
    if warnings:
        content["warns"] = warnings
    content["steps"] = list(_steps(model, result))
    content["ended"] = result.ended
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")
    return path


def _steps(model: Model, result: Result) -> list[dict[str, Any]]:
    written = []
    now = 0
    for step, seen in zip(result.steps, result.seen, strict=True):
        if step.kind == "complete_gone":
            continue
        entry = _command(model, step, now)
        now = step.index if step.kind == "clock" else now
        written.append(entry | _expected(seen))
    if result.ended and written:
        written[-1]["variables"] = result.seen[-1].variables
    return written


def _command(model: Model, step: Step, now: int) -> dict[str, Any]:
    if step.kind == "start":
        return {"start": {"variables": dict(model.variables), "record": {"amount": 0}}}
    if step.kind == "clock":
        return {"clock": f"PT{step.index - now}S"}
    if step.kind == "complete":
        index = {"index": step.index} if step.index else {}
        return {"complete": {"element": step.name, **index, "variables": step.values}}
    if step.kind == "change":
        return {"change": step.values}
    return {step.kind: {"name": step.name, "payload": step.values}}


def _expected(seen: Seen) -> dict[str, Any]:
    if seen.refused is not None:
        return {"refused": seen.refused}
    waits = sorted(element for (element, _), count in seen.waits.items() for _ in range(count))
    return {"waits": waits} | ({"incident": list(seen.incidents)} if seen.incidents else {})
