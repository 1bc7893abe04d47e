"""Words about FEEL, timers and other values."""

from app.engine.problems.words.entry import Entry, error, warning

EXPRESSIONS: dict[str, Entry] = {
    "feel-syntax": error(
        "«{name}», {what}: выражение «{source}» не читается: {reason} (знак {position}).",
        "“{name}”, {what}: the expression “{source}” cannot be read: {reason} (character {position}).",
    ),
    "feel-unknown-name": error(
        "«{name}», {what}: в выражении «{source}» неизвестно имя «{unknown}» (знак {position}).",
        "“{name}”, {what}: the expression “{source}” names “{unknown}”, which is not known (character {position}).",
        "Здесь известны: {known}.",
        "Known here: {known}.",
    ),
    "feel-empty": error(
        "«{name}», {what}: выражение пусто.",
        "“{name}”, {what}: the expression is empty.",
        "Напишите выражение FEEL или удалите поле.",
        "Write a FEEL expression or remove the field.",
    ),
    "feel-malformed-time": error(
        "«{name}», {what}: «{call}» — не дата, не время и не длительность, значения не будет (знак {position}).",
        "“{name}”, {what}: “{call}” is no date, time or duration, there would be no value (character {position}).",
        'Пишите так: date("2026-01-31"), time("09:00:00"), date and time("2026-01-31T09:00:00"), duration("P1DT2H").',
        'Write date("2026-01-31"), time("09:00:00"), date and time("2026-01-31T09:00:00"), duration("P1DT2H").',
    ),
    "juel": error(
        "«{name}», {what}: «{source}» написано на языке JUEL, а выполняется только FEEL.",
        "“{name}”, {what}: “{source}” is written in JUEL, only FEEL is executed.",
        "Напишите: {feel}",
        "Write: {feel}",
    ),
    "juel-unknown": error(
        "«{name}», {what}: «{source}» написано на языке JUEL, а выполняется только FEEL.",
        "“{name}”, {what}: “{source}” is written in JUEL, only FEEL is executed.",
        "Напишите то же на FEEL: без ${{…}} и без вызовов Java, пустое значение — null.",
        "Write the same in FEEL: without ${{…}} and calls of Java; an empty value is null.",
    ),
    "language": error(
        "«{name}», {what}: язык «{language}» не выполняется, только FEEL.",
        "“{name}”, {what}: the language “{language}” is not executed, only FEEL.",
        'Поставьте язык "feel" и напишите выражение на FEEL.',
        'Set the language to "feel" and write the expression in FEEL.',
    ),
    "timer-text": error(
        "«{name}»: «{source}» — не {kind} по ISO 8601.",
        "“{name}”: “{source}” is not an ISO 8601 {kind}.",
        "Например: {example}.",
        "For example: {example}.",
    ),
    "timer-cron": error(
        "«{name}»: «{source}» — не расписание cron.",
        "“{name}”: “{source}” is not a cron schedule.",
        "Нужны секунды, минуты, часы, день, месяц, день недели (1 — воскресенье), у одного из дней «?»: {likely}.",
        "It needs seconds, minutes, hours, day, month, day of week (1 is Sunday), with ? for one of the days: {likely}",
    ),
    "timer-missing": error(
        "«{name}»: у таймера нет ни даты, ни длительности, ни повтора.",
        "“{name}”: the timer has no date, no duration and no cycle.",
        "Задайте, например, длительность PT1H.",
        "Set, for example, the duration PT1H.",
    ),
    "timer-cycle-here": error(
        "«{name}»: повтор возможен только у начального события процесса и у непрерывающих событий.",
        "“{name}”: a cycle is possible only on a start event of the process and on non-interrupting events.",
        "Поставьте длительность или дату, либо сделайте событие непрерывающим.",
        "Use a duration or a date, or make the event non-interrupting.",
    ),
    "outcome-unknown": warning(
        "«{name}», {what}: сравнивается с исходом «{outcome}», которого нет ни у одной задачи.",
        "“{name}”, {what}: compares with the outcome “{outcome}”, which no task has.",
        "Исходы задач: {known}.",
        "Outcomes of the tasks: {known}.",
    ),
}
