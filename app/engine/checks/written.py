"""All expressions of a process, with the words for where each is written and what else it may read there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.engine.ground.elements import (
    CallActivityElement,
    ConditionalEvent,
    Element,
    EventElement,
    MultiInstance,
    Parameter,
    ScriptTaskElement,
    ServiceTaskElement,
    TimerEvent,
    UserTaskElement,
)
from app.engine.ground.expressions import Expression, ListValue, MapValue, Value
from app.engine.ground.service_tasks import service_tasks
from app.engine.parsing.diagram import Node, Process
from app.engine.parsing.job_settings import PRIORITY, RETRY
from app.engine.parsing.task_settings import TASK_PRIORITY
from app.engine.problems.findings import Place
from app.i18n import Words
from app.i18n import lazy_gettext as _

_INSTANCES = ("nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances", "loopCounter")


@dataclass(frozen=True)
class Written:
    """An expression where it is written.

    Attributes:
        what: the field, in words.
        extra: names that are known here besides those of the process, with their fields (None: anything).
    """

    place: Place
    what: Words
    expression: Expression
    extra: Mapping[str, Any] = field(default_factory=dict)


def written_expressions(process: Process) -> Iterator[Written]:
    """All expressions of a process, in the order of the file within each level."""
    for scope in process.scope.with_inner():
        for node in scope.nodes.values():
            yield from _of_node(node)
        for flow in scope.flows.values():
            if flow.condition is not None:
                place = Place(flow.line, flow.column, flow.id, flow.label)
                yield Written(place, _("condition"), flow.condition)


def read_from_outside(process: Process) -> Iterator[Expression]:
    """What output parameters read of what comes from outside, under names that nobody else declares."""
    for node in process.all_nodes():
        for parameter in node.element.outputs if _reads_from_outside(node.element) else ():
            yield from expressions_in(parameter.value)


def _of_node(node: Node) -> Iterator[Written]:
    element = node.element
    local = local_names(element)
    for parameter in element.inputs:
        yield from _parameter(node, parameter, local)
    for parameter in element.passed_in if isinstance(element, CallActivityElement) else ():
        yield from _parameter(node, parameter, local)
    result = {"result": _result_fields(element)}
    for parameter in () if _reads_from_outside(element) else element.outputs:
        yield from _parameter(node, parameter, {**local, **result})
    for what, value in _settings(element):
        for expression in expressions_in(value):
            yield Written(node.place, what, expression, local)
    if element.multi_instance is not None:
        yield from _repetition(node, element.multi_instance, local)


def _parameter(node: Node, parameter: Parameter, extra: Mapping[str, Any]) -> Iterator[Written]:
    place = Place(parameter.line, parameter.column, node.id, node.label)
    what = _("parameter “%(name)s”", name=parameter.name)
    for expression in expressions_in(parameter.value):
        yield Written(place, what, expression, extra)


def _reads_from_outside(element: Element) -> bool:
    """Whether output parameters read what comes from outside, under names that nobody declares."""
    if isinstance(element, ServiceTaskElement):
        return service_tasks.is_external(element.topic)
    return isinstance(element, CallActivityElement) or (isinstance(element, EventElement) and not element.throwing)


def local_names(element: Element) -> dict[str, Any]:
    """Names that only this element knows: its inputs, and the item of each run."""
    names: dict[str, Any] = {parameter.name: None for parameter in element.inputs}
    if element.multi_instance is not None:
        names["loopCounter"] = None
        if element.multi_instance.item_name:
            names[element.multi_instance.item_name] = None
    return names


def _result_fields(element: Element) -> Mapping[str, Any] | None:
    task = service_tasks.get(element.topic) if isinstance(element, ServiceTaskElement) else None
    return None if task is None or task.outputs is None else dict.fromkeys(task.outputs.fields)


def _settings(element: Element) -> Iterator[tuple[Words, Value]]:
    if element.job.priority is not None:
        yield PRIORITY, element.job.priority
    if element.job.retry is not None:
        yield RETRY, element.job.retry
    if isinstance(element, ServiceTaskElement) and element.priority is not None:
        yield TASK_PRIORITY, element.priority
    if isinstance(element, UserTaskElement):
        yield from (
            (what, value)
            for what, value in (
                (_("assignee"), element.assignee),
                (_("due date"), element.due),
                (_("follow-up date"), element.follow_up),
                (_("priority"), element.priority),
            )
            if value is not None
        )
    elif isinstance(element, ScriptTaskElement) and element.script is not None:
        yield _("script"), element.script
    elif isinstance(element, EventElement) and isinstance(element.event, ConditionalEvent):
        yield _("condition"), element.event.expression
    elif isinstance(element, EventElement) and isinstance(element.event, TimerEvent):
        yield _("timer"), element.event.value


def _repetition(node: Node, settings: MultiInstance, local: Mapping[str, Any]) -> Iterator[Written]:
    finished = {**local, **dict.fromkeys(_INSTANCES)}
    for what, expression, extra in (
        (_("collection"), settings.collection, {}),
        (_("number of runs"), settings.cardinality, {}),
        (_("completion condition"), settings.completion_condition, finished),
        ("outputElement", settings.output_element, finished),
    ):
        if expression is not None:
            yield Written(node.place, what, expression, extra)


def expressions_in(value: Value) -> Iterator[Expression]:
    """The FEEL expressions of a value, lists and maps searched through."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, ListValue):
        for item in value.items:
            yield from expressions_in(item)
    elif isinstance(value, MapValue):
        for _, item in value.entries:
            yield from expressions_in(item)
