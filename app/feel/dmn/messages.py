"""The words of every DMN problem, in English and Russian, by stable code.

A problem carries its code and parameters; :func:`render` puts them into words. Pages ask for ``"ru"`` or ``"en"``.
"""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: dict[str, dict[str, str]] = {
    # the document
    "xml-malformed": {
        "en": "This is not well-formed XML: {reason}",
        "ru": "Файл не является правильным XML: {reason}",
    },
    "xml-forbidden": {
        "en": "{what} is not allowed in a DMN file",
        "ru": "{what} в файле DMN не допускается",
    },
    "xml-too-large": {
        "en": "The file is larger than {limit} bytes",
        "ru": "Файл больше {limit} байт",
    },
    "xml-too-deep": {
        "en": "Elements are nested deeper than {limit} levels",
        "ru": "Вложенность элементов больше {limit} уровней",
    },
    "xml-too-many": {
        "en": "The file has more than {limit} elements",
        "ru": "В файле больше {limit} элементов",
    },
    "not-dmn": {
        "en": "The root element is {found}, not DMN definitions (1.1 to 1.5)",
        "ru": "Корневой элемент — {found}, а не definitions из DMN (1.1–1.5)",
    },
    "element-missing": {
        "en": "{element} has no {missing}",
        "ru": "У элемента {element} нет {missing}",
    },
    "attribute-unknown-value": {
        "en": '{attribute}="{value}" is not one of: {allowed}',
        "ru": "{attribute}=«{value}»: допустимы только {allowed}",
    },
    "id-duplicate": {
        "en": 'The id "{id}" is used twice',
        "ru": "Идентификатор «{id}» использован дважды",
    },
    "name-duplicate": {
        "en": 'The name "{name}" is used twice',
        "ru": "Имя «{name}» использовано дважды",
    },
    # references
    "reference-broken": {
        "en": 'Nothing in this file has the id "{href}"',
        "ru": "В файле нет элемента с идентификатором «{href}»",
    },
    "reference-kind": {
        "en": '"{href}" is {found}, expected {expected}',
        "ru": "«{href}» — это {found}, а ожидается {expected}",
    },
    "reference-not-imported": {
        "en": 'No import brings the namespace "{namespace}" of "{href}"',
        "ru": "Пространство имён «{namespace}» ссылки «{href}» не импортировано",
    },
    "import-missing": {
        "en": 'The imported model "{name}" ({namespace}) was not given',
        "ru": "Импортируемая модель «{name}» ({namespace}) не передана",
    },
    "import-unsupported": {
        "en": 'Imports of type "{type}" are not supported',
        "ru": "Импорт типа «{type}» не поддерживается",
    },
    "requirement-cycle": {
        "en": "Decisions require each other in a circle: {path}",
        "ru": "Решения требуют друг друга по кругу: {path}",
    },
    # types
    "type-unknown": {
        "en": 'The type "{type}" is not known',
        "ru": "Тип «{type}» неизвестен",
    },
    "type-cycle": {
        "en": "The type is defined through itself: {path}",
        "ru": "Тип определён через самого себя: {path}",
    },
    "value-not-of-type": {
        "en": "{what}: {value} is not of type {type}",
        "ru": "{what}: значение {value} не соответствует типу {type}",
    },
    "value-not-allowed": {
        "en": "{what}: {value} is not one of the allowed values {allowed}",
        "ru": "{what}: значение {value} не входит в допустимые: {allowed}",
    },
    # expressions
    "expression-syntax": {
        "en": "{what}: {reason}",
        "ru": "{what}: {reason}",
    },
    "expression-empty": {
        "en": "{what} is empty",
        "ru": "{what}: выражение пустое",
    },
    "expression-language": {
        "en": '{what} is written in "{language}"; only FEEL is evaluated',
        "ru": "{what}: язык «{language}» не поддерживается, вычисляется только FEEL",
    },
    "name-unknown": {
        "en": "{what}: {reason}",
        "ru": "{what}: {reason}",
    },
    "function-external": {
        "en": "External functions ({kind}) are not supported: no artifact reaches the host",
        "ru": "Внешние функции ({kind}) не поддерживаются: выражение не имеет доступа к системе",
    },
    "decision-without-logic": {
        "en": 'The decision "{name}" has no logic, its value is null',
        "ru": "У решения «{name}» нет логики, его значение — null",
    },
    # evaluation
    "decision-unknown": {
        "en": 'There is no decision "{name}"',
        "ru": "Решения «{name}» нет в модели",
    },
    "service-unknown": {
        "en": 'There is no decision service "{name}"',
        "ru": "Сервиса решений «{name}» нет в модели",
    },
    "evaluation-limit": {
        "en": "The evaluation was stopped: {reason}",
        "ru": "Вычисление остановлено: {reason}",
    },
    "limit-evaluations": {
        "en": "more than {limit} expressions were evaluated",
        "ru": "вычислено больше {limit} выражений",
    },
    "limit-seconds": {
        "en": "it took longer than {limit} seconds",
        "ru": "вычисление длилось больше {limit} секунд",
    },
    "limit-calls": {
        "en": "more than {limit} calls are nested in each other",
        "ru": "больше {limit} вложенных вызовов",
    },
    "limit-recursion": {
        "en": "calls are nested too deep",
        "ru": "слишком глубокая вложенность вызовов",
    },
    "evaluation-warning": {
        "en": "{reason}",
        "ru": "{reason}",
    },
    "not-a-function": {
        "en": "{what}: what is called is not a function",
        "ru": "{what}: вызываемое не является функцией",
    },
    "not-boolean": {
        "en": "{what}: expected true or false, got {value}",
        "ru": "{what}: ожидается true или false, получено {value}",
    },
    "not-a-list": {
        "en": "{what}: expected a list, got {value}",
        "ru": "{what}: ожидается список, получено {value}",
    },
    # decision tables
    "rule-width": {
        "en": "Rule {row} has {found} {kind} cells, the table has {expected} {kind} columns",
        "ru": "В правиле {row} ячеек «{kind}»: {found}, а столбцов в таблице: {expected}",
    },
    "output-unnamed": {
        "en": "A table with several outputs needs a name for each of them",
        "ru": "В таблице с несколькими выходами у каждого выхода должно быть имя",
    },
    "table-without-outputs": {
        "en": "The decision table has no output column",
        "ru": "В таблице решений нет выходного столбца",
    },
    "aggregation-several-outputs": {
        "en": "Hit policy C{symbol} needs exactly one output column",
        "ru": "Правило выбора C{symbol} требует ровно одного выходного столбца",
    },
    "aggregation-without-collect": {
        "en": "An aggregation goes only with hit policy COLLECT",
        "ru": "Агрегация возможна только при правиле выбора COLLECT",
    },
    "priority-without-values": {
        "en": "Hit policy {policy} orders by the output's list of values, but no output has one",
        "ru": "Правило выбора {policy} упорядочивает по списку значений выхода, но он не задан",
    },
    "unique-several-hits": {
        "en": "Hit policy U allows one matching rule, but rules {rows} match",
        "ru": "Правило выбора U допускает одно подходящее правило, а подошли правила {rows}",
    },
    "any-different-outputs": {
        "en": "Hit policy A needs equal outputs, but the matching rules {rows} differ",
        "ru": "Правило выбора A требует одинаковых результатов, а у подошедших правил {rows} они разные",
    },
    "aggregation-not-numbers": {
        "en": "C{symbol} cannot aggregate {value}",
        "ru": "C{symbol}: невозможно агрегировать {value}",
    },
    "rules-overlap": {
        "en": "Rules {first} and {second} both match {example}, but hit policy U allows one",
        "ru": "Правила {first} и {second} оба подходят для {example}, а правило выбора U допускает одно",
    },
    "rules-overlap-any": {
        "en": "Rules {first} and {second} both match {example} but their outputs differ (hit policy A)",
        "ru": "Правила {first} и {second} оба подходят для {example}, но результаты разные (правило A)",
    },
    "rules-gap": {
        "en": "No rule matches {example}",
        "ru": "Ни одно правило не подходит для {example}",
    },
    "analysis-incomplete": {
        "en": "The table is too large to be searched completely for overlaps and gaps",
        "ru": "Таблица слишком велика, чтобы полностью проверить её на пересечения и пробелы",
    },
    "rule-unreachable": {
        "en": "Rule {row} never decides: earlier or stronger rules cover it",
        "ru": "Правило {row} никогда не сработает: его перекрывают предыдущие или более приоритетные правила",
    },
    "rule-never-matches": {
        "en": "Rule {row} never matches: its cell in column {column} allows no value",
        "ru": "Правило {row} никогда не подойдёт: ячейка в столбце {column} не допускает ни одного значения",
    },
    "output-not-allowed": {
        "en": "Rule {row}: the output {value} is not one of the output values {allowed}",
        "ru": "Правило {row}: результат {value} не входит в значения выхода {allowed}",
    },
}


def render(code: str, parameters: Mapping[str, object], language: str = "en") -> str:
    """The message of ``code`` in ``language`` (``"en"`` where there is no translation).

    A parameter that is itself a problem or a FEEL error is shown in the same language.
    """
    words = MESSAGES.get(code, {})
    template = words.get(language) or words.get("en") or code
    return template.format_map({name: _in_language(value, language) for name, value in parameters.items()})


def _in_language(value: object, language: str) -> object:
    localized = getattr(value, "localized", None)
    return localized(language) if callable(localized) else value
