"""Elements of BPMN and Camunda that stand beside what runs: other kinds of diagrams, declarations, forms of Camunda."""

from app.engine.dialect.rules import DRAWN, REFUSED, ElementRule, words


def _refused(names: str, ru: str, en: str) -> dict[str, ElementRule]:
    return {name: ElementRule(REFUSED, words(ru, en), children=None) for name in names.split()}


def _drawn(names: str, en: str) -> dict[str, ElementRule]:
    return {name: ElementRule(DRAWN, {"en": en}, children=None) for name in names.split()}


OTHER_ELEMENTS: dict[str, ElementRule] = {
    **_refused(
        "choreography globalChoreographyTask choreographyTask subChoreography callChoreography",
        "Хореография описывает обмен между организациями и не выполняется. Нарисуйте процесс.",
        "A choreography describes an exchange between organisations and is not executed. Draw a process.",
    ),
    **_refused(
        "globalTask globalManualTask globalScriptTask globalBusinessRuleTask",
        "Нарисуйте задачу в процессе.",
        "Draw the task inside a process.",
    ),
    **_refused(
        "correlationProperty", "Сообщения приходят к записи по имени.", "Messages come to a record by their name."
    ),
    **_refused(
        "endPoint supportedInterfaceRef ioBinding",
        "Операции WSDL не выполняются. Поставьте тип «External» и topic.",
        "WSDL operations are not executed. Use the type “External” and a topic.",
    ),
    **_refused(
        "extension",
        "Расширения языка BPMN не выполняются. Удалите элемент.",
        "Extensions of BPMN are not executed. Remove the element.",
    ),
    **_refused(
        "eventDefinitionRef",
        "Поместите определение в само событие.",
        "Put the definition into the event itself.",
    ),
    **_refused("implicitThrowEvent", "Поставьте промежуточное событие.", "Use an intermediate event."),
    **_refused(
        "supports",
        "Процесс выполняется сам по себе и другого не заменяет. Удалите элемент.",
        "A process runs by itself and stands for no other one. Remove the element.",
    ),
    **_refused(
        "camunda:formProperty",
        "Нарисуйте форму (.form) и задайте camunda:formRef.",
        "Draw a form (.form) and set camunda:formRef.",
    ),
    **_refused(
        "camunda:potentialStarter",
        "Процесс начинается с новой записью; кто может её создать, решает жизненный цикл.",
        "A process starts with a new record; who may create it is decided by the lifecycle.",
    ),
    **_drawn("globalConversation", "Pools without their insides. Nothing to run."),
    **_drawn("categoryValueRef", "Which frame it is in."),
}
