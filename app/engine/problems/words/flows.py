"""Words about flows, gateways, joins and reachability."""

from app.engine.problems.words.entry import Entry, error, warning
from app.i18n import N_

FLOWS: dict[str, Entry] = {
    "start-missing": error(N_("“%(name)s”: there is no start event."), N_("Add a start event.")),
    "start-several": error(
        N_("“%(name)s”: several plain start events; it is not clear which one to start from."), N_("Keep one.")
    ),
    "start-in-subprocess": error(
        N_("“%(name)s”: a sub-process must begin with exactly one plain start event."),
        N_("Keep one start event in the sub-process, without condition, message, signal or timer."),
    ),
    "start-condition-record": error(
        N_("“%(name)s”: it is not clear whose records the condition watches that the process begins with."),
        N_("Say what records the process is about: the process property recordType."),
    ),
    "start-condition-variable": error(
        N_(
            "“%(name)s”: the condition “%(source)s” reads a variable, but before the process begins there is only"
            " the record."
        ),
        N_("Read only fields of the record in it."),
    ),
    "start-interrupts-nothing": error(
        N_("“%(name)s”: only an event sub-process has a non-interrupting start."),
        N_("Remove isInterrupting, or make the sub-process an event sub-process."),
    ),
    "event-subprocess-start": error(
        N_("“%(name)s”: an event sub-process must have exactly one start event, but there are %(count)s."),
        N_("Keep one: with a message, signal, timer, condition, error or escalation."),
    ),
    "event-subprocess-flow": error(
        N_("“%(name)s”: no flow (“%(flow)s”) can be connected to an event sub-process: it begins with its event."),
        N_("Remove the flow."),
    ),
    "event-subprocess-repeated": error(
        N_("“%(name)s”: an event sub-process does not run once for each item."),
        N_("Put an ordinary multi-instance sub-process into it."),
    ),
    "event-subprocess-error": error(
        N_("“%(name)s”: a start by an error always interrupts."), N_("Make it interrupting.")
    ),
    "event-subprocess-duplicate": error(
        N_("“%(name)s”: there already is an event sub-process for the same here: “%(other)s”."),
        N_("Keep one sub-process."),
    ),
    "boundary-on-event-subprocess": error(
        N_("“%(name)s”: no boundary event can be attached to an event sub-process (“%(host)s”)."),
        N_("Put the event inside it, or attach it to the sub-process around it."),
    ),
    "flow-dangling": error(
        N_("The flow “%(id)s” leads %(direction)s an element “%(target)s” that is not there."),
        N_("Draw the flow again."),
    ),
    "flow-across": error(
        N_("The flow “%(id)s” crosses the border of a sub-process or process."),
        N_("Flows connect elements of the same level."),
    ),
    "flow-twice": error(
        N_("Two flows lead from “%(name)s” to “%(target)s”."), N_("Keep one; join the conditions with or.")
    ),
    "flow-into-start": error(
        N_("“%(name)s”: no flow can lead into a start event."), N_("Lead it to the next element.")
    ),
    "flow-out-of-end": error(
        N_("“%(name)s”: no flow can lead out of an end event."), N_("Make it an intermediate event.")
    ),
    "flow-into-boundary": error(N_("“%(name)s”: no flow can lead into a boundary event.")),
    "unreachable": error(
        N_("“%(name)s”: this element can never be reached from the start."), N_("Connect it by a flow or remove it.")
    ),
    "gateway-condition-missing": error(
        N_("“%(name)s”: the flow “%(flow)s” has no condition."),
        N_("Write a condition or make the flow the default flow."),
    ),
    "gateway-default-missing": error(
        N_("“%(name)s”: there is no default flow. If no condition holds, the process stands still."),
        N_("Make one of the flows the default flow."),
    ),
    "default-with-condition": error(
        N_("“%(name)s”: the default flow “%(flow)s” has a condition; it is never looked at."),
        N_("Remove the condition."),
    ),
    "default-unknown": error(
        N_("“%(name)s”: the default flow “%(flow)s” does not lead out of this element."),
        N_("Choose one of the outgoing flows."),
    ),
    "condition-ignored": error(
        N_("“%(name)s”: the condition on the flow “%(flow)s” is not looked at here."),
        N_("Put in an exclusive gateway (or remove the condition)."),
    ),
    "condition-alone": error(
        N_("“%(name)s”: the only way out, “%(flow)s”, has a condition. If it does not hold, the process stands still."),
        N_("Add a second, default flow or remove the condition."),
    ),
    "task-flows-mixed": error(
        N_("“%(name)s”: flows with and without conditions lead out: it is not clear what happens at the same time."),
        N_("Put a gateway after it: exclusive (one way) or parallel (all ways)."),
    ),
    "event-gateway-target": error(
        N_("“%(name)s”: only a catching event or a receive task may follow an event-based gateway, not “%(target)s”.")
    ),
    "event-gateway-few": error(N_("“%(name)s”: an event-based gateway needs at least two ways out.")),
    "event-gateway-shared": error(
        N_("“%(name)s”: other flows also lead into the event “%(target)s” after the event-based gateway."),
        N_("Lead them to an event of their own."),
    ),
    "event-gateway-same": error(N_("“%(name)s”: two events after the gateway wait for the same: “%(target)s”.")),
    "event-gateway-instantiate": error(
        N_("“%(name)s”: a process cannot begin with an event-based gateway."), N_("Use start events.")
    ),
    "join-never": error(
        N_("“%(name)s”: this gateway will never get all its incoming flows; the process stands still."),
        N_("If the ways exclude each other, join them with an exclusive gateway."),
    ),
    "join-may-hang": error(
        N_("“%(name)s”: this gateway may wait for ever for a flow that does not come: %(missing)s."),
        N_("Lead every way that began at the split to this gateway."),
    ),
    "second-token": warning(
        N_("“%(name)s”: a second token may come here while the first is still there: the task appears twice."),
        N_("Join the parallel ways with a parallel gateway."),
    ),
    "not-analysed": warning(
        N_("“%(name)s”: too many parallel ways to check that all gateways get their flows."),
        N_("Split the process into sub-processes."),
    ),
    "endless-loop": error(
        N_("“%(name)s”: an endless loop without a wait and without a way out: %(members)s."),
        N_("Put a task, an event or a way out into the loop."),
    ),
    "link-target-missing": error(
        N_("“%(name)s”: there is no link event “%(link)s” to go to."), N_("Add a catching link event of the same name.")
    ),
    "link-target-several": error(N_("“%(name)s”: there are several link events “%(link)s” to go to."), N_("Keep one.")),
    "link-name-missing": error(
        N_("“%(name)s”: the link event has no link name."), N_("Give the pair of link events the same name.")
    ),
    "link-with-flow": error(
        N_("“%(name)s”: the link event has a flow on the side where the link stands for it."), N_("Remove the flow.")
    ),
    "boundary-detached": error(
        N_("“%(name)s”: the boundary event is attached to nothing."), N_("Attach it to a task or sub-process.")
    ),
    "boundary-error-non-interrupting": error(
        N_("“%(name)s”: an error boundary event always interrupts."), N_("Make it interrupting.")
    ),
    "boundary-never": error(
        N_("“%(name)s”: the element “%(host)s” never throws %(what)s; this event will not happen."),
        N_("Remove it or attach it to a sub-process, call activity or service task."),
    ),
    "boundary-duplicate": error(
        N_("“%(name)s”: “%(host)s” already has a boundary event for the same: “%(other)s”."), N_("Keep one.")
    ),
}
