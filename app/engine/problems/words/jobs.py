"""Words about jobs: where a transaction ends, and how what failed is tried again."""

from app.engine.problems.words.entry import Entry, error, warning

JOBS: dict[str, Entry] = {
    "job-missing": error(
        "«{name}»: «{setting}» относится к заданию, а у этого элемента задания нет.",
        "“{name}”: “{setting}” is about a job, but this element has none.",
        "Включите «Asynchronous before» (camunda:asyncBefore) или удалите настройку.",
        "Switch on “Asynchronous before” (camunda:asyncBefore), or remove the setting.",
    ),
    "async-not-here": error(
        "«{name}»: {setting} здесь не выполняется: {why}.",
        "“{name}”: {setting} is not executed here: {why}.",
        "{instead}",
        "{instead}",
    ),
    "timer-start-record": error(
        "«{name}»: процесс идёт по записям типа «{record_type}», а таймер не знает, о какой записи речь.",
        "“{name}”: the process is about records of the type “{record_type}”, but a timer knows of no record.",
        "Уберите recordType у процесса или начинайте его сообщением либо сигналом записи.",
        "Take recordType from the process, or begin it with a message or a signal of the record.",
    ),
    "timer-start-reads": error(
        "«{name}»: время начала читает «{read}», но процесса, в котором это было бы, ещё нет.",
        "“{name}”: the time of the start reads “{read}”, but there is no process yet that would have it.",
        "Напишите дату, длительность, повтор или расписание cron.",
        "Write a date, a duration, a cycle or a cron schedule.",
    ),
    "timer-start-never": error(
        "«{name}»: «{source}» не даёт времени начала.",
        "“{name}”: “{source}” gives no time to start.",
        "Напишите дату, длительность, повтор или расписание cron.",
        "Write a date, a duration, a cycle or a cron schedule.",
    ),
    "timer-start-past": warning(
        "«{name}»: дата «{source}» уже прошла, по ней процесс не начнётся.",
        "“{name}”: the date “{source}” has passed; it starts no process.",
    ),
    "retry-malformed": error(
        "«{name}»: «{source}» не говорит, как повторять после сбоя.",
        "“{name}”: “{source}” does not say how to try again after a failure.",
        "Напишите число попыток и время (R5/PT5M) или время перед каждым повтором (PT10M,PT30M,PT1H).",
        "Write the number of attempts and the time (R5/PT5M), or the time before each retry (PT10M,PT30M,PT1H).",
    ),
}
