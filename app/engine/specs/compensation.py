"""Events that undo what is done: compensation (BPMN 2.0.2, 10.7 and 13.5.5).

A throwing event undoes one activity, or everything that is done in its scope, the last completed first, one handler
after the other. Each handler runs as a sub-workflow of the throwing event's task, which goes on after the last one.

A handler sees and sets the variables of the process as they are now. What it undoes may have had variables of its own
(the item of a run, input parameters of the sub-process around, those of a called process), which are gone: the handler
has a copy of them, as they were when it was completed. An error in it is caught around the throwing event, as an error
of that event would be.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.specs.completed_activities import APART, CompletedActivity
from app.engine.specs.events import Definition, EndEvent, IntermediateThrowEvent
from app.engine.specs.sub_processes import refuse_endless_calls


class CompensationEventDefinition(Definition, EventDefinition):
    """What a throwing event undoes is in its setting; a catching one only leads to its handler."""


def handler_spec_name(handler_id: str) -> str:
    """The name of the process spec that runs an activity as a compensation handler."""
    return f"{handler_id}.Compensation"


def _branch_name(throwing: str) -> str:
    return f"{throwing}.Compensation"


class Compensating(BpmnTaskSpec):
    """Mixed into the task specs whose tasks undo activities and wait for the handlers.

    Attributes:
        gives_variables: each handler has the variables of what it undoes before those around.
    """

    gives_variables = True

    def compensate(self, my_task: Task, activity_id: str | None) -> bool | None:
        """Begin to undo.

        Parameters:
            activity_id: the activity; None for all of the scope.

        Returns:
            True when there is nothing to undo, None when handlers have begun.
        """
        for entry in activities_in_reach(my_task):
            if entry.claimed_by is None and activity_id in (None, entry.activity_id):
                entry.claimed_by = str(my_task.id)
        return None if self._start_next(my_task) else True

    def _update_hook(self, my_task: Task) -> Any:
        if my_task._state != TaskState.STARTED:
            return super()._update_hook(my_task)
        running = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if running is None or running.completed:
            with my_task.workflow.top_workflow.runtime.faults_of(my_task):
                if not self._start_next(my_task):
                    self._compensated(my_task)
        return False

    def _compensated(self, my_task: Task) -> None:
        """Everything is undone."""
        my_task.complete()

    def _on_subworkflow_completed(self, subworkflow: Any, my_task: Task) -> None:
        """A handler is finished."""
        if subworkflow.enclosing_activities is not None:
            my_task.workflow.top_workflow.runtime.path.append((subworkflow.spec.name, None))
        my_task.internal_data.pop(APART, None)

    def _on_cancel(self, my_task: Task) -> None:
        for entry in activities_in_reach(my_task):
            if entry.claimed_by == str(my_task.id):
                entry.claimed_by = None
        running = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if running is not None:
            running.cancel()
        super()._on_cancel(my_task)

    def _start_next(self, my_task: Task) -> bool:
        """Start the handler of the last completed activity that is to be undone; false when there is none left."""
        entries = activities_in_reach(my_task)
        my_task.workflow.top_workflow.subprocesses.pop(my_task.id, None)
        position = len(entries) - 1
        while position >= 0:
            entry = entries[position]
            if entry.claimed_by != str(my_task.id):
                position -= 1
            elif entry.handler_id is None and entry.event_handler_id is None:
                entry.hand_down()
                for inner in entry.inner:
                    inner.claimed_by = str(my_task.id)
                entries[position : position + 1] = entry.inner
                position += len(entry.inner) - 1
            else:
                del entries[position]
                self._start_handler(my_task, entry)
                return True
        return False

    def _start_handler(self, my_task: Task, entry: CompletedActivity) -> None:
        refuse_endless_calls(my_task)
        if entry.handler_id is not None:
            definition, spec_name = entry.definition, handler_spec_name(entry.handler_id)
        else:
            definition, spec_name = entry.called or entry.definition, entry.event_handler_id or ""
        if entry.apart or (entry.handler_id is None and entry.called is not None):
            my_task.internal_data[APART] = True
        spec = definition.process.subprocess_specs[spec_name]
        handler = my_task.workflow.top_workflow.create_subprocess(my_task, spec, definition)
        if entry.handler_id is None:
            entry.hand_down()
            handler.enclosing_activities = entry.inner
        handler.completed_event.connect(self._on_subworkflow_completed, my_task)
        handler.data.update(entry.variables)
        handler.task_tree.run()


class CompensationHandlers(Compensating):
    """A branch of its own in which handlers run that the throwing event does not wait for."""

    def __init__(self, wf_spec: Any, throwing: str) -> None:
        super().__init__(wf_spec, _branch_name(throwing))
        self._throwing = throwing

    @property
    def element(self) -> Any:
        """The throwing event."""
        return self._wf_spec.task_specs[self._throwing].element


class CompensationThrowing(Compensating):
    """Mixed into the events that undo."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition=event_definition, **kwargs)
        if not event_definition.setting.waits:
            CompensationHandlers(wf_spec, bpmn_id)

    def _run_hook(self, my_task: Task) -> bool | None:
        BpmnTaskSpec._run_hook(self, my_task)
        setting = self.event_definition.setting
        if setting.waits:
            return self.compensate(my_task, setting.activity_id)
        branch = my_task._add_child(self._wf_spec.task_specs[_branch_name(self.name)], TaskState.STARTED)
        branch.triggered = True
        if branch.task_spec.compensate(branch, setting.activity_id):
            my_task.workflow._remove_task(branch.id)
        return True


class CompensationThrowEvent(CompensationThrowing, IntermediateThrowEvent):
    """Undoes, then goes on."""


class CompensationEndEvent(CompensationThrowing, EndEvent):
    """Undoes, then ends its way."""


def activities_in_reach(my_task: Task) -> list[CompletedActivity]:
    """What an event can undo: the activities of its scope; in an event sub-process, of the scope around that."""
    workflow = my_task.workflow
    while workflow.enclosing_activities is None and getattr(workflow.spec, "is_event_subprocess", False):
        workflow = workflow.parent_workflow
    activities: list[CompletedActivity] = (
        workflow.completed_activities if workflow.enclosing_activities is None else workflow.enclosing_activities
    )
    return activities
