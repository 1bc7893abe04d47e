"""The types of activities as Camunda names them."""

from typing import Any

from app.engine.queries import (
    BODY,
    ConditionalEvent,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    SignalEvent,
    TerminateEvent,
    TimerEvent,
)

_EVENTS = {
    MessageEvent: "Message",
    SignalEvent: "Signal",
    TimerEvent: "Timer",
    ErrorEvent: "Error",
    EscalationEvent: "Escalation",
    ConditionalEvent: "Conditional",
    TerminateEvent: "Terminate",
}
_CATCHING = {"": "intermediateCatchEvent", "Timer": "intermediateTimer", "Conditional": "intermediateConditional"}


def activity_type(element: Any, role: str = "") -> str:
    """Camunda's `activityType` of an element.

    Parameters:
        role: of the activity (`app.engine.queries.role_of`).
    """
    if role == BODY:
        return "multiInstanceBody"
    event = getattr(element, "event", None)
    kind = _EVENTS.get(type(event), "") if event is not None else ""
    first = kind[:1].lower() + kind[1:]
    match element.tag:
        case "startEvent":
            return {"": "startEvent", "Timer": "startTimerEvent"}.get(kind, f"{first}StartEvent")
        case "endEvent":
            return f"{first}EndEvent" if kind else "noneEndEvent"
        case "boundaryEvent":
            return f"boundary{kind}"
        case "intermediateCatchEvent":
            short = {
                "": "intermediateCatchEvent",
                "Timer": "intermediateTimer",
                "Conditional": "intermediateConditional",
            }
            return short.get(kind, f"intermediate{kind}Catch")
        case "intermediateThrowEvent":
            return "intermediateSignalThrow" if kind == "Signal" else f"intermediate{kind or 'None'}ThrowEvent"
    return str(element.tag)
