"""The beginning of an event sub-process, which waits in the scope that the event sub-process belongs to.

BPMN 2.0.2, 10.3.5 and 13.3.4. In the task tree of the scope every event sub-process is a branch of its own, beside the
one of the start event: this event, then the activity that runs the elements inside (`sub_processes.EventSubProcess`),
then the end of the scope. The event waits while the scope is running; it ends with the last token of the scope that is
not one of an event sub-process.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, IntermediateCatchEventMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.specs.events import Catching, wait_again


class EventSubProcessStart(Catching, IntermediateCatchEventMixin, BpmnSpecMixin):
    """Waits for the event; interrupting, it ends every other token of its scope.

    Attributes:
        interrupting: else it waits on, and begins the event sub-process as often as the event happens.
    """

    waits_beside = True
    is_travelled = False  # the start event inside the event sub-process stands for it on the way travelled

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any, interrupting: bool, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition, **kwargs)
        self.interrupting = interrupting

    def _on_ready_hook(self, my_task: Task) -> None:
        super()._on_ready_hook(my_task)
        if self.interrupting:
            # At once, before anything else in the scope goes on in the same step.
            end_other_tokens(my_task)
        else:
            # At once, so that the event is not missed when it happens again in the same step.
            wait_again(my_task)


def end_other_tokens(my_task: Task) -> None:
    """Cancel everything of the scope but one task and what follows it."""
    workflow = my_task.workflow
    for task in list(workflow.tasks.values()):
        own = task is my_task or task.parent is my_task
        if not own and task.id in workflow.tasks and not task.has_state(TaskState.FINISHED_MASK):
            task.cancel()


def disarm(workflow: Any) -> None:
    """The scope is completing: no event sub-process begins any more."""
    for task in workflow.task_tree.children:
        if isinstance(task.task_spec, EventSubProcessStart) and task._state == TaskState.WAITING:
            task.cancel()
