"""The names that the expressions of a process may read."""

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.engine.checks.literals import compared_texts, constant_results, malformed_times
from app.engine.checks.people import check_people
from app.engine.checks.written import Written, local_names, read_from_outside, written_expressions
from app.engine.deploying.deployment_set import DECISION, FORM, DeploymentSet
from app.engine.deploying.record_types_of import record_types
from app.engine.ground.elements import (
    BusinessRuleTaskElement,
    CallActivityElement,
    ConditionalEvent,
    Element,
    ErrorEvent,
    EscalationEvent,
    EventElement,
    MessageEvent,
    ScriptTaskElement,
    ServiceTaskElement,
    SignalEvent,
    UserTaskElement,
)
from app.engine.ground.expressions import Expression, Value
from app.engine.ground.scope import PEOPLE
from app.engine.parsing.diagram import Diagram, Process
from app.engine.parsing.values import shorten
from app.engine.problems.findings import Findings, Place
from app.engine.problems.problem import did_you_mean
from app.i18n import Words
from app.i18n import lazy_gettext as _

PERSON = ("id", "login", "name", "groups", "email")
SIGNAL = ("status_before", "status_after", "changed", "name")
STATUS_MESSAGE, REQUESTED_STATUS = "statusRequested", "requested_status"
_CLOCK = re.compile(r"\b(now|today)\s*\(")
Known = dict[str, Mapping[str, Any] | None]


def check_names(diagram: Diagram, together: DeploymentSet, findings: Findings) -> None:
    """Find expressions that read what is not there, or compare with an outcome or status that is not there."""
    for process in diagram.executable_processes:
        known = known_names(process, together, diagram)
        outcomes, types = _outcomes(process), record_types(process, together)
        variables = {*_variables(process, together)}
        for written in written_expressions(process):
            _check_names_of(written, ChainMap(dict(written.extra), known), together, findings)
            _check_compared(written, outcomes, types, together, findings)
            _check_times(written, findings)
            check_people(written, variables, types, together, findings)
        _check_variables(process, types, findings)
        _check_requests(process, types, together, findings)
        _check_conditions(process, types, findings)
        _check_decisions(process, known, types, together, findings)


def known_names(process: Process, together: DeploymentSet, diagram: Diagram) -> Known:
    """Every name in scope, with its fields (None: anything may follow)."""
    types = record_types(process, together)
    names: Known = dict.fromkeys([*_variables(process, together), *_received(process, [diagram, *together.diagrams()])])
    names["user"] = dict.fromkeys(PERSON)
    names[PEOPLE] = None
    if any(node.tag == "startEvent" and _is_signal(node.element) for node in process.all_nodes()):
        names["signal"] = dict.fromkeys(SIGNAL)
    for record_type in types:
        names[record_type] = together.fields(record_type)
    if types:
        names["record"] = names[types[0]] if len(types) == 1 else None
    return names


def _is_signal(element: Element) -> bool:
    return isinstance(element, EventElement) and isinstance(element.event, SignalEvent)


def variables_of(process: Process, together: DeploymentSet) -> set[str]:
    """The process variables that a diagram speaks of: declared, set by an element or asked in a form, or read."""
    found = {*_variables(process, together), *_received(process, together.diagrams())}
    expressions = [written.expression for written in written_expressions(process)]
    for expression in (*expressions, *read_from_outside(process)):
        found.update(path[0] for path in expression.reads if path)
    for node in process.all_nodes():
        element = node.element
        if isinstance(element, BusinessRuleTaskElement) and element.decision_key in together.keys(DECISION):
            tables: Any = together.parsed(DECISION, element.decision_key)
            found.update(path[0] for path in tables.decision(element.decision_key).reads)
    return found


def _variables(process: Process, together: DeploymentSet) -> Iterable[str]:
    yield from process.variables
    yield from ("outcome", REQUESTED_STATUS)
    for node in process.all_nodes():
        element = node.element
        yield from _written_variables(element)
        if isinstance(element, UserTaskElement):
            yield f"{element.id}_outcome"
            if element.form_key:
                yield from together.names(FORM, element.form_key, "variables") or ()
        if node.inner is not None:  # its inputs, and the item of each run, are variables inside it
            yield from local_names(element)


def _received(process: Process, diagrams: Iterable[Diagram]) -> Iterable[str]:
    """Names in the payload of messages that the process waits for, as far as diagrams send them."""
    awaited = {name for name, _ in _messages(process, throwing=False)}
    for diagram in diagrams:
        for sender in diagram.executable_processes:
            for name, element in _messages(sender, throwing=True):
                if name in awaited:
                    yield from (parameter.name for parameter in element.inputs)


