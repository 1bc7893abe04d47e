"""Words about the settings of elements."""

from app.engine.problems.words.entry import Entry, error, warning

SETTINGS: dict[str, Entry] = {
    "setting-invalid": error(
        "«{name}», {what}: недопустимое значение «{value}».",
        "“{name}”, {what}: the value “{value}” is not allowed.",
        "Допустимо: {allowed}.",
        "Allowed: {allowed}.",
    ),
    "script-missing": error(
        "«{name}»: у задачи-сценария нет выражения.",
        "“{name}”: the script task has no expression.",
        "Напишите выражение FEEL.",
        "Write a FEEL expression.",
    ),
    "script-language": error(
        "«{name}»: сценарий на языке «{language}» не выполняется: код из диаграмм не запускается никогда.",
        "“{name}”: a script in “{language}” is not executed: code from diagrams is never run.",
        'Поставьте scriptFormat="feel" и напишите выражение FEEL, а для действий возьмите сервисную задачу.',
        'Set scriptFormat="feel" and write a FEEL expression; for actions use a service task.',
    ),
    "result-variable-missing": error(
        "«{name}»: не сказано, в какую переменную положить результат.",
        "“{name}”: it is not said which variable takes the result.",
        "Задайте camunda:resultVariable.",
        "Set camunda:resultVariable.",
    ),
    "topic-missing": error(
        "«{name}»: не сказано, что делает сервисная задача (нет topic).",
        "“{name}”: it is not said what the service task does (there is no topic).",
        'Поставьте тип «External» и topic, например "status.set", или выберите готовый шаблон.',
        'Set the type “External” and a topic such as "status.set", or choose a template.',
    ),
    "decision-missing": error(
        "«{name}»: не сказано, какую таблицу решений применить.",
        "“{name}”: it is not said which decision table to apply.",
        "Задайте decisionRef.",
        "Set decisionRef.",
    ),
    "call-missing": error(
        "«{name}»: не сказано, какой процесс вызвать.",
        "“{name}”: it is not said which process to call.",
        "Задайте calledElement.",
        "Set calledElement.",
    ),
    "call-mapping": error(
        "«{name}»: передача переменных задана не полностью.",
        "“{name}”: a variable mapping is not complete.",
        'Нужны source или sourceExpression и target, либо variables="all".',
        'It needs source or sourceExpression and target, or variables="all".',
    ),
    "message-missing": error(
        "«{name}»: не сказано, какое сообщение.",
        "“{name}”: it is not said which message.",
        "Выберите сообщение и дайте ему имя.",
        "Choose a message and give it a name.",
    ),
    "signal-missing": error(
        "«{name}»: не сказано, какой сигнал.",
        "“{name}”: it is not said which signal.",
        "Выберите сигнал и дайте ему имя.",
        "Choose a signal and give it a name.",
    ),
    "error-missing": error(
        "«{name}»: не сказано, какая ошибка.",
        "“{name}”: it is not said which error.",
        "Выберите ошибку и дайте ей код.",
        "Choose an error and give it a code.",
    ),
    "error-no-words": warning(
        "«{name}»: у ошибки «{error}» нет текста для человека.",
        "“{name}”: the error “{error}” has no words for a person.",
        "Задайте camunda:errorMessage и свойство message:en.",
        "Set camunda:errorMessage and the property message:en.",
    ),
    "escalation-missing": error(
        "«{name}»: не сказано, какая эскалация.",
        "“{name}”: it is not said which escalation.",
        "Выберите эскалацию и дайте ей код.",
        "Choose an escalation and give it a code.",
    ),
    "condition-reads-nothing": error(
        "«{name}»: условие «{source}» не читает ни одного поля записи, поэтому его не с чего проверять снова.",
        "“{name}”: the condition “{source}” reads no field of the record, so nothing would make it be looked at again.",
        "Назовите в нём поле записи или поставьте сообщение, сигнал или таймер.",
        "Name a field of the record in it, or use a message, a signal or a timer.",
    ),
    "condition-clock": warning(
        "«{name}»: условие «{source}» смотрит на часы, но проверяется только при изменении записи.",
        "“{name}”: the condition “{source}” looks at the clock, but is looked at only when the record changes.",
        "Для времени поставьте таймер.",
        "Use a timer for time.",
    ),
    "name-evaluated": error(
        "«{name}», {what}: «{value}» — выражение, а здесь нужно постоянное имя.",
        "“{name}”, {what}: “{value}” is an expression, but a fixed name is needed here.",
        "Напишите само имя.",
        "Write the name itself.",
    ),
    "condition-missing": error(
        "«{name}»: у события нет условия.",
        "“{name}”: the event has no condition.",
        "Напишите условие на FEEL.",
        "Write a condition in FEEL.",
    ),
    "event-several": error(
        "«{name}»: у события несколько определений.",
        "“{name}”: the event has several definitions.",
        "Оставьте одно; несколько событий ждут за шлюзом по событиям.",
        "Keep one; several events are waited for behind an event-based gateway.",
    ),
    "event-not-here": error(
        "«{name}»: {event} здесь не выполняется.",
        "“{name}”: {event} is not executed here.",
        "Возможно здесь: {allowed}.",
        "Possible here: {allowed}.",
    ),
    "event-none": error(
        "«{name}»: не сказано, чего ждёт событие.",
        "“{name}”: it is not said what the event waits for.",
        "Выберите вид события: {allowed}.",
        "Choose the kind of the event: {allowed}.",
    ),
    "event-variable-thrown": error(
        "«{name}»: «{attribute}» заполняет то событие, которое ловит, а это вызывает.",
        "“{name}”: “{attribute}” is filled by the event that catches, but this one throws.",
        "Задайте атрибут у граничного события или у начала событийного подпроцесса.",
        "Set the attribute on a boundary event or on the start of an event sub-process.",
    ),
    "multi-instance-empty": error(
        "«{name}»: не сказано, сколько раз выполнять.",
        "“{name}”: it is not said how many times to run.",
        "Задайте список (collection) или число (loopCardinality).",
        "Set a collection or a loopCardinality.",
    ),
    "multi-instance-both": error(
        "«{name}»: заданы и список, и число повторений.",
        "“{name}”: both a collection and a number of runs are set.",
        "Оставьте одно из двух.",
        "Keep one of the two.",
    ),
    "outcome-no-label": error(
        "«{name}»: у исхода «{outcome}» нет названия.",
        "“{name}”: the outcome “{outcome}” has no label.",
        "Задайте свойство outcome:{outcome}.",
        "Set the property outcome:{outcome}.",
    ),
    "nobody-asked": warning(
        "«{name}»: не сказано, кому задача.",
        "“{name}”: it is not said whose task this is.",
        "Задайте роль (candidateGroups) или исполнителя (assignee).",
        "Set a role (candidateGroups) or an assignee.",
    ),
    "variable-name": error(
        "«{name}»: «{variable}» не может быть именем переменной.",
        "“{name}”: “{variable}” cannot be the name of a variable.",
        "Имя начинается с буквы и состоит из букв, цифр и знака «_».",
        "A name begins with a letter and consists of letters, digits and underscores.",
    ),
    "variable-reserved": error(
        "«{name}»: переменную «{variable}» не будет видно: это имя занято.",
        "“{name}”: the variable “{variable}” would not be seen: the name is taken.",
        "Дайте переменной другое имя. Заняты: {reserved}.",
        "Give the variable another name. Taken are: {reserved}.",
    ),
    "parameter-duplicate": error(
        "«{name}»: параметр «{parameter}» задан дважды.",
        "“{name}”: the parameter “{parameter}” is given twice.",
    ),
    "parameter-no-name": error(
        "«{name}»: у параметра нет имени.",
        "“{name}”: a parameter has no name.",
    ),
}
