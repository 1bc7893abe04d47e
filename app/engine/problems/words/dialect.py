"""Words about elements and attributes that do not run."""

from app.engine.problems.words.entry import Entry, error, warning

DIALECT: dict[str, Entry] = {
    "not-bpmn": error(
        "Это не диаграмма BPMN: корневой элемент — «{tag}».",
        "This is not a BPMN diagram: the root element is “{tag}”.",
        "Сохраните диаграмму в формате BPMN 2.0 XML.",
        "Save the diagram as BPMN 2.0 XML.",
    ),
    "element-refused": error(
        "«{name}»: элемент «{tag}» не выполняется. {why}",
        "“{name}”: the element “{tag}” is not executed. {why}",
    ),
    "element-unknown": error(
        "«{name}»: неизвестный элемент «{tag}».",
        "“{name}”: unknown element “{tag}”.",
        "Удалите его.",
        "Remove it.",
    ),
    "element-not-here": error(
        "«{name}»: элемент «{tag}» здесь не выполняется.",
        "“{name}”: the element “{tag}” is not executed here.",
        "Удалите его.",
        "Remove it.",
    ),
    "attribute-refused": error(
        "«{name}»: атрибут «{attribute}» не выполняется. {why}",
        "“{name}”: the attribute “{attribute}” is not executed. {why}",
    ),
    "attribute-unknown": error(
        "«{name}»: неизвестный атрибут «{attribute}» у элемента «{tag}».",
        "“{name}”: unknown attribute “{attribute}” of the element “{tag}”.",
        "Удалите его.",
        "Remove it.",
    ),
    "property-unknown": error(
        "«{name}»: неизвестное свойство «{property}».",
        "“{name}”: unknown property “{property}”.",
        "Известны: {known}.",
        "Known: {known}.",
    ),
    "property-duplicate": error(
        "«{name}»: свойство «{property}» задано дважды.",
        "“{name}”: the property “{property}” is given twice.",
        "Оставьте одно.",
        "Keep one.",
    ),
    "id-missing": error(
        "У элемента «{tag}» нет id.",
        "An element “{tag}” has no id.",
        "Дайте ему id, не встречающийся в файле.",
        "Give it an id that occurs nowhere else in the file.",
    ),
    "id-duplicate": error(
        "Id «{id}» встречается в файле дважды (строки {first} и {second}).",
        "The id “{id}” occurs twice in the file (lines {first} and {second}).",
        "Дайте одному из элементов другой id.",
        "Give one of the elements another id.",
    ),
    "id-reserved": error(
        "Id «{id}» занят внутри движка.",
        "The id “{id}” is taken inside the engine.",
        "Дайте элементу другой id.",
        "Give the element another id.",
    ),
    "too-long": error(
        "«{name}»: {what} длиннее {limit} знаков.",
        "“{name}”: {what} is longer than {limit} characters.",
        "Сократите.",
        "Make it shorter.",
    ),
    "diagram-missing": warning(
        "В файле нет рисунка диаграммы (BPMNDiagram): процесс выполняется, но показать его нельзя.",
        "The file has no picture of the diagram (BPMNDiagram): the process runs, but it cannot be shown.",
        "Нарисуйте диаграмму в редакторе.",
        "Draw the diagram in an editor.",
    ),
    "shape-missing": warning(
        "«{name}» не нарисован на диаграмме.",
        "“{name}” is not drawn on the diagram.",
        "Откройте диаграмму в редакторе и нарисуйте элемент.",
        "Open the diagram in an editor and draw the element.",
    ),
    "process-missing": error(
        "В файле нет ни одного выполняемого процесса.",
        "The file has no executable process.",
        'Поставьте процессу isExecutable="true".',
        'Set isExecutable="true" on the process.',
    ),
    "process-not-executable": warning(
        "Процесс «{name}» помечен как невыполняемый и не публикуется.",
        "The process “{name}” is marked as not executable and is not published.",
    ),
    "process-key-taken": error(
        "Процесс «{id}» есть и в файле {other}.",
        "The process “{id}” is also in the file {other}.",
        "Дайте одному из них другой id.",
        "Give one of them another id.",
    ),
    "build-failed": error(
        "«{name}»: процесс не удалось собрать: {reason}.",
        "“{name}”: the process could not be built: {reason}.",
    ),
}
