"""Attributes that are refused, or have no effect, wherever they stand."""

from app.engine.dialect.rules import DRAWN, REFUSED, AttributeRule, words


def _refused(ru: str, en: str, *harmless: str) -> AttributeRule:
    return AttributeRule(REFUSED, words(ru, en), frozenset(harmless))


def _drawn(en: str) -> AttributeRule:
    return AttributeRule(DRAWN, {"en": en})


_JAVA = (
    "Код Java не выполняется. Поставьте тип «External» и topic.",
    "Java code is not executed. Use the type “External” and a topic.",
)
_TENANT = ("Арендаторов (tenant) нет. Удалите атрибут.", "There are no tenants. Remove the attribute.")
_VARIABLE = (
    "Переменная не заполняется. Удалите атрибут.",
    "The variable is not filled. Remove the attribute.",
)

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
    "camunda:async": _refused("Поставьте camunda:asyncBefore.", "Set camunda:asyncBefore."),
    "camunda:class": _refused(*_JAVA),
    "camunda:expression": _refused(*_JAVA),
    "camunda:delegateExpression": _refused(*_JAVA),
    "camunda:variableMappingClass": _refused(*_JAVA),
    "camunda:variableMappingDelegateExpression": _refused(*_JAVA),
    "camunda:resource": _refused(
        "Сценарии из файлов не выполняются. Напишите выражение FEEL.",
        "Scripts from files are not executed. Write a FEEL expression.",
    ),
    "camunda:formKey": _refused(
        "Формы выбираются по ключу: задайте camunda:formRef.", "Forms are chosen by key: set camunda:formRef."
    ),
    "camunda:initiator": _refused(*_VARIABLE),
    "camunda:variableName": _refused(
        "Условие проверяется, когда меняется поле, которое оно читает. Удалите атрибут.",
        "A condition is looked at when a field that it reads changes. Remove the attribute.",
    ),
    "camunda:variableEvents": _refused(
        "Условие проверяется, когда меняется поле, которое оно читает. Удалите атрибут.",
        "A condition is looked at when a field that it reads changes. Remove the attribute.",
    ),
    "camunda:decisionRefTenantId": _refused(*_TENANT),
    "camunda:calledElementTenantId": _refused(*_TENANT),
    "camunda:decisionRefVersionTag": _refused(
        "Версия выбирается номером: decisionRefVersion.", "The version is chosen by number: decisionRefVersion."
    ),
    "camunda:calledElementVersionTag": _refused(
        "Версия выбирается номером: calledElementVersion.", "The version is chosen by number: calledElementVersion."
    ),
    "camunda:caseTenantId": _refused(*_TENANT),
    "camunda:formHandlerClass": _refused(*_JAVA),
    "camunda:caseRef": _refused("CMMN не выполняется.", "CMMN is not executed."),
    "camunda:caseBinding": _refused("CMMN не выполняется.", "CMMN is not executed."),
    "camunda:caseVersion": _refused("CMMN не выполняется.", "CMMN is not executed."),
    "camunda:candidateStarterGroups": _refused(
        "Процесс начинается с новой записью; кто может её создать, решает жизненный цикл.",
        "A process starts with a new record; who may create it is decided by the lifecycle.",
    ),
    "camunda:candidateStarterUsers": _refused(
        "Процесс начинается с новой записью; кто может её создать, решает жизненный цикл.",
        "A process starts with a new record; who may create it is decided by the lifecycle.",
    ),
    "camunda:historyTimeToLive": _drawn("Camunda Modeler asks for it; history is kept without an end."),
    "camunda:diagramRelationId": _drawn("Camunda's editor notes where the diagram came from."),
    "camunda:versionTag": _drawn("A label for people."),
    "camunda:modelerTemplate": _drawn("Which element template was used."),
    "camunda:modelerTemplateVersion": _drawn("Which element template was used."),
    "camunda:modelerTemplateIcon": _drawn("Which element template was used."),
    "startQuantity": _refused("Ждать нескольких токенов нельзя.", "Waiting for several tokens is not executed.", "1"),
    "completionQuantity": _refused(
        "Выпускать несколько токенов нельзя. Поставьте параллельный шлюз.",
        "Giving several tokens is not executed. Use a parallel gateway.",
        "1",
    ),
    "implementation": _refused(
        "Внешние службы вызываются сервисной задачей с topic.",
        "Outside services are called by a service task with a topic.",
        "##unspecified",
        "##WebService",
        "##default",
    ),
    "operationRef": _refused(
        "Операции WSDL не выполняются. Поставьте тип «External» и topic.",
        "WSDL operations are not executed. Use the type “External” and a topic.",
    ),
    "instantiate": _refused(
        "Процесс начинается только начальным событием. Поставьте начальное событие с сообщением.",
        "A process begins only with a start event. Use a message start event.",
        "false",
    ),
    "eventGatewayType": _refused(
        "Параллельный шлюз по событиям не выполняется.",
        "A parallel event-based gateway is not executed.",
        "Exclusive",
    ),
    "parallelMultiple": _refused("Оставьте у события одно определение.", "Keep one definition.", "false"),
    "behavior": _refused(
        "События от отдельных повторений не посылаются.", "Events of single runs are not sent.", "All"
    ),
    "noneBehaviorEventRef": _refused(
        "События от отдельных повторений не посылаются.", "Events of single runs are not sent."
    ),
    "oneBehaviorEventRef": _refused(
        "События от отдельных повторений не посылаются.", "Events of single runs are not sent."
    ),
    "method": _refused(
        "Транзакция отменяется компенсацией. Удалите атрибут.",
        "A transaction is undone by compensation. Remove the attribute.",
        "##Compensate",
        "##compensate",
        "compensate",
    ),
    "businessKey": _refused(
        "Вызванный процесс идёт по той же записи. Удалите.",
        "The called process is about the same record. Remove it.",
    ),
    "local": _refused("Локальных переменных нет. Удалите.", "There are no local variables. Remove it.", "false"),
    "evaluatesToTypeRef": _drawn("Values have their own types."),
    "itemRef": _drawn("Variables have no declared types."),
    "structureRef": _drawn("Variables have no declared types."),
    "expressionLanguage": _refused(
        "Выполняется только FEEL.",
        "Only FEEL is executed.",
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