def _messages(process: Process, throwing: bool) -> Iterable[tuple[str, EventElement]]:
    for node in process.all_nodes():
        element = node.element
        if (
            isinstance(element, EventElement)
            and isinstance(element.event, MessageEvent)
            and element.throwing == throwing
        ):
            yield element.event.name, element


def _check_names_of(written: Written, known: Mapping[str, Any], together: DeploymentSet, findings: Findings) -> None:
    expression = written.expression
    reported: set[str] = set()
    for error in expression.compiled.check_names(known):
        reported.add(error.name)
        _report(written, error.name, error.position, known, together, findings)
    for path in sorted(expression.reads):
        position = _unknown_step(path, known)
        if position and path[position] not in reported:
            reported.add(path[position])
            found = re.search(rf"\b{re.escape(path[position])}\b", expression.source)
            start = found.start() if found else 0
            _report(written, path[position], start, _at(path[:position], known), together, findings)


def _check_variables(process: Process, types: list[str], findings: Findings) -> None:
    """Variables that an expression could not read: their names are no names, or mean something else."""
    reserved = ("record", "user", "signal", *types)
    for node in process.all_nodes():
        for variable in _written_variables(node.element):
            if not variable.isidentifier():
                findings.add("variable-name", node.place, variable=variable)
            elif variable in reserved:
                findings.add("variable-reserved", node.place, variable=variable, reserved=", ".join(reserved))


def _written_variables(element: Element) -> Iterable[str]:
    yield from (parameter.name for parameter in element.outputs)
    if isinstance(element, CallActivityElement):
        yield from (parameter.name for parameter in element.passed_out)
    if element.multi_instance is not None:
        yield from filter(None, (element.multi_instance.output_collection, element.multi_instance.item_name))
    if isinstance(element, ScriptTaskElement | BusinessRuleTaskElement) and element.result_variable:
        yield element.result_variable
    if isinstance(element, EventElement) and isinstance(element.event, ErrorEvent | EscalationEvent):
        names = (element.event.code_variable, getattr(element.event, "message_variable", None))
        yield from (name for name in names if name)


def _check_requests(process: Process, types: list[str], together: DeploymentSet, findings: Findings) -> None:
    """The status that somebody asks for: the process must hear of it, and may itself ask only for one that is there."""
    if process.record_type is None or not together.statuses(process.record_type):
        return
    services = [node.element for node in process.all_nodes() if isinstance(node.element, ServiceTaskElement)]
    passed_on = {path[0] for element in services for each in element.inputs for path in each.value.reads}
    heard = {name for name, _ in _messages(process, throwing=False)}
    given = {REQUESTED_STATUS} & {*process.variables}
    if REQUESTED_STATUS in passed_on and STATUS_MESSAGE not in heard and process.startable and not given:
        findings.add("requests-unheard", process.place)
    for node in process.all_nodes():
        element = node.element
        if isinstance(element, ScriptTaskElement) and element.result_variable == REQUESTED_STATUS and element.script:
            check_status_texts(element.script, node.place, process.record_type, together, findings)


def check_status_texts(
    value: Value | None, place: Place, record_type: str, together: DeploymentSet, findings: Findings
) -> None:
    """The texts that an expression may give as a status."""
    statuses = together.statuses(record_type)
    if statuses is None or not isinstance(value, Expression):
        return
    for status in constant_results(value):
        if status not in statuses:
            hint = did_you_mean(status, statuses)
            findings.add("status-unknown", place, status=status, record_type=record_type, hint=hint)


def _check_times(written: Written, findings: Findings) -> None:
    for call, position in malformed_times(written.expression):
        findings.add("feel-malformed-time", written.place, what=written.what, call=call, position=position + 1)


def _check_conditions(process: Process, types: list[str], findings: Findings) -> None:
    """A waiting condition is looked at again when a field of the record that it reads has changed, and only then."""
    for node in process.all_nodes():
        event = node.element.event if isinstance(node.element, EventElement) else None
        if not isinstance(event, ConditionalEvent):
            continue
        source = shorten(event.expression.source)
        begins = node.tag == "startEvent" and node.id in process.scope.nodes
        if begins and process.record_type is None:
            findings.add("start-condition-record", node.place)
        elif begins and any(path[0] not in ("record", "user", *types) for path in event.expression.reads):
            findings.add("start-condition-variable", node.place, source=source)
        elif not any(path[0] in ("record", *types) for path in event.expression.reads) or not types:
            findings.add("condition-reads-nothing", node.place, source=source)
        elif _CLOCK.search(event.expression.source):
            findings.add("condition-clock", node.place, source=source)


