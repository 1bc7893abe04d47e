"""Words about what an artifact names and what is not there."""

from app.engine.problems.words.entry import Entry, error, warning

REFERENCES: dict[str, Entry] = {
    "record-type-unknown": error(
        "«{name}»: неизвестный вид записи «{record_type}».",
        "“{name}”: unknown record type “{record_type}”.",
        "{hint}",
        "{hint}",
    ),
    "role-unknown": error(
        "«{name}»: роли «{role}» нет в жизненном цикле «{record_type}».",
        "“{name}”: the lifecycle “{record_type}” has no role “{role}”.",
        "{hint}",
        "{hint}",
    ),
    "status-unknown": error(
        "«{name}»: статуса «{status}» нет в жизненном цикле «{record_type}».",
        "“{name}”: the lifecycle “{record_type}” has no status “{status}”.",
        "{hint}",
        "{hint}",
    ),
    "requests-unheard": error(
        "«{name}»: процесс читает «requested_status», но нигде не ждёт сообщения «statusRequested»: статус никто"
        " не сменит.",
        "“{name}”: the process reads “requested_status” but waits nowhere for the message “statusRequested”: nobody"
        " could change the status.",
        "Назовите сообщение, которого он ждёт, statusRequested.",
        "Name the message that it waits for statusRequested.",
    ),
    "form-unknown": error("«{name}»: формы «{form}» нет.", "“{name}”: there is no form “{form}”.", "{hint}", "{hint}"),
    "decision-unknown": error(
        "«{name}»: таблицы решений «{decision}» нет.",
        "“{name}”: there is no decision table “{decision}”.",
        "{hint}",
        "{hint}",
    ),
    "decision-reads-unknown": error(
        "«{name}»: таблица решений «{decision}» читает «{unknown}», а этого здесь нет.",
        "“{name}”: the decision table “{decision}” reads “{unknown}”, which is not there.",
        "Передайте значение входным параметром с этим именем. {hint}",
        "Pass the value as an input parameter of that name. {hint}",
    ),
    "process-unknown": error(
        "«{name}»: процесса «{process}» нет.", "“{name}”: there is no process “{process}”.", "{hint}", "{hint}"
    ),
    "status-of-other-records": error(
        "«{name}»: сигнал — о записях «{record_type}», а процесс — о записях «{about}»: он никогда не начнётся.",
        "“{name}”: the signal is about “{record_type}” and the process about “{about}”, so it would never begin.",
        "Свойство процесса recordType = {record_type}, или слушайте сигнал «{about}.status».",
        "Set the process property recordType = {record_type}, or listen to the signal “{about}.status”.",
    ),
    "called-other-records": error(
        "«{name}»: процесс «{process}» идёт только по записям «{record_type}», а этот процесс — по другим.",
        "“{name}”: the process “{process}” runs only on “{record_type}”, and this process is about other records.",
        "Уберите у вызываемого процесса свойство recordType или вызовите другой процесс.",
        "Take the property recordType from the called process, or call another process.",
    ),
    "called-starts-too": warning(
        "«{name}»: процесс «{process}» начинается и сам, с каждой новой записью «{record_type}».",
        "“{name}”: the process “{process}” also starts by itself, with every new “{record_type}”.",
        "Если он нужен только для вызова, снимите у него галочку Startable (camunda:isStartableInTasklist).",
        "If it is only there to be called, untick its Startable (camunda:isStartableInTasklist).",
    ),
    "artifact-version-unknown": error(
        "«{name}»: версии {version} у «{key}» нет.", "“{name}”: “{key}” has no version {version}."
    ),
    "topic-unknown": error(
        "«{name}»: действия «{topic}» нет, а для внешнего исполнителя имя слишком похоже на наши действия.",
        "“{name}”: there is no action “{topic}”, and for an external worker its name is too much like our actions.",
        "{hint} Для внешнего исполнителя назовите topic иначе.",
        "{hint} For an external worker choose another topic.",
    ),
    "priority-of-action": error(
        "«{name}»: camunda:taskPriority нужен внешним исполнителям, а действие «{topic}» выполняется сразу.",
        "“{name}”: camunda:taskPriority is for external workers, but the action “{topic}” is done at once.",
        "Удалите атрибут.",
        "Remove the attribute.",
    ),
    "input-unknown": error(
        "«{name}»: у действия «{topic}» нет входного параметра «{parameter}».",
        "“{name}”: the action “{topic}” has no input “{parameter}”.",
        "{hint}",
        "{hint}",
    ),
    "input-missing": error(
        "«{name}»: действию «{topic}» нужен входной параметр «{parameter}».",
        "“{name}”: the action “{topic}” needs the input “{parameter}”.",
        "Задайте его в camunda:inputOutput.",
        "Set it in camunda:inputOutput.",
    ),
    "input-invalid": error(
        "«{name}»: входной параметр «{parameter}» действия «{topic}» не подходит: {reason}",
        "“{name}”: the input “{parameter}” of the action “{topic}” does not fit: {reason}",
    ),
    "field-unknown": error(
        "«{name}»: у «{record_type}» нет поля «{field}».",
        "“{name}”: “{record_type}” has no field “{field}”.",
        "{hint}",
        "{hint}",
    ),
    "file-kind-unknown": error(
        "Файлы такого вида не публикуются.",
        "Files of this kind are not published.",
        "Публикуются: {known}.",
        "Published are: {known}.",
    ),
    "key-taken": error(
        "Тот же ключ «{key}» есть и у файла {other}.",
        "The file {other} has the same key “{key}”.",
        "Дайте одному из них другой ключ.",
        "Give one of them another key.",
    ),
    "key-renamed": error(
        "До сих пор ключом этого файла был «{before}», теперь «{key}»: «{before}» остался бы в силе рядом с новым.",
        "The key of this file has been “{before}” so far, now it is “{key}”: “{before}” would stay in force beside it.",
        "Верните id «{before}», а для нового дайте файлу другое имя.",
        "Give it the id “{before}” again; for something new, give the file another name.",
    ),
    "decision-none": error(
        "В файле нет ни одного решения.",
        "There is no decision in the file.",
        "Нарисуйте таблицу решений.",
        "Draw a decision table.",
    ),
    "nothing-to-deploy": error("Нет ни одного файла.", "There is no file."),
}
