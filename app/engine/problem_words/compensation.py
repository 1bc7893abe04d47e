"""Words about compensation: what undoes what."""

from app.engine.problem_words.entry import Entry, error, warning

COMPENSATION: dict[str, Entry] = {
    "compensation-handler-missing": error(
        "«{name}»: не нарисовано, что выполняется при отмене «{host}».",
        "“{name}”: what is done to undo “{host}” is not drawn.",
        "Проведите от события пунктир (ассоциацию) к действию с признаком «Компенсация» на том же уровне.",
        "Draw an association from the event to an activity on the same level that is marked as “Compensation”.",
    ),
    "compensation-flow": error(
        "«{name}»: из события компенсации не выходит стрелка: отмена идёт вне потока.",
        "“{name}”: no flow leads out of a compensation event: undoing is outside of the flow.",
        "Замените стрелку пунктиром (ассоциацией) к действию с признаком «Компенсация».",
        "Replace the flow by an association to an activity that is marked as “Compensation”.",
    ),
    "compensation-handler-not-marked": error(
        "«{name}»: пунктир ведёт к «{target}», но это не действие с признаком «Компенсация».",
        "“{name}”: the association leads to “{target}”, which is not an activity marked as “Compensation”.",
        "Поставьте признак: isForCompensation.",
        "Set the mark: isForCompensation.",
    ),
    "compensation-handlers-several": error(
        "«{name}»: нарисовано несколько отмен; непонятно, какая выполняется: {handlers}.",
        "“{name}”: several ways to undo it are drawn; it is not clear which is done: {handlers}.",
        "Оставьте одну. Несколько действий соедините в подпроцесс.",
        "Keep one. Put several actions into one sub-process.",
    ),
    "compensation-handler-with-flows": error(
        "«{name}»: действие с признаком «Компенсация» стоит вне потока, а у него есть стрелки.",
        "“{name}”: an activity marked as “Compensation” is outside of the flow, but it has flows.",
        "Удалите стрелки или снимите признак. Несколько действий соедините в подпроцесс.",
        "Remove the flows, or the mark. Put several actions into one sub-process.",
    ),
    "compensation-handler-unused": error(
        "«{name}»: у действия есть признак «Компенсация», но ни одно событие компенсации к нему не ведёт.",
        "“{name}”: the activity is marked as “Compensation”, but no compensation event leads to it.",
        "Проведите к нему пунктир (ассоциацию) от граничного события компенсации или снимите признак.",
        "Draw an association to it from a boundary compensation event, or remove the mark.",
    ),
    "compensation-handler-with-events": error(
        "«{name}»: у действия с признаком «Компенсация» не может быть граничных событий: дальше пути нет.",
        "“{name}”: an activity marked as “Compensation” cannot have boundary events: no way leads on from it.",
        "Сделайте отмену подпроцессом, а события поставьте внутри него.",
        "Make it a sub-process and put the events inside.",
    ),
    "compensation-catch-settings": error(
        "«{name}»: «{setting}» задаётся у события, которое вызывает компенсацию, а не у граничного.",
        "“{name}”: “{setting}” is set on an event that throws compensation, not on a boundary event.",
        "Удалите его здесь.",
        "Remove it here.",
    ),
    "compensation-activity-unknown": error(
        "«{name}»: на этом уровне нет задачи или подпроцесса «{activity}», чтобы отменить.",
        "“{name}”: there is no activity “{activity}” on this level to undo.",
        "{hint} Внутри событийного подпроцесса отменяют действия уровня вокруг него.",
        "{hint} In an event sub-process the activities of the level around it are undone.",
    ),
    "compensation-activity-no-handler": error(
        "«{name}»: для «{activity}» не нарисовано, как его отменить.",
        "“{name}”: how “{activity}” is undone is not drawn.",
        "Прикрепите к нему событие компенсации с отменой.",
        "Attach a compensation event with a handler to it.",
    ),
    "compensation-nothing": warning(
        "«{name}»: на этом уровне нечего отменять: ни у одного действия не нарисована отмена.",
        "“{name}”: there is nothing to undo on this level: no activity has a handler drawn.",
        "Прикрепите к действиям события компенсации или удалите это событие.",
        "Attach compensation events to activities, or remove this event.",
    ),
}
