"""Words about compensation: what undoes what."""

from app.engine.problems.words.entry import Entry, error, warning

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
    "compensation-handler-event-subprocess": error(
        "«{name}»: у событийного подпроцесса не может быть признака «Компенсация»: он начинается своим событием.",
        "“{name}”: an event sub-process cannot be marked as “Compensation”: it begins with its own event.",
        "Снимите признак и начните его событием компенсации.",
        "Remove the mark and let it begin with a compensation event.",
    ),
    "compensation-catch-settings": error(
        "«{name}»: «{setting}» задаётся у события, которое вызывает компенсацию, а не у граничного.",
        "“{name}”: “{setting}” is set on an event that throws compensation, not on a boundary event.",
        "Удалите его здесь.",
        "Remove it here.",
    ),
    "compensation-start-non-interrupting": error(
        "«{name}»: начало по компенсации всегда прерывающее: прерывать к этому времени нечего.",
        "“{name}”: a start by compensation is always interrupting: by then there is nothing to interrupt.",
        "Сделайте его прерывающим.",
        "Make it interrupting.",
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
    "cancel-outside-transaction": error(
        "«{name}»: отменить можно только транзакцию, а событие стоит не в ней.",
        "“{name}”: only a transaction can be cancelled, and the event is not in one.",
        "Поставьте событие прямо в транзакцию или замените его событием ошибки.",
        "Put the event directly into a transaction, or use an error event.",
    ),
    "cancel-uncaught": error(
        "«{name}»: у транзакции «{transaction}» нет пути после отмены.",
        "“{name}”: the transaction “{transaction}” has no way to go on after it is cancelled.",
        "Прикрепите к транзакции событие отмены.",
        "Attach a cancel event to the transaction.",
    ),
    "cancel-boundary-elsewhere": error(
        "«{name}»: событие отмены прикрепляют только к транзакции, а «{host}» не транзакция.",
        "“{name}”: a cancel event is attached to transactions only, and “{host}” is not one.",
        "Сделайте подпроцесс транзакцией или замените событие.",
        "Make the sub-process a transaction, or use another event.",
    ),
    "cancel-never": error(
        "«{name}»: в транзакции «{host}» нет конца с отменой; это событие не сработает.",
        "“{name}”: there is no cancel end event in the transaction “{host}”; this event will not happen.",
        "Поставьте в транзакцию конечное событие отмены или удалите это.",
        "Put a cancel end event into the transaction, or remove this one.",
    ),
    "cancel-non-interrupting": error(
        "«{name}»: событие отмены всегда прерывает.",
        "“{name}”: a cancel event always interrupts.",
        "Сделайте его прерывающим.",
        "Make it interrupting.",
    ),
    "transaction-repeated": error(
        "«{name}»: транзакция не повторяется: непонятно, что отменяет отмена одной из них.",
        "“{name}”: a transaction is not repeated: it is not clear what cancelling one of them undoes.",
        "Поставьте её внутрь подпроцесса, который повторяется.",
        "Put it into a sub-process that is repeated.",
    ),
    "compensation-nothing": warning(
        "«{name}»: на этом уровне нечего отменять: ни у одного действия не нарисована отмена.",
        "“{name}”: there is nothing to undo on this level: no activity has a handler drawn.",
        "Прикрепите к действиям события компенсации или удалите это событие.",
        "Attach compensation events to activities, or remove this event.",
    ),
}
