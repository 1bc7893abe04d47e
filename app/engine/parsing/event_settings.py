"""Reads events: what they wait for or make happen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from app.engine.ground.elements import (
    CancelEvent,
    CompensationEvent,
    ConditionalEvent,
    ErrorEvent,
    EscalationEvent,
    EventElement,
    EventSetting,
    MessageEvent,
    SignalEvent,
    TerminateEvent,
    TimerEvent,
)
from app.engine.ground.expressions import Text
from app.engine.parsing.diagram import is_event_subprocess
from app.engine.parsing.namespaces import bpmn, camunda, child, children, is_bpmn, is_true, local_name, text_of
from app.engine.parsing.source import Source, one_line, read_properties, read_words
from app.engine.parsing.task_settings import Common
from app.engine.parsing.values import read_expression, read_fixed, read_formal_expression, shorten
from app.engine.time.cron import likely_cron, looks_like_cron
from app.engine.time.schedules import CYCLE, DATE, DURATION, check_text
from app.i18n import Words, lazily_joined
from app.i18n import lazy_gettext as _

LINK = "link"
COMPENSATION = "compensate"
CANCEL = "cancel"
NONE = "none"
# What may happen where. Everything else is refused, because it is not known to run as BPMN says.
ALLOWED: dict[str, tuple[str, ...]] = {
    "startEvent": (NONE, "message", "signal", "timer", "conditional"),
    "endEvent": (NONE, "message", "signal", "error", "escalation", COMPENSATION, CANCEL, "terminate"),
    "intermediateCatchEvent": ("message", "signal", "timer", "conditional", LINK),
    "intermediateThrowEvent": (NONE, "message", "signal", "escalation", COMPENSATION, LINK),
    "boundaryEvent": ("message", "signal", "timer", "conditional", "error", "escalation", COMPENSATION, CANCEL),
    # The start event of an event sub-process.
    "eventSubProcess": ("message", "signal", "timer", "conditional", "error", "escalation", COMPENSATION),
}
THROWING_TAGS = frozenset({"endEvent", "intermediateThrowEvent", "sendTask"})
_KINDS = {
    "timeDate": (DATE, _("date and time"), "2026-01-31T12:00:00"),
    "timeDuration": (DURATION, _("duration"), "PT1H, P1D, P1M"),
    "timeCycle": (CYCLE, _("repetition"), "R3/PT10M, R/P1D"),
}


@dataclass
class Definitions:
    """What events refer to, by id: `message`, `signal`, `error` and `escalation` elements of the file."""

    messages: dict[str, etree._Element] = field(default_factory=dict)
    signals: dict[str, etree._Element] = field(default_factory=dict)
    errors: dict[str, etree._Element] = field(default_factory=dict)
    escalations: dict[str, etree._Element] = field(default_factory=dict)


def read_definitions(root: etree._Element) -> Definitions:
    """Everything at the top of the file that events refer to."""

    def by_id(tag: str) -> dict[str, etree._Element]:
        return {xml.get("id", ""): xml for xml in children(root, bpmn(tag))}

    return Definitions(by_id("message"), by_id("signal"), by_id("error"), by_id("escalation"))


def event_definitions(xml: etree._Element) -> list[etree._Element]:
    """The `…EventDefinition` elements of an event."""
    return [part for part in xml if is_bpmn(part) and local_name(part).endswith("EventDefinition")]


def event_kind(xml: etree._Element) -> str:
    """`none`, `message`, `timer`, …, or `multiple`."""
    found = event_definitions(xml)
    if not found:
        return NONE
    return local_name(found[0]).removesuffix("EventDefinition") if len(found) == 1 else "multiple"


def read_event(source: Source, common: Common, definitions: Definitions) -> EventElement:
    """Read a start, end, intermediate or boundary event."""
    tag = common.fields["tag"]
    found = event_definitions(source.xml)
    kind = event_kind(source.xml)
    place = "eventSubProcess" if _begins_event_subprocess(source.xml) else tag
    setting = None
    if kind == "multiple":
        source.problem("event-several")
    elif kind not in ALLOWED[place]:
        allowed = _event_names(ALLOWED[place])
        source.problem("event-none" if kind == NONE else "event-not-here", event=_EVENT_NAMES[kind], allowed=allowed)
    elif found and kind != LINK:
        setting = _READERS[kind](source.part(found[0]), common, definitions, tag)
    return EventElement(
        **common.fields,
        event=setting,
        throwing=tag in THROWING_TAGS,
        interrupting=_interrupts(source.xml),
        attached_to=source.attribute("attachedToRef"),
    )


def _begins_event_subprocess(xml: etree._Element) -> bool:
    return local_name(xml) == "startEvent" and is_event_subprocess(xml.getparent())


def _interrupts(xml: etree._Element) -> bool:
    attribute = "isInterrupting" if local_name(xml) == "startEvent" else "cancelActivity"
    return is_true(xml, attribute, default=True)


def _repeats(xml: etree._Element) -> bool:
    """Whether an event may happen again while it is waited for."""
    if local_name(xml) == "startEvent" and xml.getparent() is not None and local_name(xml.getparent()) == "process":
        return True
    return not _interrupts(xml) and (local_name(xml) == "boundaryEvent" or _begins_event_subprocess(xml))


def read_message_task(source: Source, common: Common, definitions: Definitions) -> EventElement:
    """Read a send task or a receive task."""
    setting = _read_message(source, common, definitions, common.fields["tag"])
    return EventElement(**common.fields, event=setting, throwing=common.fields["tag"] in THROWING_TAGS)


def _read_message(source: Source, common: Common, definitions: Definitions, tag: str) -> MessageEvent | None:
    message = definitions.messages.get(source.attribute("messageRef") or "")
    name = (message.get("name") or "").strip() if message is not None else ""
    if not name:
        source.problem("message-missing")
        return None
    return MessageEvent(read_fixed(source, _("message"), name))


def _read_signal(source: Source, common: Common, definitions: Definitions, tag: str) -> SignalEvent | None:
    signal = definitions.signals.get(source.attribute("signalRef") or "")
    name = (signal.get("name") or "").strip() if signal is not None else ""
    if not name:
        source.problem("signal-missing")
        return None
    return SignalEvent(read_fixed(source, _("signal"), name))


def _read_error(source: Source, common: Common, definitions: Definitions, tag: str) -> ErrorEvent | None:
    reference = source.attribute("errorRef")
    variables: dict[str, Any] = {
        "code_variable": _read_variable(source, "errorCodeVariable", tag),
        "message_variable": _read_variable(source, "errorMessageVariable", tag),
    }
    if reference is None and tag not in THROWING_TAGS:
        return ErrorEvent(None, {}, {}, **variables)
    error = definitions.errors.get(reference or "")
    code = (error.get("errorCode") or "").strip() if error is not None else ""
    if error is None or not code:
        source.problem("error-missing")
        return None
    read_fixed(source, _("error code"), code)
    properties = {**read_properties(error), **common.properties}
    name = read_words(one_line(error.get("name") or code), properties, "name")
    text = one_line(error.get(camunda("errorMessage")) or properties.get("message") or "")
    if not text and tag == "endEvent":
        source.problem("error-no-words", error=code)
    read_fixed(source, _("error message"), text)
    message = read_words(text or name["ru"], properties, "message")
    missing = tuple(part.strip() for part in properties.get("missing", "").split(",") if part.strip())
    return ErrorEvent(code, name, message, missing, **variables)


def _read_variable(source: Source, attribute: str, tag: str) -> str | None:
    """The variable that a catching event fills."""
    variable = source.camunda(attribute)
    if variable is not None and tag in THROWING_TAGS:
        source.problem("event-variable-thrown", attribute=f"camunda:{attribute}")
    return variable


def _read_escalation(source: Source, common: Common, definitions: Definitions, tag: str) -> EscalationEvent | None:
    reference = source.attribute("escalationRef")
    variable = _read_variable(source, "escalationCodeVariable", tag)
    if reference is None and tag not in THROWING_TAGS:
        return EscalationEvent(None, "", variable)
    escalation = definitions.escalations.get(reference or "")
    code = (escalation.get("escalationCode") or "").strip() if escalation is not None else ""
    if escalation is None or not code:
        source.problem("escalation-missing")
        return None
    read_fixed(source, _("escalation code"), code)
    return EscalationEvent(code, one_line(escalation.get("name") or code), variable)


def _read_condition(source: Source, common: Common, definitions: Definitions, tag: str) -> ConditionalEvent | None:
    xml = child(source.xml, bpmn("condition"))
    if xml is None or not text_of(xml):
        source.problem("condition-missing")
        return None
    expression = read_formal_expression(source, _("condition"), xml)
    return ConditionalEvent(expression) if expression is not None else None


def _read_compensation(source: Source, common: Common, definitions: Definitions, tag: str) -> CompensationEvent:
    return CompensationEvent(source.attribute("activityRef"), is_true(source.xml, "waitForCompletion", True))


def _read_cancel(source: Source, common: Common, definitions: Definitions, tag: str) -> CancelEvent:
    return CancelEvent()


def _read_terminate(source: Source, common: Common, definitions: Definitions, tag: str) -> TerminateEvent:
    return TerminateEvent()


def _read_timer(source: Source, common: Common, definitions: Definitions, tag: str) -> TimerEvent | None:
    found = [part for part in source.xml if is_bpmn(part) and local_name(part) in _KINDS]
    if len(found) != 1 or not text_of(found[0]):
        source.problem("timer-missing")
        return None
    kind, words, example = _KINDS[local_name(found[0])]
    event = source.xml.getparent()
    if kind == CYCLE and not _repeats(event):
        source.problem("timer-cycle-here")
        return None
    part, text = source.part(found[0]), text_of(found[0])
    if check_text(kind, text):
        return TimerEvent(kind, Text(text))
    if not text.startswith("=") and looks_like_cron(text):
        part.problem("timer-cron", source=shorten(text), likely=likely_cron(text))
        return None
    if not text.startswith("=") and _looks_like_iso(text):
        part.problem("timer-text", source=shorten(text), kind=words, example=example)
        return None
    expression = read_expression(part, _("timer"), text)
    return TimerEvent(kind, expression) if expression is not None else None


def _looks_like_iso(text: str) -> bool:
    return " " not in text and (text[:1] in "PR" or text[:1].isdigit()) and text.upper() == text


_READERS: dict[str, Callable[[Source, Common, Definitions, str], EventSetting | None]] = {
    "message": _read_message,
    "signal": _read_signal,
    "error": _read_error,
    "escalation": _read_escalation,
    "conditional": _read_condition,
    COMPENSATION: _read_compensation,
    CANCEL: _read_cancel,
    "terminate": _read_terminate,
    "timer": _read_timer,
}

_EVENT_NAMES: dict[str, Words] = {
    NONE: _("a plain event"),
    "message": _("a message"),
    "signal": _("a signal"),
    "timer": _("a timer"),
    "conditional": _("a condition"),
    LINK: _("a link"),
    "error": _("an error"),
    "escalation": _("an escalation"),
    "terminate": _("a termination"),
    CANCEL: _("a cancellation"),
    COMPENSATION: _("a compensation"),
    "multiple": _("several events"),
}


def _event_names(kinds: tuple[str, ...]) -> Words:
    return lazily_joined(_EVENT_NAMES[kind] for kind in kinds)
