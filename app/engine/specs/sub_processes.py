"""Embedded sub-processes and calls of other processes."""

from copy import deepcopy
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, CallActivityMixin, SubWorkflowTaskMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.errors import TechnicalFailure
from app.i18n import lazy_gettext as _
from app.i18n import localized

DEEPEST = 30


class StartTask(BpmnStartTask):
    """The root of the task tree: leads to the one start event by which this process begins."""

    def _predict_hook(self, my_task: Task) -> None:
        chosen = my_task.workflow.start_element
        if chosen is None:
            starts = [spec for spec in self.outputs if getattr(spec.element, "event", None) is None] or self.outputs
            my_task._sync_children(starts[:1], TaskState.FUTURE)
        else:
            my_task._sync_children([spec for spec in self.outputs if spec.name == chosen], TaskState.FUTURE)


class SubProcess(SubWorkflowTaskMixin, BpmnSpecMixin):
    """An embedded sub-process: it sees and changes the variables of the process around it."""

    def start_workflow(self, my_task: Task) -> None:
        owner = my_task.workflow.definition
        self._start(my_task, owner.process.subprocess_specs[self.spec], owner, dict(my_task.data))

    def _start(self, my_task: Task, spec: Any, definition: Any, variables: dict[str, Any]) -> None:
        if my_task.workflow.depth >= DEEPEST:
            message = _("Processes call each other more than %(count)s deep. Does one call itself?", count=DEEPEST)
            raise TechnicalFailure(message, self.element.id, localized(self.element.name))
        subprocess = my_task.workflow.top_workflow.create_subprocess(my_task, spec, definition)
        subprocess.completed_event.connect(self._on_subworkflow_completed, my_task)
        subprocess.task_tree.data = deepcopy(variables)
        subprocess.task_tree.run()


class CallActivity(CallActivityMixin, SubProcess):
    """A call of another process, in the version that is the latest (or bound) when the call starts."""

    def start_workflow(self, my_task: Task) -> None:
        runtime = my_task.workflow.top_workflow.runtime
        definition = runtime.called_definition(my_task)
        variables = runtime.inputs(my_task)
        if self.element.pass_all_in or not self.element.inputs:
            variables = {**my_task.data, **variables}
        self._start(my_task, definition.process.spec, definition, variables)

    def update_data(self, my_task: Task, subworkflow: Any) -> None:
        result = deepcopy(subworkflow.last_task.data)
        if self.element.pass_all_out or not self.element.outputs:
            my_task.data = {**my_task.data, **result}
        my_task.workflow.top_workflow.runtime.take_outputs(my_task, result)
