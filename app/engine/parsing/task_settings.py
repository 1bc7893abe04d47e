"""Reads the settings of tasks and call activities: the Camunda 7 attributes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.engine.ground.elements import (
    BusinessRuleTaskElement,
    CallActivityElement,
    Element,
    MultiInstance,
    Outcome,
    Parameter,
    ScriptTaskElement,
    ServiceTaskElement,
    UserTaskElement,
)
from app.engine.ground.expressions import Expression, Text, Value
from app.engine.parsing.namespaces import bpmn, camunda, child, children, is_true, text_of
from app.engine.parsing.source import Source, one_line
from app.engine.parsing.values import FEEL_LANGUAGES, read_expression, read_fixed, read_formal_expression, read_value
from app.engine.time.schedules import ScheduleError, moment
from app.i18n import lazy_gettext as _

BINDINGS = ("deployment", "latest", "version")
STYLES = ("primary", "danger", "secondary")
MAP_RESULTS = ("singleEntry", "singleResult", "collectEntries", "resultList")
TASK_PRIORITY = _("priority of an external task")
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Common:
    """What every element has; becomes the fields of `Element`."""

    fields: Mapping[str, Any]

    @property
    def properties(self) -> Mapping[str, str]:
        properties: Mapping[str, str] = self.fields["properties"]
        return properties


def read_user_task(source: Source, common: Common) -> UserTaskElement:
    key, binding, version = _read_reference(source, "formRef", "formRefBinding", "formRefVersion")
    assignee = source.camunda("assignee")
    return UserTaskElement(
        **common.fields,
        candidate_groups=_read_names(source, "candidateGroups"),
        candidate_users=_read_names(source, "candidateUsers"),
        assignee=read_value(source, _("assignee"), assignee) if assignee else None,
        form_key=key,
        form_binding=binding,
        form_version=version,
        due=_read_moment(source, "dueDate", _("due date")),
        follow_up=_read_moment(source, "followUpDate", _("follow-up date")),
        priority=_read_priority(source),
        outcomes=_read_outcomes(source, common.properties),
    )


def read_service_task(source: Source, common: Common) -> ServiceTaskElement:
    kind = source.camunda("type")
    if kind not in (None, "external"):
        source.problem("setting-invalid", what="camunda:type", value=kind, allowed="external")
    topic = source.camunda("topic")
    if topic is None:
        source.problem("topic-missing")
    return ServiceTaskElement(**common.fields, topic=topic or "", priority=_read_task_priority(source))


def _read_task_priority(source: Source) -> Value | None:
    """`camunda:taskPriority` of the element, else of its process."""
    text = source.camunda("taskPriority")
    if text is None:
        process = next(source.xml.iterancestors(bpmn("process")), None)
        text = (process.get(camunda("taskPriority")) or "").strip() if process is not None else ""
        return Text(text) if text.removeprefix("-").isdecimal() else None
    value = read_value(source, TASK_PRIORITY, text)
    if isinstance(value, Text) and not text.removeprefix("-").isdecimal():
        allowed = _("a whole number or =a FEEL expression")
        source.problem("setting-invalid", what=TASK_PRIORITY, value=text, allowed=allowed)
    return value


def read_script_task(source: Source, common: Common) -> ScriptTaskElement:
    language = (source.attribute("scriptFormat") or "").strip()
    script, text = None, text_of(child(source.xml, bpmn("script")))
    if language.lower() not in FEEL_LANGUAGES or (not language and text):
        source.problem("script-language", language=language or "?")
    elif not text:
        source.problem("script-missing")
    else:
        script = read_expression(source, _("script"), text)
    variable = source.camunda("resultVariable")
    if variable is None:
        source.problem("result-variable-missing")
    return ScriptTaskElement(**common.fields, script=script, result_variable=variable)


def read_business_rule_task(source: Source, common: Common) -> BusinessRuleTaskElement:
    key, binding, version = _read_reference(source, "decisionRef", "decisionRefBinding", "decisionRefVersion")
    if key is None:
        source.problem("decision-missing")
    if source.camunda("resultVariable") is None and not common.fields["outputs"]:
        source.problem("result-variable-missing")
    map_result = source.camunda("mapDecisionResult") or "resultList"
    _check_choice(source, "camunda:mapDecisionResult", map_result, MAP_RESULTS)
    return BusinessRuleTaskElement(
        **common.fields,
        decision_key=key or "",
        decision_binding=binding,
        decision_version=version,
        result_variable=source.camunda("resultVariable"),
        map_result=map_result,
    )


def read_call_activity(source: Source, common: Common) -> CallActivityElement:
    key = source.attribute("calledElement")
    if key is None:
        source.problem("call-missing")
    elif key.startswith(("=", "$", "#")):
        source.problem("setting-invalid", what="calledElement", value=key, allowed=_("a process id"))
        key = None
    _key, binding, version = _read_reference(source, "", "calledElementBinding", "calledElementVersion")
    passed_in, all_in = _read_mappings(source, "in")
    passed_out, all_out = _read_mappings(source, "out")
    return CallActivityElement(
        **common.fields,
        called_key=key or "",
        binding=binding,
        version=version,
        passed_in=passed_in,
        passed_out=passed_out,
        pass_all_in=all_in,
        pass_all_out=all_out,
    )


def read_plain(source: Source, common: Common) -> Element:
    return Element(**common.fields)


def read_multi_instance(source: Source) -> MultiInstance | None:
    """`multiInstanceLoopCharacteristics` with Camunda's collection, else None."""
    xml = child(source.xml, bpmn("multiInstanceLoopCharacteristics"))
    if xml is None:
        return None
    part = source.part(xml)
    collection, cardinality = part.camunda("collection"), child(xml, bpmn("loopCardinality"))
    if collection is None and cardinality is None:
        part.problem("multi-instance-empty")
    elif collection is not None and cardinality is not None:
        part.problem("multi-instance-both")
    condition = child(xml, bpmn("completionCondition"))
    properties = source.extension("properties")
    named = {item.get("name"): (item.get("value") or "") for item in properties} if properties is not None else {}
    output_element = named.get("outputElement")
    return MultiInstance(
        sequential=is_true(xml, "isSequential"),
        collection=read_expression(part, _("collection"), collection) if collection else None,
        cardinality=_formal(part, _("number of runs"), cardinality),
        item_name=part.camunda("elementVariable"),
        completion_condition=_formal(part, _("completion condition"), condition),
        output_collection=named.get("outputCollection") or None,
        output_element=(read_expression(part, "outputElement", output_element) if output_element else None),
    )


