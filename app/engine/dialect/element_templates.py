"""Element templates: the ready-made blocks that Camunda Modeler and the bundled editor offer, one per service task.

Format: https://docs.camunda.io/docs/components/modeler/desktop-modeler/element-templates/ (of Camunda 7).
"""

from typing import Any

from marshmallow import fields, validate

from app.engine.ground.service_tasks import ServiceTask, service_tasks
from app.i18n import lazy_gettext as _
from app.i18n import localized

SCHEMA = "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json"
_FEEL = _("Text, or a FEEL expression after an equals sign.")
_MAP = _("A FEEL context after an equals sign, for example ={name: deal.name}.")
_RESULT_HELP = _("Name of a process variable; empty: not kept.")


def element_templates(language: str = "ru") -> list[dict[str, Any]]:
    """A template for each registered service task, in the order of their topics.

    Parameters:
        language: of all words in them, `ru` or `en`.
    """
    return [_template(task, language) for task in service_tasks]


def _template(task: ServiceTask, language: str) -> dict[str, Any]:
    template = {
        "$schema": SCHEMA,
        "id": f"dealflow.{task.topic}",
        "name": localized(task.name, language),
        "appliesTo": ["bpmn:Task", "bpmn:ServiceTask"],
        "elementType": {"value": "bpmn:ServiceTask"},
        "category": {"id": "dealflow", "name": "Dealflow"},
        "properties": [
            _hidden("external", "camunda:type"),
            _hidden(task.topic, "camunda:topic"),
            *(_input(name, field, language) for name, field in task.inputs.fields.items()),
            *(_output(name, field, language) for name, field in (task.outputs.fields if task.outputs else {}).items()),
        ],
    }
    description = localized(task.description, language)
    return template | {"description": description} if description else template


def _hidden(value: str, attribute: str) -> dict[str, Any]:
    return {"type": "Hidden", "value": value, "binding": {"type": "property", "name": attribute}}


def _label(name: str, field: fields.Field[Any], language: str) -> str:
    return localized(field.metadata.get("label"), language) or name.replace("_", " ").capitalize()


def _input(name: str, field: fields.Field[Any], language: str) -> dict[str, Any]:
    description = localized(field.metadata.get("description"), language)
    hint = localized(_MAP if isinstance(field, fields.Dict | fields.Nested) else _FEEL, language)
    return {
        "label": _label(name, field, language),
        "description": f"{description} {hint}".strip(),
        **_editor(field),
        "binding": {"type": "camunda:inputParameter", "name": name},
        **({"constraints": {"notEmpty": True}} if field.required else {"optional": True}),
    }


def _editor(field: fields.Field[Any]) -> dict[str, Any]:
    """How the input is typed in. Everything may be FEEL, so only a closed list of words is chosen from."""
    choices = next((rule.choices for rule in field.validators if isinstance(rule, validate.OneOf)), None)
    if choices:
        return {"type": "Dropdown", "choices": [{"name": str(choice), "value": str(choice)} for choice in choices]}
    return {"type": "Text" if isinstance(field, fields.Dict | fields.Nested | fields.List) else "String"}


def _output(name: str, field: fields.Field[Any], language: str) -> dict[str, Any]:
    return {
        "label": localized(_("Variable for “%(name)s”", name=_label(name, field, language)), language),
        "description": localized(_RESULT_HELP, language),
        "type": "String",
        "binding": {"type": "camunda:outputParameter", "source": f"=result.{name}"},
        "optional": True,
    }
