"""What a diagram names outside itself: record types, roles, statuses, forms, decisions, processes, actions."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import ValidationError, fields

from app.engine.checks.literals import given_keys
from app.engine.checks.names import check_status_texts
from app.engine.deploying.artifact_kinds import is_registered
from app.engine.deploying.catalogue import catalogue
from app.engine.deploying.deployment_set import DECISION, FORM, DeploymentSet
from app.engine.deploying.record_types_of import record_types
from app.engine.ground.elements import (
    BusinessRuleTaskElement,
    CallActivityElement,
    EventElement,
    Parameter,
    ServiceTaskElement,
    SignalEvent,
    UserTaskElement,
)
from app.engine.ground.errors import NotFound
from app.engine.ground.expressions import Expression, MapValue, Text, Value
from app.engine.ground.service_tasks import ServiceTask, describe_validation_error, service_tasks
from app.engine.parsing.diagram import Diagram, Node, Process
from app.engine.parsing.namespaces import camunda
from app.engine.problems.findings import Findings, Place
from app.engine.problems.problem import did_you_mean, similar
from app.feel import FeelLimitError, to_python
from app.i18n import lazy_gettext as _

_VARIES = object()
_LONGEST_TOPIC = 255
_MISSPELT = 0.8
_OTHER_TYPE = _("Look at how the record type is called.")


def check_references(diagram: Diagram, together: DeploymentSet, findings: Findings) -> None:
    """Find names of what is not there."""
    for process in diagram.executable_processes:
        checker = _References(process, together, findings)
        checker.check()


def _constant(value: Value) -> object:
    """What a value always is, as the action gets it; `_VARIES` when that depends on the process."""
    if isinstance(value, Text):
        return value.source
    if isinstance(value, Expression) and not value.reads:
        try:
            return to_python(value.evaluate({}))
        except FeelLimitError:
            return _VARIES
    return _VARIES


def _keys(value: Value) -> list[str]:
    """The keys of a map, written as `camunda:map` or as a FEEL context."""
    if isinstance(value, MapValue):
        return [name for name, _ in value.entries]
    return given_keys(value) if isinstance(value, Expression) else []


class _References:
    def __init__(self, process: Process, together: DeploymentSet, findings: Findings) -> None:
        self._process = process
        self._together = together
        self._findings = findings
        self._types = record_types(process, together)

    def check(self) -> None:
        record_type = self._process.record_type
        if record_type and self._together.fields(record_type) is None:
            self._findings.add("record-type-unknown", self._process.place, record_type=record_type, hint=_OTHER_TYPE)
        for node in self._process.all_nodes():
            match node.element:
                case UserTaskElement():
                    self._check_user_task(node, node.element)
                case ServiceTaskElement(topic=topic) if topic:
                    self._check_service_task(node, node.element)
                case BusinessRuleTaskElement(decision_key=key) if key:
                    element = node.element
                    self._check_artifact(
                        node, DECISION, "decision", key, element.decision_binding, element.decision_version
                    )
                case CallActivityElement(called_key=key) if key:
                    self._check_called(node, node.element)
                case EventElement(event=SignalEvent(name)):
                    self._check_signal(node, name)

    def _check_user_task(self, node: Node, element: UserTaskElement) -> None:
        if not element.candidate_groups and not element.candidate_users and element.assignee is None:
            self._findings.add("nobody-asked", node.place)
        for record_type in self._types[:1]:
            roles = self._together.roles(record_type)
            for role in element.candidate_groups:
                if roles is not None and role not in roles:
                    hint = did_you_mean(role, roles)
                    self._findings.add("role-unknown", node.place, role=role, record_type=record_type, hint=hint)
        if element.form_key:
            self._check_artifact(node, FORM, "form", element.form_key, element.form_binding, element.form_version)

    def _check_artifact(self, node: Node, kind: str, word: str, key: str, binding: str, version: int | None) -> None:
        if not is_registered(kind):
            return
        known = self._together.keys(kind)
        if key not in known:
            self._findings.add(f"{word}-unknown", node.place, **_named(word, key, known))
        elif binding == "version" and version is not None:
            try:
                catalogue().artifact(kind, key, version)
            except NotFound:
                self._findings.add("artifact-version-unknown", node.place, key=key, version=version)

    def _check_called(self, node: Node, element: CallActivityElement) -> None:
        known = self._together.process_keys()
        if element.called_key not in known:
            hint = did_you_mean(element.called_key, known)
            self._findings.add("process-unknown", node.place, process=element.called_key, hint=hint)
            return
        about = self._together.record_type_of(element.called_key)
        if about is not None and self._process.record_type not in (None, about):
            self._findings.add("called-other-records", node.place, process=element.called_key, record_type=about)
        starts = self._together.starts_with_records_of(element.called_key)
        if starts is not None and element.called_key != self._process.key:
            self._findings.add("called-starts-too", node.place, process=element.called_key, record_type=starts)
        if element.binding == "version" and element.version is not None:
            try:
                catalogue().definition_by_version(element.called_key, element.version)
            except NotFound:
                self._findings.add(
                    "artifact-version-unknown", node.place, key=element.called_key, version=element.version
                )

    def _check_signal(self, node: Node, name: str) -> None:
        """`<type>.status.<id>` is sent by the engine; a status that is not there would never be heard of."""
        record_type, _, rest = name.partition(".")
        if rest != "status" and not rest.startswith("status."):
            return
        statuses = self._together.statuses(record_type)
        if statuses is None and self._together.fields(record_type) is None:
            self._findings.add("record-type-unknown", node.place, record_type=record_type, hint=_OTHER_TYPE)
        status = rest.removeprefix("status.")
        if rest != "status" and statuses is not None and status not in statuses:
            hint = did_you_mean(status, statuses)
            self._findings.add("status-unknown", node.place, status=status, record_type=record_type, hint=hint)
        begins = node.tag == "startEvent" and node.id in self._process.scope.nodes
        if begins and self._process.record_type not in (None, record_type):
            about = self._process.record_type
            self._findings.add("status-of-other-records", node.place, record_type=record_type, about=about)

    def _check_service_task(self, node: Node, element: ServiceTaskElement) -> None:
        task = service_tasks.get(element.topic)
        if task is None:
            self._check_external_topic(node, element.topic)
            return
        if node.xml.get(camunda("taskPriority")) is not None:
            self._findings.add("priority-of-action", node.place, topic=element.topic)
        given = {parameter.name: parameter for parameter in element.inputs}
        for name, parameter in given.items():
            field = task.inputs.fields.get(name)
            place = Place(parameter.line, parameter.column, node.id, node.label)
            if field is None:
                hint = did_you_mean(name, task.inputs.fields)
                self._findings.add("input-unknown", place, topic=task.topic, parameter=name, hint=hint)
            else:
                self._check_input(place, task, parameter, field, given)
        for name, field in task.inputs.fields.items():
            if field.required and name not in given:
                self._findings.add("input-missing", node.place, topic=task.topic, parameter=name)

    def _check_external_topic(self, node: Node, topic: str) -> None:
        """A worker may take any topic that is not ours; one that is only misspelt would wait for ever."""
        if len(topic) > _LONGEST_TOPIC:
            self._findings.add("too-long", node.place, what="camunda:topic", limit=_LONGEST_TOPIC)
        known = service_tasks.topics()
        if not service_tasks.is_external(topic) or similar(topic, known, _MISSPELT) is not None:
            self._findings.add("topic-unknown", node.place, topic=topic, hint=did_you_mean(topic, known))

    def _check_input(
        self,
        place: Place,
        task: ServiceTask,
        parameter: Parameter,
        field: fields.Field[Any],
        given: Mapping[str, Parameter],
    ) -> None:
        names = field.metadata.get("names")
        record_type = self._record_type_of(given)
        if names == "fields" and record_type:
            self._check_fields(place, record_type, _keys(parameter.value))
        constant = _constant(parameter.value)
        if constant is _VARIES:
            if names == "statuses" and record_type:
                check_status_texts(parameter.value, place, record_type, self._together, self._findings)
            return
        try:
            field.deserialize(constant)
        except ValidationError as error:
            reason = "; ".join(describe_validation_error(error.messages))
            self._findings.add("input-invalid", place, topic=task.topic, parameter=parameter.name, reason=reason)
            return
        if names and isinstance(constant, str):
            self._check_named(place, names, constant, record_type)

    def _record_type_of(self, given: Mapping[str, Parameter]) -> str | None:
        """The record type that the action works on: its own input, else the process's."""
        stated = given.get("record_type")
        if stated is not None:
            constant = _constant(stated.value)
            return constant if isinstance(constant, str) else None
        return self._types[0] if len(self._types) == 1 else None

    def _check_fields(self, place: Place, record_type: str, names: Iterable[str]) -> None:
        known = self._together.fields(record_type)
        for name in names:
            if known is not None and name not in known:
                hint = did_you_mean(name, known)
                self._findings.add("field-unknown", place, field=name, record_type=record_type, hint=hint)

    def _check_named(self, place: Place, names: str, value: str, record_type: str | None) -> None:
        match names:
            case "statuses" | "roles" if record_type:
                word = names.removesuffix("es") if names == "statuses" else "role"
                known = getattr(self._together, names)(record_type)
                if known is not None and value not in known:
                    words = _named(word, value, known)
                    self._findings.add(f"{word}-unknown", place, record_type=record_type, **words)
            case "forms" | "decisions":
                word = names.removesuffix("s")
                known = self._together.keys(word)
                if is_registered(word) and value not in known:
                    self._findings.add(f"{word}-unknown", place, **_named(word, value, known))
            case "processes":
                known = self._together.process_keys()
                if value not in known:
                    self._findings.add("process-unknown", place, process=value, hint=did_you_mean(value, known))
            case "record_types":
                if self._together.fields(value) is None:
                    self._findings.add("record-type-unknown", place, record_type=value, hint=_OTHER_TYPE)


def _named(word: str, value: str, known: Iterable[str]) -> dict[str, Any]:
    """What fills the words of an unknown form, decision, role or status."""
    return {word: value, "hint": did_you_mean(value, known)}
