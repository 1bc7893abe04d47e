"""Tasks: those that people do and those that the engine does by itself."""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, UserTaskMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.ground.service_tasks import service_tasks
from app.engine.ground.values import plain


class UserTask(UserTaskMixin, BpmnSpecMixin):
    """A question to a person; it waits until `complete_task`. Input parameters are variables of its own."""

    def _update_hook(self, my_task: Task) -> bool:
        super()._update_hook(my_task)
        my_task.workflow.top_workflow.runtime.open_own(my_task)
        return True


class ManualTask(BpmnSpecMixin):
    """Work outside the system: nobody is asked and nothing is awaited, as in other engines of the dialect."""


class NoneTask(BpmnSpecMixin):
    """A task without a kind: a name on the way."""


class AutomaticTask(BpmnSpecMixin):
    """Something that the engine does: what exactly, the runtime knows by the element."""

    def _run_hook(self, my_task: Task) -> bool:
        BpmnTaskSpec._run_hook(self, my_task)
        return self.perform(my_task.workflow.top_workflow.runtime, my_task)

    def perform(self, runtime: Any, my_task: Task) -> bool:
        """Do it; false when a BPMN error ended the task and was caught."""
        raise NotImplementedError


_INPUTS, _ANSWERED = "inputs", "answered"


class ServiceTask(AutomaticTask):
    """Calls the function registered under its topic; with the topic of external workers it waits until `answer`."""

    def _update_hook(self, my_task: Task) -> bool:
        if my_task.internal_data.get(_ANSWERED):
            return True
        if my_task._state == TaskState.STARTED:
            return False
        super()._update_hook(my_task)
        if not service_tasks.is_external(self.element.topic):
            return True
        inputs = my_task.workflow.top_workflow.runtime.inputs(my_task)
        my_task.internal_data[_INPUTS] = {name: plain(value) for name, value in inputs.items()}
        my_task._set_state(TaskState.STARTED)
        return False

    def perform(self, runtime: Any, my_task: Task) -> bool:
        if my_task.internal_data.pop(_ANSWERED, False):
            return True
        return runtime.call_service(my_task)


def is_external(my_task: Task) -> bool:
    """True for a service task that waits for an external worker."""
    return my_task._state == TaskState.STARTED and isinstance(my_task.task_spec, ServiceTask)


def external_inputs(my_task: Task) -> dict[str, Any]:
    """The input parameters of an external task: variables of its own, beside those of the process."""
    return my_task.internal_data.get(_INPUTS, {})


def answer(my_task: Task) -> None:
    """An external worker has done its work: the task is ready to be left."""
    my_task.internal_data.pop(_INPUTS, None)
    my_task.internal_data[_ANSWERED] = True
    my_task._set_state(TaskState.READY)


class ScriptTask(AutomaticTask):
    """Gives a variable the value of a FEEL expression."""

    def perform(self, runtime: Any, my_task: Task) -> bool:
        return runtime.run_script(my_task)


class BusinessRuleTask(AutomaticTask):
    """Gives a variable the result of a decision."""

    def perform(self, runtime: Any, my_task: Task) -> bool:
        return runtime.decide(my_task)
