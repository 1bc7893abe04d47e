"""The event definitions that the parser gives to event task specs. Each carries its `setting` (app.engine.elements)."""

from SpiffWorkflow.bpmn.specs.event_definitions import (
    ConditionalEventDefinition as _Conditional,
)
from SpiffWorkflow.bpmn.specs.event_definitions import (
    ErrorEventDefinition as _Error,
)
from SpiffWorkflow.bpmn.specs.event_definitions import (
    EscalationEventDefinition as _Escalation,
)
from SpiffWorkflow.bpmn.specs.event_definitions import (
    MessageEventDefinition as _Message,
)
from SpiffWorkflow.bpmn.specs.event_definitions import (
    SignalEventDefinition as _Signal,
)
from SpiffWorkflow.bpmn.specs.event_definitions import (
    TerminateEventDefinition as _Terminate,
)
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition as _Timer


class MessageEventDefinition(_Message):
    setting = None


class SignalEventDefinition(_Signal):
    setting = None


class ErrorEventDefinition(_Error):
    setting = None


class EscalationEventDefinition(_Escalation):
    setting = None


class ConditionalEventDefinition(_Conditional):
    setting = None


class TerminateEventDefinition(_Terminate):
    setting = None


class TimerEventDefinition(_Timer):
    setting = None
