"""The elements, by name: those of BPMN without a prefix, Camunda's with `camunda:`."""

from app.engine.dialect.refused import OTHER_ELEMENTS
from app.engine.dialect.rules import DRAWN, REFUSED, RUNS, ElementRule
from app.i18n import N_

_EVENT_DEFINITIONS = (
    "messageEventDefinition signalEventDefinition timerEventDefinition conditionalEventDefinition"
    " errorEventDefinition escalationEventDefinition terminateEventDefinition linkEventDefinition"
    " cancelEventDefinition compensateEventDefinition"
)
_TASKS = "task manualTask userTask serviceTask scriptTask businessRuleTask sendTask receiveTask"
_FLOW_ELEMENTS = (
    f"{_TASKS} callActivity subProcess transaction adHocSubProcess startEvent endEvent intermediateCatchEvent"
    " intermediateThrowEvent boundaryEvent exclusiveGateway inclusiveGateway parallelGateway eventBasedGateway"
    " complexGateway sequenceFlow dataObject dataObjectReference dataStoreReference textAnnotation association group"
    " laneSet"
)
_NODE_CHILDREN = "documentation extensionElements incoming outgoing auditing monitoring categoryValueRef"
_ACTIVITY_CHILDREN = (
    f"{_NODE_CHILDREN} multiInstanceLoopCharacteristics standardLoopCharacteristics property ioSpecification"
    " dataInputAssociation dataOutputAssociation resourceRole performer humanPerformer potentialOwner"
)
_ASYNC = "camunda:asyncBefore camunda:asyncAfter camunda:exclusive camunda:jobPriority"
_TEMPLATE = "camunda:modelerTemplate camunda:modelerTemplateVersion camunda:modelerTemplateIcon"
_NODE = f"id name {_ASYNC} {_TEMPLATE}"
_ACTIVITY = f"{_NODE} default isForCompensation startQuantity completionQuantity"
_JAVA = "camunda:class camunda:expression camunda:delegateExpression camunda:taskPriority"


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _runs(note: str, attributes: str = "", children: str = "") -> ElementRule:
    return ElementRule(RUNS, note, _set(attributes), _set(children))


def _drawn(note: str) -> ElementRule:
    return ElementRule(DRAWN, note, children=None)


def _refused(why: str) -> ElementRule:
    return ElementRule(REFUSED, why, children=None)


_DATA = N_("Data is kept by the record, and values in between by process variables. Use a text annotation instead.")
_PARAMETERS = N_("Use camunda:inputOutput.")
_RESOURCES = N_("Say whose it is: camunda:candidateGroups or camunda:assignee.")
_LISTENER = N_("Listeners are not executed. Draw the action as a service task.")

