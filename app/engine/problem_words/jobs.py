"""Words about jobs: where a transaction ends, and how what failed is tried again."""

from app.engine.problem_words.entry import Entry, error

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
    "retry-malformed": error(
        "«{name}»: «{source}» не говорит, как повторять после сбоя.",
        "“{name}”: “{source}” does not say how to try again after a failure.",
        "Напишите число попыток и время (R5/PT5M) или время перед каждым повтором (PT10M,PT30M,PT1H).",
        "Write the number of attempts and the time (R5/PT5M), or the time before each retry (PT10M,PT30M,PT1H).",
    ),
}
