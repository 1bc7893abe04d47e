"""Gateways. Where flows join, tokens wait, one task each, until together they may go on.

The library cancels all but the last waiting task and looks for finished ancestors; it forgets a branch when the tree is
compacted, counts arrivals of an earlier round of a loop again, and loses excess tokens. Here each token stays a waiting
task of its own until it is consumed.
"""

from collections.abc import Iterable

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit, _EndJoin
from SpiffWorkflow.bpmn.specs.mixins import (
    BpmnSpecMixin,
    ExclusiveGatewayMixin,
    InclusiveGatewayMixin,
    ParallelGatewayMixin,
)
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.specs.event_sub_processes import EventSubProcessStart, disarm
from app.engine.specs.sub_processes import EventSubProcess

_TOKEN = TaskState.WAITING | TaskState.READY | TaskState.STARTED


class Joining:
    """What the three kinds of join share. Subclasses say which of the waiting tokens go on together."""

    def _update_hook(self, my_task: Task) -> bool:
        if my_task.has_state(TaskState.FINISHED_MASK | TaskState.READY):
            return False
        arrived = [
            task
            for task in my_task.workflow.tasks.values()
            if task.task_spec is self and (task is my_task or task._state == TaskState.WAITING)
        ]
        consumed = self._tokens_to_join(my_task, arrived)
        if consumed is None:
            my_task._set_state(TaskState.WAITING)
            return False
        self._consume(my_task, consumed)
        return True

    def _tokens_to_join(self, my_task: Task, arrived: list[Task]) -> list[Task] | None:
        """The tokens to go on together with `my_task`, or None when it has to wait."""
        raise NotImplementedError

    def _consume(self, my_task: Task, consumed: Iterable[Task]) -> None:
        notice = getattr(my_task.workflow.top_workflow, "token_joined", None)
        for task in sorted(consumed, key=lambda task: task.last_state_change):
            if notice:
                notice(task)
            task.cancel()
            my_task.workflow._remove_task(task.id)

    def _check_threshold_unstructured(self, my_task: Task) -> bool:
        raise NotImplementedError("the tokens are looked at in _update_hook")


class ExclusiveGateway(ExclusiveGatewayMixin, BpmnSpecMixin):
    """The first flow whose condition is true, else the default one."""

    def _predict_hook(self, my_task: Task) -> None:
        pass  # the only child comes with the choice


class ParallelGateway(Joining, ParallelGatewayMixin, BpmnSpecMixin):
    """One token on each incoming flow; excess tokens wait for the next round (BPMN 2.0.2, 13.4.1)."""

    def _tokens_to_join(self, my_task: Task, arrived: list[Task]) -> list[Task] | None:
        own_input = my_task.parent.task_spec.name
        per_input: dict[str, Task] = {}
        for task in arrived:
            per_input.setdefault(task.parent.task_spec.name, task)
        if not per_input.keys() >= set(self._inputs):
            return None
        return [task for name, task in per_input.items() if name != own_input]

    def _run_hook(self, my_task: Task) -> bool:
        return True


