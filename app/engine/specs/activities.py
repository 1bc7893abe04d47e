"""Tasks: those that people do and those that the engine does by itself."""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, UserTaskMixin
from SpiffWorkflow.task import Task

from app.engine.values import plain


class UserTask(UserTaskMixin, BpmnSpecMixin):
    """A question to a person; it waits until `complete_task`. Input parameters become variables when it is asked."""

    def _update_hook(self, my_task: Task) -> bool:
        super()._update_hook(my_task)
        if self.element.inputs:
            runtime = my_task.workflow.top_workflow.runtime
            my_task.data.update({name: plain(value) for name, value in runtime.inputs(my_task).items()})
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


class ServiceTask(AutomaticTask):
    """Calls the function registered under its topic."""

    def perform(self, runtime: Any, my_task: Task) -> bool:
        return runtime.call_service(my_task)


class ScriptTask(AutomaticTask):
    """Gives a variable the value of a FEEL expression."""

    def perform(self, runtime: Any, my_task: Task) -> bool:
        return runtime.run_script(my_task)


class BusinessRuleTask(AutomaticTask):
    """Gives a variable the result of a decision."""

    def perform(self, runtime: Any, my_task: Task) -> bool:
        return runtime.decide(my_task)
