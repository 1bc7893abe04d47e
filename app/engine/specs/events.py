"""Events: what waits, what happens, and who hears it.

An event definition carries its `setting` (`app.engine.ground.elements`). Nothing is polled: a message or signal is
brought by the unit of work, a timer by the clock, a condition is looked at when a field that it reads has changed;
`fire` then lets the waiting task go on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs import event_definitions as library
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition as LibraryTimer
from SpiffWorkflow.bpmn.specs.mixins import (
    BoundaryEventMixin,
    BpmnSpecMixin,
    EndEventMixin,
    IntermediateCatchEventMixin,
    IntermediateThrowEventMixin,
    ReceiveTaskMixin,
    SendTaskMixin,
    StartEventMixin,
)
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.time.schedules import Schedule

_FIRED, _ARMED, _PAYLOAD, _TIMER, _WAS_TRUE = "event_fired", "armed", "payload", "timer", "was_true"


class Definition:
    """Mixed into every event definition. `arm` is asked when a token arrives, `throw` when it passes."""

    setting: Any = None

    def arm(self, my_task: Task) -> bool:
        """Begin to wait; true when the event has already happened."""
        return False

    def throw(self, my_task: Task) -> bool:
        """Make the event happen; false when that ended the activity which throws it."""
        return True

    def has_fired(self, my_task: Task) -> bool:
        return my_task.internal_data.get(_FIRED, False)

    def variables(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The process variables that the event sets where it is caught."""
        return dict(payload)


class MessageEventDefinition(Definition, library.MessageEventDefinition):
    def throw(self, my_task: Task) -> bool:
        my_task.workflow.top_workflow.runtime.send_message(my_task, self.name)
        return True


class SignalEventDefinition(Definition, library.SignalEventDefinition):
    def throw(self, my_task: Task) -> bool:
        my_task.workflow.top_workflow.runtime.broadcast_signal(my_task, self.name)
        return True