def _check_decisions(
    process: Process, known: Known, types: list[str], together: DeploymentSet, findings: Findings
) -> None:
    """A decision is taken over the names of the process and the inputs of its task."""
    for node in process.all_nodes():
        element = node.element
        if not isinstance(element, BusinessRuleTaskElement) or element.decision_key not in together.keys(DECISION):
            continue
        here = ChainMap(local_names(element), known)
        tables: Any = together.parsed(DECISION, element.decision_key)
        for path in sorted(tables.decision(element.decision_key).reads):
            position = _unknown_step(path, here)
            if position is not None:
                findings.add(
                    "decision-reads-unknown",
                    node.place,
                    decision=element.decision_key,
                    unknown=".".join(path[: position + 1]),
                    hint=_for_decision(path[: position + 1], _at(path[:position], here)),
                )
        for path, text in sorted(tables.decision(element.decision_key).compared):
            is_input = path.partition(".")[0] in local_names(element)
            can_be = () if is_input else texts_of(path, types, together)
            if text and can_be and text not in can_be:
                findings.add(
                    "decision-text-unknown",
                    node.place,
                    decision=element.decision_key,
                    path=path,
                    text=text,
                    hint=did_you_mean(text, can_be),
                )


def _for_decision(path: tuple[str, ...], known: Mapping[str, Any]) -> Words:
    hint = did_you_mean(path[-1], known)
    if len(path) > 1:
        return hint
    return _('If it is a text, it is written in quotes in the table: "%(text)s". %(hint)s', text=path[0], hint=hint)


def _unknown_step(path: tuple[str, ...], known: Mapping[str, Any]) -> int | None:
    """How far down a path everything is known; None when all of it is."""
    fields: Mapping[str, Any] | None = known
    for position, name in enumerate(path):
        if fields is None:
            return None
        if name not in fields:
            return position
        fields = fields[name]
    return None


def _at(path: tuple[str, ...], known: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in path:
        known = known[name]
    return known


def _report(
    written: Written,
    name: str,
    position: int,
    known: Mapping[str, Any],
    together: DeploymentSet,
    findings: Findings,
) -> None:
    source = written.expression.source
    before = source[:position].rstrip()
    owner = before[:-1].split()[-1] if before.endswith(".") else None
    names = _fields_of(owner, known) if owner else known
    suggestion = did_you_mean(name, names)
    if owner is None and together.fields(name) is not None:
        suggestion = _("Say what records the process is about: the process property recordType = %(type)s.", type=name)
    elif owner is None:
        suggestion = _(
            "%(hint)s Name a variable that comes from outside in the process property “variables”.", hint=suggestion
        )
    findings.add(
        "feel-unknown-name",
        written.place,
        suggestion=suggestion,
        what=written.what,
        source=shorten(source),
        unknown=name,
        position=position + 1,
    )


def _fields_of(owner: str, known: Mapping[str, Any]) -> Iterable[str]:
    fields: Any = known
    for name in re.split(r"\W+", owner.rsplit("(", 1)[-1]):
        fields = fields.get(name) if isinstance(fields, Mapping) else None
    return fields if isinstance(fields, Mapping) else known


def _outcomes(process: Process) -> dict[str, tuple[str, ...]]:
    """Ids of outcomes by the variable that holds them."""
    by_variable: dict[str, tuple[str, ...]] = {}
    for node in process.all_nodes():
        if isinstance(node.element, UserTaskElement):
            ids = tuple(outcome.id for outcome in node.element.outcomes)
            by_variable[f"{node.id}_outcome"] = ids
            by_variable["outcome"] = by_variable.get("outcome", ()) + ids
    return by_variable


def _check_compared(
    written: Written,
    outcomes: Mapping[str, tuple[str, ...]],
    types: list[str],
    together: DeploymentSet,
    findings: Findings,
) -> None:
    statuses = together.statuses(types[0]) if len(types) == 1 else None
    holders = {REQUESTED_STATUS, "record.status", "signal.status_before", "signal.status_after"}
    holders |= {f"{record_type}.status" for record_type in types}
    for path, value in compared_texts(written.expression):
        if path in outcomes and outcomes[path] and value not in outcomes[path]:
            known = ", ".join(sorted(set(outcomes[path])))
            findings.add("outcome-unknown", written.place, what=written.what, outcome=value, known=known)
        elif path in holders and statuses is not None and value not in statuses:
            hint = did_you_mean(value, statuses)
            findings.add("status-unknown", written.place, status=value, record_type=types[0], hint=hint)
        elif value and path not in holders and (can_be := texts_of(path, types, together)) and value not in can_be:
            hint = did_you_mean(value, can_be)
            findings.add("text-unknown", written.place, what=written.what, path=path, text=value, hint=hint)


def texts_of(path: str, types: Sequence[str], together: DeploymentSet) -> Sequence[str]:
    """The texts that what an expression reads can be, when it stands behind a record whose type is known; none: any.

    Parameters:
        types: the record types that the process may be about.
    """
    begin, *names = path.split(".")
    about = types[0] if begin == "record" and len(types) == 1 else begin if begin in types else None
    return together.texts(about, names) if about and names else ()
