"""An activity that runs once for each item, at once or one after the other.

Variables of the Camunda dialect: `loopCounter` in each run; `nrOfInstances`, `nrOfCompletedInstances` and
`nrOfActiveInstances` in the completion condition. What each run gives is kept in the wrapping task, because finished
runs leave the tree when it is compacted.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

_ITEMS, _STARTED, _DONE, _RESULTS, _INDEX = "items", "started", "done", "results", "index"
_COUNTER = "loopCounter"


class Collection:
    """What the parser hands over as the input of a multi-instance activity; the element has all that is needed."""

    def __init__(self, expression: Any, name: str | None = None) -> None:
        self.expression = expression
        self.name = name


class MultiInstanceTask(LoopTask, BpmnSpecMixin):
    """Wraps the activity, whose own spec is `task_spec`. The settings are in `element.multi_instance`."""

    def __init__(self, wf_spec: Any, bpmn_id: str, task_spec: str = "", **kwargs: Any) -> None:
        known = {name: kwargs[name] for name in ("description", "lane", "documentation", "bpmn_name") if name in kwargs}
        BpmnSpecMixin.__init__(self, wf_spec, bpmn_id, **known)
        self.task_spec = task_spec

    def connect_to_activity(self) -> None:
        """Hear of every finished run. Once per spec, so that it holds for instances that are loaded as well."""
        event = self._wf_spec.task_specs[self.task_spec].completed_event
        if not event.is_connected(self.merge_child):
            event.connect(self.merge_child)

    def _update_hook(self, my_task: Task) -> bool:
        BpmnTaskSpec._update_hook(self, my_task)
        if _ITEMS in my_task.internal_data:
            return False
        items = my_task.workflow.top_workflow.runtime.loop_items(my_task)
        my_task.internal_data.update({_ITEMS: items, _STARTED: 0, _DONE: 0, _RESULTS: {}})
        if not items:
            self._give_results(my_task)
            return True
        my_task._set_state(TaskState.STARTED)
        for _ in range(1 if self.element.multi_instance.sequential else len(items)):
            self._start_next(my_task)
        return False

    def local_names(self) -> set[str]:
        """The variables that each run has for itself."""
        item_name = self.element.multi_instance.item_name
        return {_COUNTER} if item_name is None else {_COUNTER, item_name}

    def _start_next(self, my_task: Task) -> None:
        index = my_task.internal_data[_STARTED]
        my_task.internal_data[_STARTED] = index + 1
        child = my_task._add_child(self._wf_spec.task_specs[self.task_spec], TaskState.WAITING)
        child.triggered = True
        child.internal_data[_INDEX] = index
        item = my_task.internal_data[_ITEMS][index]
        child.open_scope({name: index if name == _COUNTER else item for name in self.local_names()})
        child.task_spec._update(child)

    def merge_child(self, workflow: Any, child: Task) -> None:
        """A run is finished: keep what it gives, go on or end."""
        my_task = child.parent
        if my_task.task_spec is not self or my_task.has_state(TaskState.FINISHED_MASK | TaskState.READY):
            return
        settings = self.element.multi_instance
        runtime = my_task.workflow.top_workflow.runtime
        internal = my_task.internal_data
        internal[_DONE] += 1
        if settings.output_collection and settings.output_element:
            internal[_RESULTS][str(child.internal_data[_INDEX])] = runtime.plain_value(child, settings.output_element)
        complete = internal[_DONE] >= len(internal[_ITEMS])
        if not complete and settings.completion_condition:
            complete = runtime.value(child, settings.completion_condition, self._counters(internal)) is True
        if complete:
            for other in my_task.children:
                if other.task_spec.name == self.task_spec and other is not child:
                    other.cancel()
            self._give_results(my_task)
            my_task._set_state(TaskState.READY)
        elif settings.sequential:
            self._start_next(my_task)

    def _counters(self, internal: Mapping[str, Any]) -> dict[str, int]:
        return {
            "nrOfInstances": len(internal[_ITEMS]),
            "nrOfCompletedInstances": internal[_DONE],
            "nrOfActiveInstances": internal[_STARTED] - internal[_DONE],
        }

    def _give_results(self, my_task: Task) -> None:
        settings = self.element.multi_instance
        if settings.output_collection:
            results = my_task.internal_data[_RESULTS]
            my_task.data[settings.output_collection] = [results[key] for key in sorted(results, key=int)]


class ParallelMultiInstanceTask(MultiInstanceTask):
    pass


class SequentialMultiInstanceTask(MultiInstanceTask):
    pass
