"""Attributes that are refused, or have no effect, wherever they stand."""

from app.engine.dialect.rules import DRAWN, REFUSED, AttributeRule
from app.i18n import N_


def _refused(why: str, *harmless: str) -> AttributeRule:
    return AttributeRule(REFUSED, why, frozenset(harmless))


def _drawn(why: str) -> AttributeRule:
    return AttributeRule(DRAWN, why)


_JAVA = N_("Java code is not executed. Use the type “External” and a topic.")
_TENANT = N_("There are no tenants. Remove the attribute.")
_VARIABLE = N_("The variable is not filled. Remove the attribute.")

BOOLEAN_ATTRIBUTES = frozenset(
    {
        *("isExecutable", "isClosed", "isForCompensation", "isInterrupting", "isSequential", "isImmediate"),
        *("isCollection", "isUnlimited", "isHorizontal", "isExpanded", "isMarkerVisible", "isMessageVisible"),
        *("cancelActivity", "cancelRemainingInstances", "instantiate", "local", "parallelMultiple", "testBefore"),
        *("triggeredByEvent", "waitForCompletion", "camunda:asyncBefore", "camunda:asyncAfter", "camunda:exclusive"),
        "camunda:isStartableInTasklist",
    }
)
"""Those whose values are booleans of XML Schema."""

ATTRIBUTES: dict[str, AttributeRule] = {
    "camunda:async": _refused(N_("Set camunda:asyncBefore.")),
    "camunda:class": _refused(_JAVA),
    "camunda:expression": _refused(_JAVA),
    "camunda:delegateExpression": _refused(_JAVA),
    "camunda:variableMappingClass": _refused(_JAVA),
    "camunda:variableMappingDelegateExpression": _refused(_JAVA),
    "camunda:resource": _refused(
        N_("Scripts from files are not executed. Write a FEEL expression."),
    ),
    "camunda:formKey": _refused(N_("Forms are chosen by key: set camunda:formRef.")),
    "camunda:initiator": _refused(_VARIABLE),
    "camunda:variableName": _refused(
        N_("A condition is looked at when a field that it reads changes. Remove the attribute."),
    ),
    "camunda:variableEvents": _refused(
        N_("A condition is looked at when a field that it reads changes. Remove the attribute."),
    ),
    "camunda:decisionRefTenantId": _refused(_TENANT),
    "camunda:calledElementTenantId": _refused(_TENANT),
    "camunda:decisionRefVersionTag": _refused(N_("The version is chosen by number: decisionRefVersion.")),
    "camunda:calledElementVersionTag": _refused(N_("The version is chosen by number: calledElementVersion.")),
    "camunda:caseTenantId": _refused(_TENANT),
    "camunda:formHandlerClass": _refused(_JAVA),
    "camunda:caseRef": _refused(N_("CMMN is not executed.")),
    "camunda:caseBinding": _refused(N_("CMMN is not executed.")),
    "camunda:caseVersion": _refused(N_("CMMN is not executed.")),
    "camunda:candidateStarterGroups": _refused(
        N_("A process starts with a new record; who may create it is decided by the lifecycle."),
    ),
    "camunda:candidateStarterUsers": _refused(
        N_("A process starts with a new record; who may create it is decided by the lifecycle."),
    ),
    "camunda:historyTimeToLive": _drawn("Camunda Modeler asks for it; history is kept without an end."),
    "camunda:diagramRelationId": _drawn("Camunda's editor notes where the diagram came from."),
    "camunda:versionTag": _drawn("A label for people."),
    "camunda:modelerTemplate": _drawn("Which element template was used."),
    "camunda:modelerTemplateVersion": _drawn("Which element template was used."),
    "camunda:modelerTemplateIcon": _drawn("Which element template was used."),
    "startQuantity": _refused(N_("Waiting for several tokens is not executed."), "1"),
    "completionQuantity": _refused(
        N_("Giving several tokens is not executed. Use a parallel gateway."),
        "1",
    ),
    "implementation": _refused(
        N_("Outside services are called by a service task with a topic."),
        "##unspecified",
        "##WebService",
        "##default",
    ),
    "operationRef": _refused(
        N_("WSDL operations are not executed. Use the type “External” and a topic."),
    ),
    "instantiate": _refused(
        N_("A process begins only with a start event. Use a message start event."),
        "false",
    ),
    "eventGatewayType": _refused(
        N_("A parallel event-based gateway is not executed."),
        "Exclusive",
    ),
    "parallelMultiple": _refused(N_("Keep one definition."), "false"),
    "behavior": _refused(N_("Events of single runs are not sent."), "All"),
    "noneBehaviorEventRef": _refused(N_("Events of single runs are not sent.")),
    "oneBehaviorEventRef": _refused(N_("Events of single runs are not sent.")),
    "method": _refused(
        N_("A transaction is undone by compensation. Remove the attribute."),
        "##Compensate",
        "##compensate",
        "compensate",
    ),
    "businessKey": _refused(
        N_("The called process is about the same record. Remove it."),
    ),
    "local": _refused(N_("There are no local variables. Remove it."), "false"),
    "evaluatesToTypeRef": _drawn("Values have their own types."),
    "itemRef": _drawn("Variables have no declared types."),
    "structureRef": _drawn("Variables have no declared types."),
    "expressionLanguage": _refused(
        N_("Only FEEL is executed."),
        "feel",
        "http://www.w3.org/1999/XPath",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
    ),
    "typeLanguage": _drawn("Variables have no declared types."),
    "associationDirection": _drawn("An arrow head of the line."),
    "gatewayDirection": _drawn("Seen from the flows."),
    "isClosed": _drawn("Says nothing about how it runs."),
    "isImmediate": _drawn("Says nothing about how it runs."),
    "exporter": _drawn("The editor."),
    "exporterVersion": _drawn("The editor."),
    "targetNamespace": _drawn("Names of the file belong to it; files are told apart by their keys."),
    "definitionalCollaborationRef": _drawn("Says nothing about how it runs."),
    "processType": _drawn("Says nothing about how it runs."),
    "textFormat": _drawn("Of a documentation text."),
}
