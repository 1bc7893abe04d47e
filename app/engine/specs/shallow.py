"""Prediction of one step only: a task's children exist when the task is reached, and nothing beyond them.

SpiffWorkflow predicts all paths ahead as tasks of the tree: n parallel diamonds in a row give 2^(n+3) tasks. Nothing in
our joins needs the prediction. `shallow` swaps the class of one task spec, so that the library's own classes stay as
they are for everybody else in the process.
"""

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, cast

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


class ShallowPrediction:
    """Mixed into every task spec of our processes, before the class of the library."""

    _predict_hook: Callable[[Task], None]
    _update_hook: Callable[[Task], bool]

    def _predict(
        self, my_task: Task, seen: Any = None, looked_ahead: int = 0, mask: int = TaskState.PREDICTED_MASK
    ) -> None:
        if my_task.has_state(mask):
            self._predict_hook(my_task)

    def _update(self, my_task: Task) -> None:
        if my_task.has_state(TaskState.PREDICTED_MASK) or (
            not my_task._children and my_task.has_state(TaskState.DEFINITE_MASK)
        ):
            self._predict_hook(my_task)
        if self._update_hook(my_task):
            my_task._ready()


def shallow(task_spec: TaskSpec) -> None:
    """Switch off the far prediction of one task spec."""
    if not isinstance(task_spec, ShallowPrediction):
        task_spec.__class__ = _shallow_class(cast(Hashable, type(task_spec)))


@cache
def _shallow_class(spec_class: Any) -> type:
    return type(spec_class.__name__, (ShallowPrediction, spec_class), {"__module__": spec_class.__module__})
