"""Embedded sub-processes and calls of other processes."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, CallActivityMixin, SubWorkflowTaskMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.ground.errors import TechnicalFailure
from app.engine.specs.continuations import Continuation
from app.engine.specs.event_sub_processes import EventSubProcessStart
from app.i18n import lazy_gettext as _
from app.i18n import localized

DEEPEST = 30


class StartTask(BpmnStartTask):
    """The root of the task tree: leads to the one start event by which this process begins.

    Beside it the event sub-processes of the scope begin to wait.
    """

    def _predict_hook(self, my_task: Task) -> None:
        beside = [spec for spec in self.outputs if isinstance(spec, EventSubProcessStart)]
        starts = [spec for spec in self.outputs if spec not in beside]
        chosen = my_task.workflow.start_element
        if chosen is None:
            starts = [spec for spec in starts if getattr(_event(spec), "event", None) is None] or starts
        else:
            starts = [spec for spec in starts if _event(spec).id == chosen]
        my_task._sync_children([*starts[:1], *beside], TaskState.FUTURE)


def _event(spec: Any) -> Any:
    """The start event that a spec is, or puts off."""
    return spec.continues if isinstance(spec, Continuation) else spec.element


class SubProcess(SubWorkflowTaskMixin, BpmnSpecMixin):
    """An embedded sub-process: it sees and changes the variables of the process around it.

    Its input parameters are variables of its own: what they are called outside comes back when it ends.
    """

    def start_workflow(self, my_task: Task) -> None:
        owner = my_task.workflow.definition
        my_task.workflow.top_workflow.runtime.open_own(my_task)
        self._start(my_task, owner.process.subprocess_specs[self.spec], owner)

    def update_data(self, my_task: Task, subworkflow: Any) -> None:
        my_task.workflow.top_workflow.runtime.take_outputs(my_task, dict(my_task.data))

    def _start(self, my_task: Task, spec: Any, definition: Any, variables: Mapping[str, Any] | None = None) -> None:
        refuse_endless_calls(my_task)
        subprocess = my_task.workflow.top_workflow.create_subprocess(my_task, spec, definition)
        subprocess.completed_event.connect(self._on_subworkflow_completed, my_task)
        if variables:
            subprocess.variables.update(deepcopy(variables))
        subprocess.task_tree.run()


class EventSubProcess(SubProcess):
    """What an event sub-process does when its event has happened.

    Interrupting, it is all that is left of its scope. Else it runs beside the rest.
    """


def refuse_endless_calls(my_task: Task) -> None:
    """Stop processes that call themselves.

    Raises:
        TechnicalFailure: something else is begun inside of too many others.
    """
    if my_task.workflow.depth >= DEEPEST:
        element = my_task.task_spec.element
        message = _("Processes call each other more than %(count)s deep. Does one call itself?", count=DEEPEST)
        raise TechnicalFailure(message, element.id, localized(element.name))


class CallActivity(CallActivityMixin, SubProcess):
    """A call of another process, in the version that is the latest (or bound) when the call starts."""

    def start_workflow(self, my_task: Task) -> None:
        runtime = my_task.workflow.top_workflow.runtime
        runtime.open_own(my_task)
        definition = runtime.called_definition(my_task)
        variables = dict(my_task.data) if self.element.pass_all_in else {}
        variables.update(runtime.mapped(my_task, self.element.passed_in, my_task.data))
        self._start(my_task, definition.process.spec, definition, variables)

    def update_data(self, my_task: Task, subworkflow: Any) -> None:
        self.give_out(my_task, subworkflow)
        my_task.workflow.top_workflow.runtime.take_outputs(my_task, deepcopy(subworkflow.data))

    def give_out(self, my_task: Task, subworkflow: Any) -> None:
        """Set what `camunda:out` names: when the called process ends, and when something in it is caught outside."""
        if self.element.pass_all_out:
            my_task.data.update(deepcopy(subworkflow.data))
        runtime = my_task.workflow.top_workflow.runtime
        my_task.data.update(runtime.mapped(my_task, self.element.passed_out, subworkflow.data))
