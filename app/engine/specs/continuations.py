"""Asynchronous continuations: places where the transaction ends and a job goes on later (`asyncBefore`, `asyncAfter`).

Camunda 7: the job comes before the element is entered, so its boundary events do not wait yet, or after it is left, so
they wait no more. On every flow into a join, and on every flow out of a fork, it is a job of its own. So a continuation
is a task of its own between the elements; only the runs of a multi-instance activity, which nothing leads to, wait in
their own task.
"""

from collections.abc import Hashable
from functools import cache
from typing import Any, cast

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.ground.elements import Element

BEFORE, AFTER = "asyncBefore", "asyncAfter"
_GOES_ON = "goes_on"


class Continuing(BpmnTaskSpec):
    """Mixed into a task spec whose tasks wait for their job before anything else.

    Attributes:
        continues: the element at which the token stands meanwhile.
        position: `asyncBefore` or `asyncAfter` that element.
    """

    continues: Element
    position: str = BEFORE

    def _update_hook(self, my_task: Task) -> bool:
        if my_task.internal_data.get(_GOES_ON):
            return self._update_when_continued(my_task)
        BpmnTaskSpec._update_hook(self, my_task)
        my_task._set_state(TaskState.WAITING)
        return False

    def _update_when_continued(self, my_task: Task) -> bool:
        return bool(super()._update_hook(my_task))


class Continuation(Continuing, BpmnSpecMixin):
    """Between two elements; it is no element itself and is not part of the way travelled."""

    element = None

    def __init__(self, wf_spec: Any, name: str, continues: Element, position: str) -> None:
        super().__init__(wf_spec, name, lane=continues.lane)
        self.continues = continues
        self.position = position

    def _update_when_continued(self, my_task: Task) -> bool:
        return True


def put_off_runs(task_spec: Any) -> None:
    """Let every run of a multi-instance activity wait for a job of its own."""
    task_spec.__class__ = _continuing_class(cast(Hashable, type(task_spec)))
    task_spec.continues = task_spec.element


@cache
def _continuing_class(spec_class: Any) -> type:
    return type(spec_class.__name__, (Continuing, spec_class), {"__module__": spec_class.__module__})


def is_put_off(my_task: Task) -> bool:
    """True for a task that waits for its job."""
    return (
        my_task._state == TaskState.WAITING
        and isinstance(my_task.task_spec, Continuing)
        and not my_task.internal_data.get(_GOES_ON, False)
    )


def put_off(my_task: Task) -> tuple[Element, str]:
    """The element at which a waiting job stands, and whether it is before or after it."""
    return my_task.task_spec.continues, my_task.task_spec.position


def go_on(my_task: Task) -> None:
    """The job has been taken: the process goes on from here."""
    if is_put_off(my_task):
        my_task.internal_data[_GOES_ON] = True
        my_task.task_spec._update(my_task)