ELEMENTS: dict[str, ElementRule] = {
    "definitions": _runs(
        "The file.",
        "id name targetNamespace exporter exporterVersion expressionLanguage typeLanguage camunda:diagramRelationId",
        "process message signal error escalation collaboration globalConversation documentation extensionElements"
        " category itemDefinition dataStore resource import interface partnerEntity partnerRole"
        " globalUserTask relationship BPMNDiagram",
    ),
    "process": _runs(
        "`camunda:properties`: `recordType` = the record type that it is about, and it runs on no other (started with"
        " every new record by a plain start event; with `camunda:isStartableInTasklist` = `false` only when it is"
        " called), `name:en`, `variables` = names of variables that come from outside: whoever completes a task"
        " gives these and what its form asks for, and no others (422). `camunda:jobPriority` and"
        " `camunda:taskPriority`: of elements that have none.",
        "id name isExecutable processType isClosed definitionalCollaborationRef camunda:historyTimeToLive"
        " camunda:versionTag camunda:isStartableInTasklist camunda:candidateStarterGroups camunda:candidateStarterUsers"
        " camunda:jobPriority camunda:taskPriority",
        f"documentation extensionElements {_FLOW_ELEMENTS} ioSpecification property resourceRole performer"
        " humanPerformer potentialOwner correlationSubscription auditing monitoring",
    ),
    "task": _runs("Passes at once.", _ACTIVITY, _ACTIVITY_CHILDREN),
    "manualTask": _runs("Passes at once.", _ACTIVITY, _ACTIVITY_CHILDREN),
    "userTask": _runs(
        "Asks a person. `camunda:candidateGroups` = roles of the lifecycle, `camunda:assignee`, `camunda:formRef`,"
        " `camunda:dueDate`, `camunda:followUpDate`, `camunda:priority` (text or FEEL after `=`). Properties"
        " `outcome:<id>`, `outcome:<id>:en`, `outcome:<id>:style` are the buttons.",
        f"{_ACTIVITY} implementation camunda:candidateGroups camunda:candidateUsers camunda:assignee camunda:formRef"
        " camunda:formRefBinding camunda:formRefVersion camunda:formKey camunda:dueDate camunda:followUpDate"
        " camunda:priority",
        _ACTIVITY_CHILDREN,
    ),
    "serviceTask": _runs(
        '`camunda:type="external"` and `camunda:topic`: calls the registered action of that topic. A topic that no'
        " action has, nor a name like those of our actions (`status.…`, `mail.…`), is left to an external worker"
        " (`/engine-rest/external-task`), the highest `camunda:taskPriority` first. Input parameters are variables of"
        " its own; the variables of its answer go to the process, then the output parameters are evaluated.",
        f"{_ACTIVITY} implementation operationRef camunda:type camunda:topic {_JAVA}",
        _ACTIVITY_CHILDREN,
    ),
    "sendTask": _runs(
        "Sends the message of `messageRef`, or calls the action of `camunda:topic` (or leaves it to an external"
        " worker) as a service task does.",
        f"{_ACTIVITY} implementation operationRef messageRef camunda:type camunda:topic {_JAVA}",
        _ACTIVITY_CHILDREN,
    ),
    "receiveTask": _runs(
        "Waits for the message of `messageRef`.",
        f"{_ACTIVITY} implementation operationRef messageRef instantiate",
        _ACTIVITY_CHILDREN,
    ),
    "scriptTask": _runs(
        '`scriptFormat="feel"`: the value of the FEEL expression goes into `camunda:resultVariable`.',
        f"{_ACTIVITY} scriptFormat camunda:resultVariable camunda:resource",
        f"{_ACTIVITY_CHILDREN} script",
    ),
    "businessRuleTask": _runs(
        "`camunda:decisionRef` with `camunda:resultVariable` and `camunda:mapDecisionResult`; or `camunda:topic`, as"
        " a service task.",
        f"{_ACTIVITY} implementation camunda:type camunda:topic camunda:decisionRef camunda:decisionRefBinding"
        " camunda:decisionRefVersion"
        " camunda:decisionRefVersionTag camunda:decisionRefTenantId camunda:mapDecisionResult camunda:resultVariable"
        f" {_JAVA}",
        _ACTIVITY_CHILDREN,
    ),
    "callActivity": _runs(
        "Runs another process, `calledElement`, on the same record. It sees the variables that `camunda:in` passes and"
        " gives those of `camunda:out`, also when an error or escalation comes out of it and is caught; no others"
        ' (`variables="all"`: all).',
        f"{_ACTIVITY} calledElement camunda:calledElementBinding camunda:calledElementVersion"
        " camunda:calledElementVersionTag camunda:calledElementTenantId camunda:caseRef camunda:caseBinding"
        " camunda:caseVersion camunda:variableMappingClass camunda:variableMappingDelegateExpression",
        _ACTIVITY_CHILDREN,
    ),
    "subProcess": _runs(
        "Embedded: one plain start event inside. An event sub-process (`triggeredByEvent`) has one start event with a"
        " message, signal, timer, condition, error or escalation; it waits while its scope is running and sees and"
        " changes the variables of the scope. With a compensation start event it undoes the sub-process that it is in,"
        " when that is done, instead of what is done inside it.",
        f"{_ACTIVITY} triggeredByEvent",
        f"{_ACTIVITY_CHILDREN} {_FLOW_ELEMENTS}",
    ),
    "startEvent": _runs(
        "Plain, message, signal, timer (a process without a record) or condition. A condition begins the process each"
        " time that it becomes true for a record of its `recordType` (when the record is made, or a field that it reads"
        " changes), also while an earlier one runs. In an event sub-process a message, signal, timer, condition, error"
        " or escalation; interrupting or not (`isInterrupting`).",
        f"{_NODE} isInterrupting parallelMultiple camunda:initiator camunda:formKey",
        f"{_NODE_CHILDREN} {_EVENT_DEFINITIONS} dataOutputAssociation",
    ),
    "endEvent": _runs(
        "Plain, message, signal, error, escalation, compensation, cancel or terminate. An error that nothing catches"
        " refuses the command.",
        _NODE,
        f"{_NODE_CHILDREN} {_EVENT_DEFINITIONS} dataInputAssociation",
    ),
    "intermediateCatchEvent": _runs(
        "Message, signal, timer, condition or link.",
        f"{_NODE} parallelMultiple",
        f"{_NODE_CHILDREN} {_EVENT_DEFINITIONS} dataOutputAssociation",
    ),
    "intermediateThrowEvent": _runs(
        "Plain, message, signal, escalation, compensation or link.",
        _NODE,
        f"{_NODE_CHILDREN} {_EVENT_DEFINITIONS} dataInputAssociation",
    ),
    "boundaryEvent": _runs(
        "Message, signal, timer, condition, error or escalation; interrupting or not (`cancelActivity`). Compensation,"
        " cancel.",
        f"{_NODE} attachedToRef cancelActivity parallelMultiple",
        f"{_NODE_CHILDREN} {_EVENT_DEFINITIONS} dataOutputAssociation",
    ),
    "exclusiveGateway": _runs(
        "Needs a condition on every way out but the default one.", f"{_NODE} default gatewayDirection", _NODE_CHILDREN
    ),
    "inclusiveGateway": _runs(
        "Needs a condition on every way out but the default one.", f"{_NODE} default gatewayDirection", _NODE_CHILDREN
    ),
    "parallelGateway": _runs("Splits and joins.", f"{_NODE} gatewayDirection", _NODE_CHILDREN),
    "eventBasedGateway": _runs(
        "Followed by catching events or receive tasks.",
        f"{_NODE} gatewayDirection instantiate eventGatewayType",
        _NODE_CHILDREN,
    ),
    "sequenceFlow": _runs(
        "Also out of a task with a condition: every true condition is followed.",
        "id name sourceRef targetRef isImmediate",
        "documentation extensionElements conditionExpression auditing monitoring categoryValueRef",
    ),
    "conditionExpression": _runs("FEEL.", "id xsi:type language camunda:resource evaluatesToTypeRef"),
    "incoming": _runs("Repeats the flows."),
    "outgoing": _runs("Repeats the flows."),
    "script": _runs("FEEL."),
    "multiInstanceLoopCharacteristics": _runs(
        '`camunda:collection` (FEEL; `people("role")` gives everybody of a role) with'
        " `camunda:elementVariable`, or `loopCardinality`; `completionCondition`. An empty list"
        " is no run; a list that is not there is a fault."
        " Properties of the activity: `outputCollection` and `outputElement` collect a value of each run."
        " `camunda:asyncBefore` here: each run in a job of its own.",
        "id isSequential behavior noneBehaviorEventRef oneBehaviorEventRef camunda:collection"
        " camunda:elementVariable camunda:asyncBefore camunda:exclusive",
        "documentation extensionElements loopCardinality completionCondition loopDataInputRef loopDataOutputRef"
        " inputDataItem outputDataItem complexBehaviorDefinition",
    ),
    "loopCardinality": _runs("FEEL.", "id xsi:type language evaluatesToTypeRef"),
    "completionCondition": _runs("FEEL.", "id xsi:type language evaluatesToTypeRef"),
    "messageEventDefinition": _runs(
        "By the name of the message.",
        f"id messageRef operationRef {_JAVA}",
        "documentation extensionElements operationRef",
    ),
    "signalEventDefinition": _runs("By the name of the signal.", "id signalRef", "documentation extensionElements"),
    "timerEventDefinition": _runs(
        "ISO 8601 text or FEEL.", "id", "documentation extensionElements timeDate timeDuration timeCycle"
    ),
    "timeDate": _runs("A date and time.", "id xsi:type language evaluatesToTypeRef"),
    "timeDuration": _runs("A duration such as `PT1H`.", "id xsi:type language evaluatesToTypeRef"),
    "timeCycle": _runs(
        "A repetition such as `R3/PT10M`, or cron as in Camunda 7 (`0 0 9 ? * MON-FRI`, Sunday = 1), on a start event"
        " of the process, a non-interrupting boundary event or start of an event sub-process. Missed rounds come once.",
        "id xsi:type language evaluatesToTypeRef",
    ),
    "conditionalEventDefinition": _runs(
        "Looked at when a field that it reads has changed.",
        "id camunda:variableName camunda:variableEvents",
        "documentation extensionElements condition",
    ),
    "condition": _runs("FEEL.", "id xsi:type language camunda:resource evaluatesToTypeRef"),
    "errorEventDefinition": _runs(
        "By the code of the error; a catching event without an error catches all. `camunda:errorCodeVariable` and"
        " `camunda:errorMessageVariable` of a catching event name variables for the code and the message.",
        "id errorRef camunda:errorCodeVariable camunda:errorMessageVariable",
        "documentation extensionElements",
    ),
    "escalationEventDefinition": _runs(
        "By the code of the escalation; a catching event without one catches all. An escalation that nothing catches"
        " goes by. `camunda:escalationCodeVariable` of a catching event names a variable for the code.",
        "id escalationRef camunda:escalationCodeVariable",
        "documentation extensionElements",
    ),
    "transaction": _runs(
        "A sub-process that a cancel end event in it undoes as a whole: what goes on in it ends, what is done in it is"
        " undone, and the way leads on from the cancel event on its edge. An error that leaves it undoes nothing.",
        f"{_ACTIVITY} method",
        f"{_ACTIVITY_CHILDREN} {_FLOW_ELEMENTS}",
    ),
    "cancelEventDefinition": _runs(
        "Cancels the transaction that the end event is in; on the edge of a transaction, the way on after that.",
        "id",
        "documentation extensionElements",
    ),
    "compensateEventDefinition": _runs(
        "Undoes what is done: the activity of `activityRef`, or everything of its scope, the last first, one after the"
        " other. With `waitForCompletion` = `false` it goes on at once. On the edge of an activity it is led by an"
        " association to the activity with `isForCompensation` that undoes it.",
        "id activityRef waitForCompletion",
        "documentation extensionElements",
    ),
    "association": _runs(
        "From a compensation event on the edge of an activity to what undoes it. Any other is a line to a note.",
        "id sourceRef targetRef associationDirection",
        "documentation extensionElements",
    ),
    "terminateEventDefinition": _runs("Ends everything.", "id", "documentation extensionElements"),
    "linkEventDefinition": _runs("The same as a flow.", "id name", "documentation extensionElements source target"),
    "message": _runs("Its `name` is what is waited for.", "id name itemRef", "documentation extensionElements"),
    "signal": _runs("Its `name` is what is waited for.", "id name structureRef", "documentation extensionElements"),
    "error": _runs(
        "`camunda:errorMessage` = the words for a person; property `message:en` of the end event or error, property"
        " `missing` = record fields that would have to be filled.",
        "id name errorCode structureRef camunda:errorMessage",
        "documentation extensionElements",
    ),
    "escalation": _runs("", "id name escalationCode structureRef", "documentation extensionElements"),
    "operationRef": _refused(
        N_("WSDL operations are not executed. Use the type “External” and a topic."),
    ),
    "source": _drawn("Repeats the name of the link."),
    "target": _drawn("Repeats the name of the link."),
    "extensionElements": _runs(
        "Camunda's elements.",
        "",
        "camunda:properties camunda:inputOutput camunda:in camunda:out camunda:executionListener"
        " camunda:taskListener camunda:formData camunda:connector camunda:field camunda:failedJobRetryTimeCycle"
        " camunda:errorEventDefinition camunda:constraint",
    ),
    "camunda:properties": _runs("Names and values.", "", "camunda:property"),
    "camunda:property": _runs("", "id name value"),
    "camunda:inputOutput": _runs(
        "Text, FEEL after `=`, lists and maps. Input parameters are variables of the element's own and gone when it is"
        " done; output parameters read them and `result`, and are set around it.",
        "",
        "camunda:inputParameter camunda:outputParameter",
    ),
    "camunda:inputParameter": _runs("", "name", "camunda:list camunda:map camunda:script"),
    "camunda:outputParameter": _runs("", "name", "camunda:list camunda:map camunda:script"),
    "camunda:list": _runs("", "", "camunda:value camunda:list camunda:map camunda:script"),
    "camunda:map": _runs("", "", "camunda:entry"),
    "camunda:value": _runs("", "id name"),
    "camunda:entry": _runs("", "key", "camunda:list camunda:map camunda:script"),
    "camunda:in": _runs("On a call activity.", "source sourceExpression target variables businessKey local"),
    "camunda:out": _runs("On a call activity.", "source sourceExpression target variables local"),
    "camunda:failedJobRetryTimeCycle": _runs(
        "How a job or timer that fails is tried again: `R5/PT5M` (five attempts), `PT10M,PT30M,PT1H` (a retry after"
        " each time) or FEEL after `=`. Without it: after one and two minutes. Then there is an incident."
    ),
    "documentation": _drawn("Shown to people; English in the property `documentation:en`."),
    "collaboration": _drawn("Pools. Every executable process in them runs by itself."),
    "laneSet": _drawn("Lanes are names; who is asked is said by `camunda:candidateGroups`."),
    "textAnnotation": _drawn("A note."),
    "group": _drawn("A frame."),
    "category": _drawn("The name of a frame."),
    "BPMNDiagram": _drawn("The picture."),
    "adHocSubProcess": _refused(N_("Use an ordinary sub-process with parallel ways.")),
    "complexGateway": _refused(N_("Use an inclusive or a parallel gateway.")),
    "standardLoopCharacteristics": _refused(N_("Draw the loop with an exclusive gateway.")),
    "dataObject": _refused(_DATA),
    "dataObjectReference": _refused(_DATA),
    "dataStore": _refused(_DATA),
    "dataStoreReference": _refused(_DATA),
    "dataInputAssociation": _refused(_DATA),
    "dataOutputAssociation": _refused(_DATA),
    "property": _refused(_DATA),
    "ioSpecification": _refused(_PARAMETERS),
    "loopDataInputRef": _refused(N_("Use camunda:collection.")),
    "loopDataOutputRef": _refused(N_("Use the property outputCollection.")),
    "inputDataItem": _refused(N_("Use camunda:elementVariable.")),
    "outputDataItem": _refused(N_("Use the property outputElement.")),
    "complexBehaviorDefinition": _refused(N_("Events of single runs are not sent.")),
    "resourceRole": _refused(_RESOURCES),
    "performer": _refused(_RESOURCES),
    "humanPerformer": _refused(_RESOURCES),
    "potentialOwner": _refused(_RESOURCES),
    "resource": _refused(_RESOURCES),
    "correlationSubscription": _refused(N_("Messages come to a record by their name.")),
    "globalUserTask": _refused(N_("Draw the task inside a process.")),
    "import": _refused(N_("Every file is deployed by itself.")),
    "interface": _refused(
        N_("WSDL operations are not executed. Use the type “External” and a topic."),
    ),
    "itemDefinition": _drawn("Types of data; variables have none."),
    "relationship": _drawn("Says nothing about how it runs."),
    "partnerEntity": _drawn("Says nothing about how it runs."),
    "partnerRole": _drawn("Says nothing about how it runs."),
    "auditing": _drawn("Says nothing about how it runs."),
    "monitoring": _drawn("Says nothing about how it runs."),
    "camunda:executionListener": _refused(_LISTENER),
    "camunda:taskListener": _refused(_LISTENER),
    "camunda:formData": _refused(N_("Draw a form (.form) and set camunda:formRef.")),
    "camunda:connector": _refused(
        N_("Connectors are not executed. Use a service task with a topic."),
    ),
    "camunda:field": _refused(N_("Use camunda:inputOutput.")),
    "camunda:errorEventDefinition": _refused(N_("The action itself throws its errors. Remove the element.")),
    "camunda:constraint": _refused(N_("Checks are set in the form.")),
    "camunda:script": _refused(N_("Write FEEL after an equals sign.")),
    **OTHER_ELEMENTS,
}
