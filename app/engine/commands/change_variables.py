"""Change variables of a process from outside."""

from collections.abc import Collection, Mapping
from typing import Any

from app.engine.ground.errors import NotAllowedNow
from app.engine.instance.runtime import Runtime
from app.engine.instance.waiting import CONDITIONAL
from app.engine.specs.events import fire
from app.engine.unit.from_outside import variables_for
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _


def change_variables(
    unit: UnitOfWork, instance_id: int, values: Mapping[str, Any], removed: Collection[str] = ()
) -> None:
    """Give process variables values, and remove others; conditional events that read them are looked at.

    Parameters:
        values: by name.
        removed: names; those that are not there do not matter.

    Raises:
        NotFound: there is no such process.
        NotAllowedNow: it has ended, is suspended, or does not take a variable.
        Refusal, TechnicalFailure, StepLimitExceeded: it could not run on.
    """
    runtime = unit.instance_with_record(instance_id)
    if runtime.row["ended_at"] is not None:
        raise NotAllowedNow(_("This process has ended."), code="ended")
    unit.touch(runtime)
    changes = variables_for(runtime.definition, values, runtime.record_type)
    runtime.workflow.variables.update(changes)
    for name in removed:
        runtime.workflow.variables.pop(name, None)
    unit.history(
        "variablesChanged",
        runtime.record_type,
        runtime.record_id,
        {"variables": changes, "removed": sorted(removed)},
        runtime=runtime,
    )
    _look_at_conditions(unit, runtime, {*changes, *removed})
    unit.run()


def _look_at_conditions(unit: UnitOfWork, runtime: Runtime, names: Collection[str]) -> None:
    waiting = unit.waiting(runtime)
    for task_id, (kind, _name, _element) in waiting.events.items():
        task = waiting.tasks[task_id]
        if kind != CONDITIONAL:
            continue
        condition = task.task_spec.event_definition
        if {path[0] for path in condition.setting.expression.reads}.isdisjoint(names):
            continue
        if condition.became_true(task):
            fire(task)
