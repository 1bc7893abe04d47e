"""What can be wrong with a form file, in both languages, by code."""

from app.engine.deploying import Entry, error, warning
from app.records.checks.words import CHECK_WORDS

FORM_WORDS: dict[str, Entry] = CHECK_WORDS | {
    "form-unreadable": error("Файл не читается как JSON: {why}", "The file cannot be read as JSON: {why}"),
    "form-too-large": error("Файл слишком велик.", "The file is too large."),
    "form-too-deep": error("Слишком много вложенных уровней.", "Too many nested levels."),
    "form-shape": error(
        "{where}: здесь должно быть {expected_ru}.",
        "{where}: {expected_en} is expected here.",
        "Сохраните форму в редакторе form-js.",
        "Save the form in the form-js editor.",
    ),
    "form-id": error(
        "У формы нет id, или он не годится: «{id}».",
        "The form has no id, or it cannot be used: “{id}”.",
        "Id состоит из латинских букв, цифр, дефисов и подчёркиваний.",
        "An id consists of Latin letters, digits, hyphens and underscores.",
    ),
    "form-schema-version": error(
        "Версия формата {version} не поддерживается.",
        "Version {version} of the format is not supported.",
        "Нужна версия 16 или новее: сохраните форму в новом редакторе form-js.",
        "Version 16 or later is needed: save the form in a recent form-js editor.",
    ),
    "key-duplicate": error("{where}: «{key}» встречается дважды.", "{where}: “{key}” occurs twice."),
    "component-refused": error(
        "{where}: компонент «{type}» не поддерживается. {why}",
        "{where}: the component “{type}” is not supported. {why}",
    ),
    "component-id-missing": error("{where}: у компонента нет id.", "{where}: the component has no id."),
    "component-id-duplicate": error(
        "{where}: id «{id}» встречается в форме дважды.", "{where}: the id “{id}” occurs twice in the form."
    ),
    "component-key-missing": error(
        "{where}: у компонента «{type}» нет ключа (key).", "{where}: the component “{type}” has no key."
    ),
    "component-key-malformed": error(
        "{where}: ключ «{key}» не годится.",
        "{where}: the key “{key}” cannot be used.",
        "Ключ состоит из латинских букв, цифр и подчёркиваний.",
        "A key consists of Latin letters, digits and underscores.",
    ),
    "component-key-duplicate": error(
        "{where}: ключ «{key}» уже есть у другого поля.", "{where}: another field already has the key “{key}”."
    ),
    "list-in-list": error(
        "{where}: список внутри списка не поддерживается.", "{where}: a list inside a list is not supported."
    ),
    "attribute-unknown": warning(
        "{where}: «{attribute}» ни на что не влияет.", "{where}: “{attribute}” has no effect."
    ),
    "attribute-refused": error(
        "{where}: «{attribute}» не поддерживается. {why}", "{where}: “{attribute}” is not supported. {why}"
    ),
    "validation-malformed": error(
        "{where}: «{rule}» записано неверно: {value}.", "{where}: “{rule}” is malformed: {value}."
    ),
    "feel-malformed": error("{where}, «{attribute}»: {why}", "{where}, “{attribute}”: {why}"),
    "feel-name": error("{where}, «{attribute}»: {why}", "{where}, “{attribute}”: {why}"),
    "options-missing": error(
        "{where}: не из чего выбирать.",
        "{where}: there is nothing to choose from.",
        "Добавьте значения, либо свойство `entity` (тип записей) или `choices` (поле со списком).",
        "Add values, or the property `entity` (a record type) or `choices` (a field with a list).",
    ),
    "options-twice": error(
        "{where}: значение «{value}» встречается дважды.", "{where}: the value “{value}” occurs twice."
    ),
    "record-type-unknown": error("Нет типа записей «{record_type}».", "There is no record type “{record_type}”."),
    "entity-unknown": error("{where}: нет типа записей «{entity}».", "{where}: there is no record type “{entity}”."),
    "choices-unknown": error(
        "{where}: у записи нет поля со списком «{choices}».", "{where}: the record has no list field “{choices}”."
    ),
    "field-unfit": error(
        "{where}: поле «{key}» хранит {holds_ru}, а компонент «{type}» для этого не годится.",
        "{where}: the field “{key}” holds {holds_en}, which a component “{type}” cannot edit.",
    ),
    "field-read-only": error(
        "{where}: поле «{key}» заполняет процесс.",
        "{where}: the field “{key}” is filled by the process.",
        "Отметьте компонент как недоступный (disabled).",
        "Mark the component as disabled.",
    ),
    "field-computed": error(
        "{where}: поле «{key}» вычисляется.",
        "{where}: the field “{key}” is computed.",
        "Отметьте компонент как недоступный (disabled).",
        "Mark the component as disabled.",
    ),
    "row-field-unknown": error("{where}: в строках нет поля «{key}».", "{where}: the rows have no field “{key}”."),
    "field-too-long": warning(
        "{where}: поле «{key}» вмещает {limit} знаков.", "{where}: the field “{key}” holds {limit} characters."
    ),
}

WHY_REFUSED: dict[str, tuple[str, str]] = {
    "button": ("Кнопки задаются исходами задачи.", "Buttons come from the outcomes of the task."),
    "image": ("Картинки в формах не показываются.", "Forms show no pictures."),
    "iframe": ("Чужие страницы в формах не показываются.", "Forms show no foreign pages."),
    "filepicker": (
        "Файлы прикладываются на вкладке «Документы».",
        "Files are attached on the Documents tab.",
    ),
    "table": ("Используйте список (dynamiclist).", "Use a dynamic list."),
    "documentPreview": ("Документы смотрят на вкладке «Документы».", "Documents are viewed on the Documents tab."),
}