class InclusiveGateway(Joining, InclusiveGatewayMixin, BpmnSpecMixin):
    """Waits while a token elsewhere can still come in by a flow that has none (BPMN 2.0.2, 13.4.3)."""

    def _tokens_to_join(self, my_task: Task, arrived: list[Task]) -> list[Task] | None:
        own_input = my_task.parent.task_spec.name
        filled = {task.parent.task_spec.name: task for task in reversed(arrived)}
        unfilled = set(self._inputs) - filled.keys()
        if unfilled and any(self._may_still_come(task, filled.keys(), unfilled) for task in _tokens(my_task, self)):
            return None
        return [task for name, task in filled.items() if name != own_input]

    def _predict_hook(self, my_task: Task) -> None:
        pass  # the children come with the choice

    def _may_still_come(self, token: Task, filled: Iterable[str], unfilled: set[str]) -> bool:
        spec = token.task_spec
        if token.parent is not None and isinstance(token.parent.task_spec, BoundaryEventSplit):
            spec = token.parent.task_spec  # what the boundary events lead to may come as well
        reached = self._reaches().get(spec.name, frozenset())
        return bool(reached & unfilled) and not reached & set(filled)

    def _reaches(self) -> dict[str, frozenset[str]]:
        """For every task spec: by which of our incoming flows a token there can come, other than through ourselves."""
        cached = self.__dict__.get("_reached_inputs")
        if cached is None:
            reached: dict[str, set[str]] = {}
            for name in set(self._inputs):
                pending = [name]
                while pending:
                    current = pending.pop()
                    if current == self.name or name in reached.setdefault(current, set()):
                        continue
                    reached[current].add(name)
                    pending.extend(self._wf_spec.task_specs[current]._inputs)
            cached = self._reached_inputs = {spec: frozenset(inputs) for spec, inputs in reached.items()}
        return cached

    def _run_hook(self, my_task: Task) -> bool:
        matches, defaults = self._get_matching_outputs(my_task)
        chosen = matches or defaults
        if not chosen:
            raise WorkflowException("No conditions satisfied", task_spec=self)
        my_task._sync_children(chosen, TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True


class BoundaryJoin(BoundaryEventJoin):
    """Behind an activity and its interrupting boundary events: where one of them ends the others.

    The library's fails when the activity has left the tree, which it may as soon as it has ended.
    """

    def _check_threshold_structured(self, my_task: Task) -> tuple[bool, list[Task]]:
        split = my_task.find_ancestor(self.split_task)
        siblings = [] if split is None else split.children
        events = [task for task in siblings if isinstance(task.task_spec, BoundaryEvent)]
        activities = [task for task in siblings if not isinstance(task.task_spec, BoundaryEvent)]
        interrupted = any(
            task.task_spec.cancel_activity and task.has_state(TaskState.READY | TaskState.COMPLETED) for task in events
        )
        if not interrupted and not all(task.has_state(TaskState.FINISHED_MASK) for task in activities):
            return False, []
        over = [task for task in events if task._state == TaskState.WAITING]
        return True, [*over, *activities] if interrupted else over


class EndJoin(Joining, _EndJoin, BpmnTaskSpec):
    """The end of a process or sub-process: when no token is left anywhere in it.

    Tokens that have come to their end wait as one, so that what happens again and again beside a long wait leaves
    nothing behind.
    """

    def _update_hook(self, my_task: Task) -> bool:
        if my_task.has_state(TaskState.FINISHED_MASK | TaskState.READY):
            return False
        workflow = my_task.workflow
        self._take_in(my_task)
        others = [task for task in workflow.tasks.values() if self._may_still_come(task, my_task)]
        if all(_is_of_event_sub_process(task) for task in others):
            disarm(workflow)
        if others:
            my_task._set_state(TaskState.WAITING)
            return False
        return True

    def _take_in(self, my_task: Task) -> None:
        """Those that came before."""
        arrived = [task for task in my_task.workflow.tasks.values() if task.task_spec is self and task is not my_task]
        waiting = [task for task in arrived if task._state == TaskState.WAITING]
        for task in waiting:
            task.cancel()
            my_task.workflow._remove_task(task.id)

    def _may_still_come(self, task: Task, my_task: Task) -> bool:
        if task is my_task or _waits_beside(task):
            return False
        if task._state == TaskState.FUTURE:
            return task.parent._state == TaskState.COMPLETED
        return task.has_state(_TOKEN)

    def _run_hook(self, my_task: Task) -> bool:
        return True


def _waits_beside(task: Task) -> bool:
    """An event sub-process that waits for its event."""
    return isinstance(task.task_spec, EventSubProcessStart) and task._state == TaskState.WAITING


def _is_of_event_sub_process(task: Task) -> bool:
    return isinstance(task.task_spec, EventSubProcess | EventSubProcessStart)


def _tokens(my_task: Task, gateway: InclusiveGateway) -> Iterable[Task]:
    for task in my_task.workflow.tasks.values():
        if task.task_spec is gateway or (
            isinstance(task.task_spec, BoundaryEvent) and task._state == TaskState.WAITING
        ):
            continue
        if task.has_state(_TOKEN) or (
            task._state == TaskState.FUTURE and task.parent is not None and task.parent._state == TaskState.COMPLETED
        ):
            yield task
