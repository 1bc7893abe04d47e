"""The task specs that the parser puts into a process, by BPMN tag."""

from SpiffWorkflow.bpmn.specs import defaults

SPEC_CLASSES: dict[str, type] = {
    "task": defaults.NoneTask,
    "manualTask": defaults.ManualTask,
    "userTask": defaults.UserTask,
    "serviceTask": defaults.ServiceTask,
    "scriptTask": defaults.NoneTask,
    "businessRuleTask": defaults.NoneTask,
    "sendTask": defaults.SendTask,
    "receiveTask": defaults.ReceiveTask,
    "callActivity": defaults.CallActivity,
    "subProcess": defaults.SubWorkflowTask,
    "startEvent": defaults.StartEvent,
    "endEvent": defaults.EndEvent,
    "intermediateCatchEvent": defaults.IntermediateCatchEvent,
    "intermediateThrowEvent": defaults.IntermediateThrowEvent,
    "boundaryEvent": defaults.BoundaryEvent,
    "eventBasedGateway": defaults.EventBasedGateway,
    "exclusiveGateway": defaults.ExclusiveGateway,
    "inclusiveGateway": defaults.InclusiveGateway,
    "parallelGateway": defaults.ParallelGateway,
}
MULTI_INSTANCE_CLASSES: dict[str, type] = {
    "parallel": defaults.ParallelMultiInstanceTask,
    "sequential": defaults.SequentialMultiInstanceTask,
}
