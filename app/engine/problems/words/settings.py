"""Words about the settings of elements."""

from app.engine.problems.words.entry import Entry, error, warning
from app.i18n import N_

SETTINGS: dict[str, Entry] = {
    "setting-invalid": error(
        N_("“%(name)s”, %(what)s: the value “%(value)s” is not allowed."), N_("Allowed: %(allowed)s.")
    ),
    "script-missing": error(N_("“%(name)s”: the script task has no expression."), N_("Write a FEEL expression.")),
    "script-language": error(
        N_("“%(name)s”: a script in “%(language)s” is not executed: code from diagrams is never run."),
        N_('Set scriptFormat="feel" and write a FEEL expression; for actions use a service task.'),
    ),
    "result-variable-missing": error(
        N_("“%(name)s”: it is not said which variable takes the result."), N_("Set camunda:resultVariable.")
    ),
    "topic-missing": error(
        N_("“%(name)s”: it is not said what the service task does (there is no topic)."),
        N_('Set the type “External” and a topic such as "status.set", or choose a template.'),
    ),
    "decision-missing": error(N_("“%(name)s”: it is not said which decision table to apply."), N_("Set decisionRef.")),
    "call-missing": error(N_("“%(name)s”: it is not said which process to call."), N_("Set calledElement.")),
    "call-mapping": error(
        N_("“%(name)s”: a variable mapping is not complete."),
        N_('It needs source or sourceExpression and target, or variables="all".'),
    ),
    "message-missing": error(
        N_("“%(name)s”: it is not said which message."), N_("Choose a message and give it a name.")
    ),
    "signal-missing": error(N_("“%(name)s”: it is not said which signal."), N_("Choose a signal and give it a name.")),
    "error-missing": error(N_("“%(name)s”: it is not said which error."), N_("Choose an error and give it a code.")),
    "error-no-words": warning(
        N_("“%(name)s”: the error “%(error)s” has no words for a person."),
        N_("Set camunda:errorMessage and the property message:en."),
    ),
    "escalation-missing": error(
        N_("“%(name)s”: it is not said which escalation."), N_("Choose an escalation and give it a code.")
    ),
    "condition-reads-nothing": error(
        N_(
            "“%(name)s”: the condition “%(source)s” reads no field of the record, so nothing would make it be"
            " looked at again."
        ),
        N_("Name a field of the record in it, or use a message, a signal or a timer."),
    ),
    "condition-clock": warning(
        N_("“%(name)s”: the condition “%(source)s” looks at the clock, but is looked at only when the record changes."),
        N_("Use a timer for time."),
    ),
    "name-evaluated": error(
        N_("“%(name)s”, %(what)s: “%(value)s” is an expression, but a fixed name is needed here."),
        N_("Write the name itself."),
    ),
    "condition-missing": error(N_("“%(name)s”: the event has no condition."), N_("Write a condition in FEEL.")),
    "event-several": error(
        N_("“%(name)s”: the event has several definitions."),
        N_("Keep one; several events are waited for behind an event-based gateway."),
    ),
    "event-not-here": error(N_("“%(name)s”: %(event)s is not executed here."), N_("Possible here: %(allowed)s.")),
    "event-none": error(
        N_("“%(name)s”: it is not said what the event waits for."), N_("Choose the kind of the event: %(allowed)s.")
    ),
    "event-variable-thrown": error(
        N_("“%(name)s”: “%(attribute)s” is filled by the event that catches, but this one throws."),
        N_("Set the attribute on a boundary event or on the start of an event sub-process."),
    ),
    "multi-instance-empty": error(
        N_("“%(name)s”: it is not said how many times to run."), N_("Set a collection or a loopCardinality.")
    ),
    "multi-instance-both": error(
        N_("“%(name)s”: both a collection and a number of runs are set."), N_("Keep one of the two.")
    ),
    "outcome-no-label": error(
        N_("“%(name)s”: the outcome “%(outcome)s” has no label."), N_("Set the property outcome:%(outcome)s.")
    ),
    "nobody-asked": warning(
        N_("“%(name)s”: it is not said whose task this is."), N_("Set a role (candidateGroups) or an assignee.")
    ),
    "variable-name": error(
        N_("“%(name)s”: “%(variable)s” cannot be the name of a variable."),
        N_("A name begins with a letter and consists of letters, digits and underscores."),
    ),
    "variable-reserved": error(
        N_("“%(name)s”: the variable “%(variable)s” would not be seen: the name is taken."),
        N_("Give the variable another name. Taken are: %(reserved)s."),
    ),
    "parameter-duplicate": error(N_("“%(name)s”: the parameter “%(parameter)s” is given twice.")),
    "parameter-no-name": error(N_("“%(name)s”: a parameter has no name.")),
}