def _formal(source: Source, what: Mapping[str, str], xml: Any) -> Expression | None:
    return read_formal_expression(source, what, xml) if xml is not None else None


def _read_names(source: Source, attribute: str) -> tuple[str, ...]:
    text = read_fixed(source, f"camunda:{attribute}", source.camunda(attribute) or "")
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _check_choice(source: Source, what: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        source.problem("setting-invalid", what=what, value=value, allowed=", ".join(allowed))


def _read_reference(
    source: Source, key_attribute: str, binding_attribute: str, version_attribute: str
) -> tuple[str | None, str, int | None]:
    key = source.camunda(key_attribute) if key_attribute else None
    binding = source.camunda(binding_attribute) or "latest"
    _check_choice(source, f"camunda:{binding_attribute}", binding, BINDINGS)
    version = source.camunda(version_attribute)
    if binding == "version" and not (version or "").isdecimal():
        allowed = _("a version number")
        source.problem("setting-invalid", what=f"camunda:{version_attribute}", value=version or "", allowed=allowed)
    number = int(version) if version is not None and version.isdecimal() else None
    return key, binding, number if binding == "version" else None


def _read_moment(source: Source, attribute: str, what: Mapping[str, str]) -> Value | None:
    text = source.camunda(attribute)
    value = read_value(source, what, text) if text else None
    if isinstance(value, Text):
        try:
            moment(value.source, _ANY_MOMENT)
        except ScheduleError:
            allowed = _("=a FEEL expression, 2026-01-31T12:00 or P3D")
            source.problem("setting-invalid", what=what, value=text, allowed=allowed)
    return value


def _read_priority(source: Source) -> Value | None:
    text = source.camunda("priority")
    if text is None:
        return None
    value = read_value(source, _("priority"), text)
    if isinstance(value, Text) and not (text.isdecimal() and int(text) <= 100):
        allowed = _("a number from 0 to 100 or =a FEEL expression")
        source.problem("setting-invalid", what=_("priority"), value=text, allowed=allowed)
    return value


def _read_outcomes(source: Source, properties: Mapping[str, str]) -> tuple[Outcome, ...]:
    labels: dict[str, dict[str, str]] = {}
    styles: dict[str, str] = {}
    for name, value in properties.items():
        kind, _, rest = name.partition(":")
        if kind != "outcome":
            continue
        outcome, _colon, part = rest.partition(":")
        words = labels.setdefault(outcome, {})
        if part == "style":
            _check_choice(source, name, value, STYLES)
            styles[outcome] = value
        elif part in ("", "ru", "en"):
            words[part or "ru"] = one_line(value)
        else:
            source.problem("property-unknown", property=name, known="outcome:<id>, outcome:<id>:en, outcome:<id>:style")
    for outcome, words in labels.items():
        if not words.get("ru"):
            source.problem("outcome-no-label", outcome=outcome)
    default = "primary" if len(labels) == 1 else "secondary"
    return tuple(Outcome(outcome, words, styles.get(outcome, default)) for outcome, words in labels.items())


def _read_mappings(source: Source, kind: str) -> tuple[tuple[Parameter, ...], bool]:
    extensions = child(source.xml, bpmn("extensionElements"))
    parameters: list[Parameter] = []
    everything = False
    for xml in children(extensions, camunda(kind)) if extensions is not None else []:
        part = source.part(xml)
        origin, expression, target = (part.attribute(name) for name in ("source", "sourceExpression", "target"))
        if part.attribute("variables") == "all":
            everything = True
        elif part.attribute("businessKey"):
            continue  # refused by the dialect check
        elif not target or not (origin or expression):
            part.problem("call-mapping")
        else:
            value = read_expression(part, _("variables"), expression or origin or "")
            if value is not None:
                parameters.append(Parameter(target, value, part.place.line or 0, part.place.column or 0))
    return tuple(parameters), everything
