"""What can be wrong with a lifecycle file, in both languages, by code."""

from app.engine.deploying import Entry, error, warning

LIFECYCLE_WORDS: dict[str, Entry] = {
    "yaml-unreadable": error(
        "Файл не читается как YAML: {why}",
        "The file cannot be read as YAML: {why}",
        "Проверьте отступы и кавычки возле этой строки.",
        "Check the indentation and the quotes near this line.",
    ),
    "yaml-too-large": error("Файл слишком велик.", "The file is too large."),
    "yaml-too-deep": error("Слишком много вложенных уровней.", "Too many nested levels."),
    "map-expected": error(
        "«{what}»: здесь должны быть пары «имя: значение».", "“{what}”: pairs “name: value” are expected here."
    ),
    "list-expected": error("«{what}»: здесь должен быть список.", "“{what}”: a list is expected here."),
    "text-expected": error("«{what}»: здесь должен быть текст.", "“{what}”: a text is expected here."),
    "flag-expected": error("«{what}»: здесь должно быть true или false.", "“{what}”: true or false is expected here."),
    "key-unknown": error("«{what}»: неизвестный ключ «{key}».", "“{what}”: unknown key “{key}”."),
    "key-duplicate": error("«{what}»: ключ «{key}» встречается дважды.", "“{what}”: the key “{key}” occurs twice."),
    "key-missing": error("«{what}»: нет обязательного ключа «{key}».", "“{what}”: the key “{key}” is missing."),
    "id-malformed": error(
        "«{id}» не годится как id.",
        "“{id}” cannot be an id.",
        "Id начинается с латинской буквы, дальше буквы, цифры, дефис, подчёркивание.",
        "An id begins with a Latin letter; letters, digits, hyphens and underscores follow.",
    ),
    "id-duplicate": error("Id «{id}» встречается дважды.", "The id “{id}” occurs twice."),
    "value-unknown": error("«{what}»: неизвестное значение «{value}».", "“{what}”: unknown value “{value}”."),
    "color-malformed": error(
        "Цвет «{color}» записан неверно.",
        "The colour “{color}” is malformed.",
        'Цвет пишется так: "#38bdf8" (в кавычках).',
        'A colour is written like this: "#38bdf8" (in quotes).',
    ),
    "stage-unknown": error(
        "Статус «{status}»: нет этапа «{stage}».", "Status “{status}”: there is no stage “{stage}”."
    ),
    "stage-unused": warning("У этапа «{stage}» нет ни одного статуса.", "No status belongs to the stage “{stage}”."),
    "initial-missing": error(
        "Ни один статус не начальный.",
        "No status is the initial one.",
        "Добавьте `initial: true` к статусу новой записи.",
        "Add `initial: true` to the status of a new record.",
    ),
    "initial-twice": error(
        "Начальных статусов несколько: «{first}» и «{second}».",
        "There are several initial statuses: “{first}” and “{second}”.",
    ),
    "role-unbound": error(
        "Роль «{role}» ни с чем не связана.",
        "The role “{role}” is bound to nothing.",
        "Добавьте `group`, `attribute` или `everyone: true`.",
        "Add `group`, `attribute` or `everyone: true`.",
    ),
    "role-bound-twice": error(
        "Роль «{role}» связана и с «{first}», и с «{second}».",
        "The role “{role}” is bound to both “{first}” and “{second}”.",
        "Оставьте одну связь или заведите вторую роль.",
        "Keep one binding, or add a second role.",
    ),
    "fallback-without-person": error(
        "Роль «{role}»: `fallback_group` бывает только у роли, связанной с полем одного человека.",
        "Role “{role}”: only a role that is bound to a field of one person has a `fallback_group`.",
    ),
    "many-without-attribute": error(
        "Роль «{role}»: `many` бывает только вместе с `attribute`.",
        "Role “{role}”: `many` goes only with `attribute`.",
    ),
    "role-unknown": error("«{what}»: нет роли «{role}».", "“{what}”: there is no role “{role}”."),
    "action-unknown": error(
        "«actions»: действия «{action}» у записей нет.", "“actions”: records have no action “{action}”."
    ),
    "widget-unknown": error("«card»: виджета «{widget}» у карточек нет.", "“card”: cards have no widget “{widget}”."),
    "role-unused": warning(
        "Роль «{role}» не упомянута ни в правах, ни в действиях.",
        "The role “{role}” occurs in no permission and no action.",
    ),
    "status-unknown": error("Роль «{role}»: нет статуса «{status}».", "Role “{role}”: there is no status “{status}”."),
    "nobody-reads": error("Никто не может читать записи.", "Nobody may read the records."),
    "record-type-unknown": error("Нет типа записей «{record_type}».", "There is no record type “{record_type}”."),
    "attribute-unknown": error(
        "Роль «{role}»: у записи нет поля «{attribute}».", "Role “{role}”: the record has no field “{attribute}”."
    ),
    "attribute-not-person": error(
        "Роль «{role}»: в поле «{attribute}» не люди.", "Role “{role}”: the field “{attribute}” does not hold people."
    ),
    "attribute-many": error(
        "Роль «{role}»: в поле «{attribute}» список людей.",
        "Role “{role}”: the field “{attribute}” holds a list of people.",
        "Добавьте `many: true`.",
        "Add `many: true`.",
    ),
    "attribute-single": error(
        "Роль «{role}»: в поле «{attribute}» один человек.",
        "Role “{role}”: the field “{attribute}” holds one person.",
        "Уберите `many`.",
        "Remove `many`.",
    ),
    "group-unknown": warning("Роль «{role}»: группы «{group}» нет.", "Role “{role}”: there is no group “{group}”."),
    "statuses-needed": error(
        "У записей этого типа есть статусы, а в файле их нет.",
        "Records of this type have a status, but the file has no statuses.",
    ),
}
