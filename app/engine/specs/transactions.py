"""Transactions: sub-processes that are done as a whole or undone as a whole (BPMN 2.0.2, 10.3.5 and 13.3.6).

A cancel end event ends what still goes on in the transaction, undoes what is done in it, and leaves by the cancel event
on the edge of the transaction. An error that leaves the transaction undoes nothing (a hazard).
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.task import Task

from app.engine.specs.catching import find_catcher
from app.engine.specs.compensation import Compensating
from app.engine.specs.event_sub_processes import end_other_tokens
from app.engine.specs.events import Definition, EndEvent, fire


class CancelEventDefinition(Definition, EventDefinition):
    """A transaction is cancelled. Nothing distinguishes one cancel event from another."""

    code = None


class CancelEndEvent(Compensating, EndEvent):
    """Cancels the transaction that it is in."""

    def _run_hook(self, my_task: Task) -> bool | None:
        BpmnTaskSpec._run_hook(self, my_task)
        end_other_tokens(my_task)
        if self.compensate(my_task, None) is None:
            return None
        self._compensated(my_task)
        return False

    def _compensated(self, my_task: Task) -> None:
        boundary: Any = find_catcher(my_task.workflow, None, CancelEventDefinition, None)
        fire(boundary)
