"""Elements of BPMN and Camunda that stand beside what runs: other kinds of diagrams, declarations, forms of Camunda."""

from app.engine.dialect.rules import DRAWN, REFUSED, ElementRule
from app.i18n import N_


def _refused(names: str, why: str) -> dict[str, ElementRule]:
    return {name: ElementRule(REFUSED, why, children=None) for name in names.split()}


def _drawn(names: str, note: str) -> dict[str, ElementRule]:
    return {name: ElementRule(DRAWN, note, children=None) for name in names.split()}


OTHER_ELEMENTS: dict[str, ElementRule] = {
    **_refused(
        "choreography globalChoreographyTask choreographyTask subChoreography callChoreography",
        N_("A choreography describes an exchange between organisations and is not executed. Draw a process."),
    ),
    **_refused(
        "globalTask globalManualTask globalScriptTask globalBusinessRuleTask",
        N_("Draw the task inside a process."),
    ),
    **_refused("correlationProperty", N_("Messages come to a record by their name.")),
    **_refused(
        "endPoint supportedInterfaceRef ioBinding",
        N_("WSDL operations are not executed. Use the type “External” and a topic."),
    ),
    **_refused(
        "extension",
        N_("Extensions of BPMN are not executed. Remove the element."),
    ),
    **_refused(
        "eventDefinitionRef",
        N_("Put the definition into the event itself."),
    ),
    **_refused("implicitThrowEvent", N_("Use an intermediate event.")),
    **_refused(
        "supports",
        N_("A process runs by itself and stands for no other one. Remove the element."),
    ),
    **_refused(
        "camunda:formProperty",
        N_("Draw a form (.form) and set camunda:formRef."),
    ),
    **_refused(
        "camunda:potentialStarter",
        N_("A process starts with a new record; who may create it is decided by the lifecycle."),
    ),
    **_drawn("globalConversation", "Pools without their insides. Nothing to run."),
    **_drawn("categoryValueRef", "Which frame it is in."),
}
