"""Words about jobs: where a transaction ends, and how what failed is tried again."""

from app.engine.problems.words.entry import Entry, error, warning
from app.i18n import N_

JOBS: dict[str, Entry] = {
    "job-missing": error(
        N_("“%(name)s”: “%(setting)s” is about a job, but this element has none."),
        N_("Switch on “Asynchronous before” (camunda:asyncBefore), or remove the setting."),
    ),
    "async-not-here": error(N_("“%(name)s”: %(setting)s is not executed here: %(why)s."), "%(instead)s"),
    "timer-start-record": error(
        N_("“%(name)s”: the process is about records of the type “%(record_type)s”, but a timer knows of no record."),
        N_("Take recordType from the process, or begin it with a message or a signal of the record."),
    ),
    "timer-start-reads": error(
        N_("“%(name)s”: the time of the start reads “%(read)s”, but there is no process yet that would have it."),
        N_("Write a date, a duration, a cycle or a cron schedule."),
    ),
    "timer-start-never": error(
        N_("“%(name)s”: “%(source)s” gives no time to start."),
        N_("Write a date, a duration, a cycle or a cron schedule."),
    ),
    "timer-start-past": warning(N_("“%(name)s”: the date “%(source)s” has passed; it starts no process.")),
    "retry-malformed": error(
        N_("“%(name)s”: “%(source)s” does not say how to try again after a failure."),
        N_("Write the number of attempts and the time (R5/PT5M), or the time before each retry (PT10M,PT30M,PT1H)."),
    ),
}
