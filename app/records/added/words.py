"""What can be wrong with a file of added fields, in both languages, by code."""

from app.engine.deploying import Entry, error, warning
from app.records.lifecycle.words import YAML_WORDS

ADDED_WORDS: dict[str, Entry] = YAML_WORDS | {
    "record-type-unknown": error("Нет типа записей «{record_type}».", "There is no record type “{record_type}”."),
    "field-name": error(
        "«{name}» не годится как имя поля.",
        "“{name}” cannot be the name of a field.",
        "Латинская строчная буква, дальше строчные буквы, цифры и одиночные подчёркивания; не длиннее 64.",
        "A lower-case Latin letter, then lower-case letters, digits and single underscores; 64 at most.",
    ),
    "field-declared": error(
        "Поле «{name}» у записей этого типа уже есть.", "Records of this type already have a field “{name}”."
    ),
    "field-type-unknown": error(
        "Поле «{name}»: нет типа «{type}».",
        "Field “{name}”: there is no type “{type}”.",
        "Типы: {known}.",
        "The types are: {known}.",
    ),
    "field-language-missing": error(
        "Поле «{name}»: нет слов на языке «{language}» ({what}).",
        "Field “{name}”: the words in the language “{language}” are missing ({what}).",
    ),
    "field-choices": error(
        "Поле «{name}»: не из чего выбирать.",
        "Field “{name}”: there is nothing to choose from.",
        "Добавьте choices: список из id и label.",
        "Add choices: a list of id and label.",
    ),
    "field-key-unfit": error(
        "Поле «{name}»: у типа «{type}» нет «{key}».", "Field “{name}”: the type “{type}” has no “{key}”."
    ),
    "field-number": error(
        "Поле «{name}»: «{key}» - целое число от {least} до {most}.",
        "Field “{name}”: “{key}” is a whole number from {least} to {most}.",
    ),
    "field-target": error(
        "Поле «{name}»: нет типа записей «{target}».", "Field “{name}”: there is no record type “{target}”."
    ),
    "field-formula": error("Поле «{name}», формула: {why}", "Field “{name}”, formula: {why}"),
    "field-formula-unfit": error(
        "Поле «{name}»: значение типа «{type}» не вычисляется.",
        "Field “{name}”: a value of type “{type}” is not computed.",
    ),
    "field-formula-circle": error(
        "Формулы нужны друг другу по кругу: {names}.", "The formulas need each other in a circle: {names}."
    ),
    "field-removed": warning(
        "Поле «{name}» убрано, а заполнено в записях: {count}. Значения не показываются, но сохраняются.",
        "The field “{name}” is removed; records that hold a value: {count}. The values are kept, but not shown.",
        "Верните поле с тем же именем и типом, и значения появятся снова.",
        "Add the field again with the same name and type, and the values are back.",
    ),
    "field-type-changed": error(
        "Поле «{name}» было «{before}» и стало «{type}», а заполнено в записях: {count}.",
        "The field “{name}” was “{before}” and is “{type}” now; records that hold a value: {count}.",
        "Оставьте прежний тип или заведите поле с другим именем.",
        "Keep the type, or add a field with another name.",
    ),
}
