"""Words about FEEL, timers and other values."""

from app.engine.problems.words.entry import Entry, error, warning
from app.i18n import N_

EXPRESSIONS: dict[str, Entry] = {
    "feel-syntax": error(
        N_("“%(name)s”, %(what)s: the expression “%(source)s” cannot be read: %(reason)s (character %(position)s).")
    ),
    "feel-unknown-name": error(
        N_(
            "“%(name)s”, %(what)s: the expression “%(source)s” names “%(unknown)s”, which is not known (character"
            " %(position)s)."
        ),
        N_("Known here: %(known)s."),
    ),
    "feel-empty": error(
        N_("“%(name)s”, %(what)s: the expression is empty."), N_("Write a FEEL expression or remove the field.")
    ),
    "feel-malformed-time": error(
        N_(
            "“%(name)s”, %(what)s: “%(call)s” is no date, time or duration, there would be no value (character"
            " %(position)s)."
        ),
        N_('Write date("2026-01-31"), time("09:00:00"), date and time("2026-01-31T09:00:00"), duration("P1DT2H").'),
    ),
    "juel": error(
        N_("“%(name)s”, %(what)s: “%(source)s” is written in JUEL, only FEEL is executed."), N_("Write: %(feel)s")
    ),
    "juel-unknown": error(
        N_("“%(name)s”, %(what)s: “%(source)s” is written in JUEL, only FEEL is executed."),
        N_("Write the same in FEEL: without ${…} and calls of Java; an empty value is null."),
    ),
    "language": error(
        N_("“%(name)s”, %(what)s: the language “%(language)s” is not executed, only FEEL."),
        N_('Set the language to "feel" and write the expression in FEEL.'),
    ),
    "timer-text": error(N_("“%(name)s”: “%(source)s” is not an ISO 8601 %(kind)s."), N_("For example: %(example)s.")),
    "timer-cron": error(
        N_("“%(name)s”: “%(source)s” is not a cron schedule."),
        N_(
            "It needs seconds, minutes, hours, day, month, day of week (1 is Sunday), with ? for one of the days:"
            " %(likely)s"
        ),
    ),
    "timer-missing": error(
        N_("“%(name)s”: the timer has no date, no duration and no cycle."), N_("Set, for example, the duration PT1H.")
    ),
    "timer-too-often": error(
        N_("“%(name)s”: “%(source)s” repeats faster than every %(shortest)s s."),
        N_("Write a longer time, for example R/PT10M, or have DEALFLOW_TIMER_INTERVAL lowered."),
    ),
    "timer-cycle-here": error(
        N_("“%(name)s”: a cycle is possible only on a start event of the process and on non-interrupting events."),
        N_("Use a duration or a date, or make the event non-interrupting."),
    ),
    "outcome-unknown": warning(
        N_("“%(name)s”, %(what)s: compares with the outcome “%(outcome)s”, which no task has."),
        N_("Outcomes of the tasks: %(known)s."),
    ),
}
