"""What BPMN's words do: the task specs of our processes, our own where SpiffWorkflow is silent or wrong.

A task whose turn has come goes in; what it does to the tree comes out. It never knows the database, nor XML: what needs
more than the tree it asks of the runtime of its process.
"""

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask

from app.engine.ground.elements import CancelEvent, CompensationEvent
from app.engine.specs.activities import BusinessRuleTask, ManualTask, NoneTask, ScriptTask, ServiceTask, UserTask
from app.engine.specs.compensation import CompensationEndEvent, CompensationThrowEvent
from app.engine.specs.event_sub_processes import EventSubProcessStart
from app.engine.specs.events import (
    BoundaryEvent,
    EndEvent,
    EventBasedGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ReceiveTask,
    SendTask,
    StartEvent,
)
from app.engine.specs.gateways import EndJoin, ExclusiveGateway, InclusiveGateway, ParallelGateway
from app.engine.specs.multi_instance import (
    Collection,
    MultiInstanceTask,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
)
from app.engine.specs.shallow import shallow
from app.engine.specs.sub_processes import CallActivity, EventSubProcess, StartTask, SubProcess
from app.engine.specs.transactions import CancelEndEvent

__all__ = [
    "EVENT_CLASSES",
    "MULTI_INSTANCE_CLASSES",
    "SPEC_CLASSES",
    "Collection",
    "EventSubProcess",
    "EventSubProcessStart",
    "LoopTask",
    "MultiInstanceTask",
    "finish",
]

SPEC_CLASSES: dict[str, type] = {
    "task": NoneTask,
    "manualTask": ManualTask,
    "userTask": UserTask,
    "serviceTask": ServiceTask,
    "scriptTask": ScriptTask,
    "businessRuleTask": BusinessRuleTask,
    "sendTask": SendTask,
    "receiveTask": ReceiveTask,
    "callActivity": CallActivity,
    "subProcess": SubProcess,
    "transaction": SubProcess,
    "startEvent": StartEvent,
    "endEvent": EndEvent,
    "intermediateCatchEvent": IntermediateCatchEvent,
    "intermediateThrowEvent": IntermediateThrowEvent,
    "boundaryEvent": BoundaryEvent,
    "eventBasedGateway": EventBasedGateway,
    "exclusiveGateway": ExclusiveGateway,
    "inclusiveGateway": InclusiveGateway,
    "parallelGateway": ParallelGateway,
}
# Events that do more than an event of their tag, by tag and setting.
EVENT_CLASSES: dict[tuple[str, type], type] = {
    ("intermediateThrowEvent", CompensationEvent): CompensationThrowEvent,
    ("endEvent", CompensationEvent): CompensationEndEvent,
    ("endEvent", CancelEvent): CancelEndEvent,
}
MULTI_INSTANCE_CLASSES: dict[str, type] = {
    "parallel": ParallelMultiInstanceTask,
    "sequential": SequentialMultiInstanceTask,
}


def finish(process_spec: BpmnProcessSpec) -> None:
    """Make a parsed process ready to run: our start, end and multi-instance behaviour, prediction of one step only."""
    process_spec.start.__class__ = StartTask
    process_spec.end.__class__ = EndJoin
    for task_spec in list(process_spec.task_specs.values()):
        if not hasattr(task_spec, "element"):
            task_spec.element = None
        if isinstance(task_spec, MultiInstanceTask):
            task_spec.connect_to_activity()
        shallow(task_spec)