class ErrorEventDefinition(Definition, library.ErrorEventDefinition):
    def throw(self, my_task: Task) -> bool:
        my_task.workflow.top_workflow.runtime.throw_error(my_task, self.setting)
        return False

    def variables(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        names = {"errorCode": self.setting.code_variable, "errorMessage": self.setting.message_variable}
        return {names.get(name) or name: value for name, value in payload.items()}


class EscalationEventDefinition(Definition, library.EscalationEventDefinition):
    def throw(self, my_task: Task) -> bool:
        my_task.workflow.top_workflow.runtime.throw_escalation(my_task, self.setting)
        return not my_task.has_state(TaskState.CANCELLED)

    def variables(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        return {self.setting.code_variable: payload["escalationCode"]} if self.setting.code_variable else {}


class TerminateEventDefinition(Definition, library.TerminateEventDefinition):
    pass


class ConditionalEventDefinition(Definition, library.ConditionalEventDefinition):
    def arm(self, my_task: Task) -> bool:
        return self.became_true(my_task)

    def became_true(self, my_task: Task) -> bool:
        """Look at the condition. A condition that has fired before must have been false in between."""
        value = my_task.workflow.top_workflow.runtime.value(my_task, self.setting.expression) is True
        if my_task.internal_data.get(_WAS_TRUE):
            if not value:
                my_task.internal_data.pop(_WAS_TRUE)
            return False
        return value


class TimerEventDefinition(Definition, LibraryTimer):
    def arm(self, my_task: Task) -> bool:
        if _TIMER not in my_task.internal_data:
            runtime = my_task.workflow.top_workflow.runtime
            keep_schedule(my_task, runtime.schedule(my_task, self.setting))
        return False


def keep_schedule(my_task: Task, schedule: Schedule | None) -> None:
    """Write when a timer is due into the waiting task; None: not before a field that it reads is filled."""
    my_task.internal_data[_TIMER] = None if schedule is None else schedule.to_json()


def rearm(my_task: Task) -> bool:
    """Let a timer over fields of the record that have changed follow them; true when it is due at another moment."""
    before = my_task.internal_data.get(_TIMER)
    runtime = my_task.workflow.top_workflow.runtime
    keep_schedule(my_task, runtime.schedule(my_task, my_task.task_spec.event_definition.setting))
    return bool(my_task.internal_data[_TIMER] != before)


def due_at(my_task: Task) -> datetime | None:
    """When the timer of a waiting task is due; None when it has none."""
    timer = my_task.internal_data.get(_TIMER)
    return None if timer is None else Schedule.from_json(timer).due_at


def fire(my_task: Task, payload: Mapping[str, Any] | None = None) -> None:
    """The event of a waiting task has happened; `payload` becomes process variables."""
    if my_task._state != TaskState.WAITING:
        return
    my_task.internal_data[_FIRED] = True
    if payload:
        my_task.internal_data[_PAYLOAD] = dict(payload)
    my_task.task_spec._update(my_task)


def is_waiting(my_task: Task) -> bool:
    """True for a task that waits for an event."""
    return (
        my_task._state == TaskState.WAITING
        and isinstance(my_task.task_spec, Catching)
        and isinstance(my_task.task_spec.event_definition, Definition)
        and not my_task.internal_data.get(_FIRED, False)
    )


def attached_activity(boundary: Task) -> Task:
    """The running activity that a boundary event sits on."""
    return next(task for task in boundary.parent.children if not isinstance(task.task_spec, BoundaryEvent))


def wait_again(my_task: Task) -> None:
    """A non-interrupting event has happened: wait for the next time, if there is one."""
    spec = my_task.task_spec
    internal_data: dict[str, Any] = {}
    if isinstance(spec.event_definition, ConditionalEventDefinition):
        internal_data[_WAS_TRUE] = True
    elif isinstance(spec.event_definition, TimerEventDefinition):
        now = my_task.workflow.top_workflow.runtime.unit.now
        following = Schedule.from_json(my_task.internal_data[_TIMER]).next(now)
        if following is None:
            return
        internal_data[_TIMER] = following.to_json()
    again = my_task.parent._add_child(spec, TaskState.WAITING)
    again.internal_data.update(internal_data)
    spec._update(again)


class Catching:
    """Mixed into every task spec that waits for an event.

    Attributes:
        waits_beside: it waits beside the tokens of its scope and is none itself until the event has happened.
    """

    event_definition: Any

    waits_beside = False

    def _update_hook(self, my_task: Task) -> bool:
        BpmnTaskSpec._update_hook(self, my_task)
        if isinstance(self.event_definition, library.NoneEventDefinition):
            return True  # a link: only a flow
        if self.event_definition.has_fired(my_task):
            return True
        if my_task._state != TaskState.WAITING:
            my_task._set_state(TaskState.WAITING)
        if not my_task.internal_data.get(_ARMED):
            my_task.internal_data[_ARMED] = True
            my_task.workflow.top_workflow.runtime.open_own(my_task)
            if self.event_definition.arm(my_task):
                my_task.internal_data[_FIRED] = True
                return True
        return False

    def _on_ready_hook(self, my_task: Task) -> None:
        BpmnTaskSpec._on_ready_hook(self, my_task)
        if isinstance(my_task.parent.task_spec, EventBasedGateway):
            for sibling in my_task.parent.children:
                if sibling is not my_task:
                    sibling.cancel()

    def _run_hook(self, my_task: Task) -> bool:
        payload = my_task.internal_data.pop(_PAYLOAD, None)
        if payload:
            my_task.around.update(self.event_definition.variables(payload))
        my_task.workflow.top_workflow.runtime.take_outputs(my_task, payload or {})
        return True

    def _predict_hook(self, my_task: Task) -> None:
        BpmnTaskSpec._predict_hook(self, my_task)

    def _on_cancel(self, my_task: Task) -> None:
        BpmnTaskSpec._on_cancel(self, my_task)


class Throwing:
    """Mixed into every task spec that makes an event happen."""

    event_definition: Any

    def _run_hook(self, my_task: Task) -> bool | None:
        BpmnTaskSpec._run_hook(self, my_task)
        is_plain = isinstance(self.event_definition, library.NoneEventDefinition)
        if not is_plain and not self.event_definition.throw(my_task):
            return False
        runtime = my_task.workflow.top_workflow.runtime
        runtime.open_own(my_task)
        runtime.take_outputs(my_task, {})
        return True


class StartEvent(StartEventMixin, BpmnSpecMixin):
    """The chosen start event: what starts the process has already happened."""

    def _update_hook(self, my_task: Task) -> bool:
        return BpmnTaskSpec._update_hook(self, my_task)

    def _run_hook(self, my_task: Task) -> bool:
        return BpmnTaskSpec._run_hook(self, my_task)

    def _predict_hook(self, my_task: Task) -> None:
        BpmnTaskSpec._predict_hook(self, my_task)


class EndEvent(Throwing, EndEventMixin, BpmnSpecMixin):
    pass


class IntermediateThrowEvent(Throwing, IntermediateThrowEventMixin, BpmnSpecMixin):
    pass


class SendTask(Throwing, SendTaskMixin, BpmnSpecMixin):
    pass


class IntermediateCatchEvent(Catching, IntermediateCatchEventMixin, BpmnSpecMixin):
    pass


class ReceiveTask(Catching, ReceiveTaskMixin, BpmnSpecMixin):
    pass


class BoundaryEvent(Catching, BoundaryEventMixin, BpmnSpecMixin):
    """An event on the edge of an activity: ends it, or starts a path beside it as often as it happens."""

    waits_beside = True

    def _on_ready_hook(self, my_task: Task) -> None:
        super()._on_ready_hook(my_task)
        if self.cancel_activity:
            # At once, before the activity or what is inside it goes on in the same step.
            attached_activity(my_task).cancel()
        elif not attached_activity(my_task).has_state(TaskState.FINISHED_MASK):
            # At once, so that the event is not missed when it happens again in the same step.
            wait_again(my_task)


class EventBasedGateway(BpmnSpecMixin):
    """The first of the events behind it takes the token; the others are cancelled."""

    def __init__(self, wf_spec: Any, bpmn_id: str, event_definition: Any = None, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
