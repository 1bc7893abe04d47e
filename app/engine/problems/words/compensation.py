"""Words about compensation: what undoes what."""

from app.engine.problems.words.entry import Entry, error, warning
from app.i18n import N_

COMPENSATION: dict[str, Entry] = {
    "compensation-handler-missing": error(
        N_("“%(name)s”: what is done to undo “%(host)s” is not drawn."),
        N_("Draw an association from the event to an activity on the same level that is marked as “Compensation”."),
    ),
    "compensation-flow": error(
        N_("“%(name)s”: no flow leads out of a compensation event: undoing is outside of the flow."),
        N_("Replace the flow by an association to an activity that is marked as “Compensation”."),
    ),
    "compensation-handler-not-marked": error(
        N_("“%(name)s”: the association leads to “%(target)s”, which is not an activity marked as “Compensation”."),
        N_("Set the mark: isForCompensation."),
    ),
    "compensation-handlers-several": error(
        N_("“%(name)s”: several ways to undo it are drawn; it is not clear which is done: %(handlers)s."),
        N_("Keep one. Put several actions into one sub-process."),
    ),
    "compensation-handler-with-flows": error(
        N_("“%(name)s”: an activity marked as “Compensation” is outside of the flow, but it has flows."),
        N_("Remove the flows, or the mark. Put several actions into one sub-process."),
    ),
    "compensation-handler-unused": error(
        N_("“%(name)s”: the activity is marked as “Compensation”, but no compensation event leads to it."),
        N_("Draw an association to it from a boundary compensation event, or remove the mark."),
    ),
    "compensation-handler-with-events": error(
        N_("“%(name)s”: an activity marked as “Compensation” cannot have boundary events: no way leads on from it."),
        N_("Make it a sub-process and put the events inside."),
    ),
    "compensation-handler-event-subprocess": error(
        N_("“%(name)s”: an event sub-process cannot be marked as “Compensation”: it begins with its own event."),
        N_("Remove the mark and let it begin with a compensation event."),
    ),
    "compensation-catch-settings": error(
        N_("“%(name)s”: “%(setting)s” is set on an event that throws compensation, not on a boundary event."),
        N_("Remove it here."),
    ),
    "compensation-start-non-interrupting": error(
        N_("“%(name)s”: a start by compensation is always interrupting: by then there is nothing to interrupt."),
        N_("Make it interrupting."),
    ),
    "compensation-activity-unknown": error(
        N_("“%(name)s”: there is no activity “%(activity)s” on this level to undo."),
        N_("%(hint)s In an event sub-process the activities of the level around it are undone."),
    ),
    "compensation-activity-no-handler": error(
        N_("“%(name)s”: how “%(activity)s” is undone is not drawn."),
        N_("Attach a compensation event with a handler to it."),
    ),
    "cancel-outside-transaction": error(
        N_("“%(name)s”: only a transaction can be cancelled, and the event is not in one."),
        N_("Put the event directly into a transaction, or use an error event."),
    ),
    "cancel-uncaught": error(
        N_("“%(name)s”: the transaction “%(transaction)s” has no way to go on after it is cancelled."),
        N_("Attach a cancel event to the transaction."),
    ),
    "cancel-boundary-elsewhere": error(
        N_("“%(name)s”: a cancel event is attached to transactions only, and “%(host)s” is not one."),
        N_("Make the sub-process a transaction, or use another event."),
    ),
    "cancel-never": error(
        N_("“%(name)s”: there is no cancel end event in the transaction “%(host)s”; this event will not happen."),
        N_("Put a cancel end event into the transaction, or remove this one."),
    ),
    "cancel-non-interrupting": error(N_("“%(name)s”: a cancel event always interrupts."), N_("Make it interrupting.")),
    "transaction-repeated": error(
        N_("“%(name)s”: a transaction is not repeated: it is not clear what cancelling one of them undoes."),
        N_("Put it into a sub-process that is repeated."),
    ),
    "compensation-nothing": warning(
        N_("“%(name)s”: there is nothing to undo on this level: no activity has a handler drawn."),
        N_("Attach compensation events to activities, or remove this event."),
    ),
}
