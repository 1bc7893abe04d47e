"""Every message of FEEL, in English and Russian, by its stable code.

A template's fields are the ``parameters`` of the error or warning that carries the code.
"""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
    # Syntax
    "empty-expression": {"en": "The expression is empty.", "ru": "Выражение пустое."},
    "unexpected-token": {
        "en": "Expected {expected}, found {found}.",
        "ru": "Ожидается {expected}, найдено {found}.",
    },
    "unexpected-end": {
        "en": "Expected {expected}, but the expression ends here.",
        "ru": "Ожидается {expected}, но выражение здесь заканчивается.",
    },
    "unexpected-character": {
        "en": "The character {found} has no meaning here.",
        "ru": "Символ {found} здесь не имеет смысла.",
    },
    "unterminated-string": {
        "en": 'The text has no closing quote (").',
        "ru": 'У строки нет закрывающей кавычки (").',
    },
    "unterminated-comment": {
        "en": "The comment has no closing */.",
        "ru": "У комментария нет закрывающих */.",
    },
    "write-instead": {
        "en": "FEEL writes {instead}, not {found}.",
        "ru": "В FEEL пишется {instead}, а не {found}.",
    },
    # Names
    "unknown-name": {"en": "There is no “{name}” here.", "ru": "Здесь нет имени «{name}»."},
    "unknown-name-suggestion": {
        "en": "There is no “{name}” here. Did you mean “{suggestion}”?",
        "ru": "Здесь нет имени «{name}». Возможно, имелось в виду «{suggestion}»?",
    },
    "unknown-field": {
        "en": "“{owner}” has no “{name}”.",
        "ru": "У «{owner}» нет поля «{name}».",
    },
    "unknown-field-suggestion": {
        "en": "“{owner}” has no “{name}”. Did you mean “{suggestion}”?",
        "ru": "У «{owner}» нет поля «{name}». Возможно, имелось в виду «{suggestion}»?",
    },
    # Limits
    "limit-source": {
        "en": "The expression has {length} characters; at most {limit} are allowed.",
        "ru": "В выражении {length} символов; допускается не больше {limit}.",
    },
    "limit-depth": {
        "en": "The expression is nested deeper than {limit} levels.",
        "ru": "Вложенность выражения больше {limit} уровней.",
    },
    "limit-steps": {
        "en": "The expression takes more than {limit} steps.",
        "ru": "Вычисление занимает больше {limit} шагов.",
    },
    "limit-list": {
        "en": "A list would have more than {limit} items.",
        "ru": "В списке получилось бы больше {limit} элементов.",
    },
    "limit-string": {
        "en": "A text would have more than {limit} characters.",
        "ru": "В строке получилось бы больше {limit} символов.",
    },
    "limit-number": {
        "en": "A number has more than {limit} digits.",
        "ru": "В числе больше {limit} цифр.",
    },
    "limit-result-depth": {
        "en": "The result is nested deeper than {limit} levels.",
        "ru": "Вложенность результата больше {limit} уровней.",
    },
    "limit-regex": {
        "en": "The regular expression takes longer than {limit} s.",
        "ru": "Регулярное выражение вычисляется дольше {limit} с.",
    },
    "limit-recursion": {
        "en": "Functions call each other too deeply.",
        "ru": "Функции вызывают друг друга слишком глубоко.",
    },
    # Warnings of an evaluation
    "operator-types": {
        "en": "“{operator}” does not apply to {left} and {right}.",
        "ru": "«{operator}» не применяется к {left} и {right}.",
    },
    "negation-type": {"en": "“-” does not apply to {type}.", "ru": "«-» не применяется к {type}."},
    "division-by-zero": {"en": "Division by zero.", "ru": "Деление на ноль."},
    "number-overflow": {
        "en": "The number is too large or not defined.",
        "ru": "Число слишком велико или не определено.",
    },
    "value-out-of-range": {
        "en": "The date, time or duration is out of range.",
        "ru": "Дата, время или длительность вне допустимых пределов.",
    },
    "bad-literal": {
        "en": "{text} is not a date, time or duration.",
        "ru": "{text} — не дата, не время и не длительность.",
    },
    "no-such-entry": {"en": "There is no “{name}” in {type}.", "ru": "В значении «{type}» нет «{name}»."},
    "duplicate-key": {"en": "The entry “{name}” is given twice.", "ru": "Поле «{name}» задано дважды."},
    "condition-type": {
        "en": "A condition must be true or false, not {type}.",
        "ru": "Условие должно быть истиной или ложью, а не {type}.",
    },
    "filter-type": {
        "en": "A filter must be a condition or a position, not {type}.",
        "ru": "Фильтр должен быть условием или номером, а не {type}.",
    },
    "iteration-type": {
        "en": "Only a list or a range of whole numbers or dates can be gone through, not {type}.",
        "ru": "Перебирать можно список или диапазон целых чисел или дат, а не {type}.",
    },
    "range-ends": {
        "en": "A range from {start} to {end} is not possible.",
        "ru": "Диапазон от {start} до {end} невозможен.",
    },
    "logic-types": {
        "en": "“{operator}” needs true or false, not {type}.",
        "ru": "«{operator}» применяется к истине и лжи, а не к {type}.",
    },
    "unknown-type": {"en": "There is no type “{name}”.", "ru": "Нет типа «{name}»."},
    "not-a-function": {"en": "{type} cannot be called.", "ru": "{type} нельзя вызвать."},
    "unknown-function": {"en": "There is no function “{name}”.", "ru": "Нет функции «{name}»."},
    "unknown-function-suggestion": {
        "en": "There is no function “{name}”. Did you mean “{suggestion}”?",
        "ru": "Нет функции «{name}». Возможно, имелось в виду «{suggestion}»?",
    },
    "external-function": {
        "en": "External functions (Java, PMML) are not supported.",
        "ru": "Внешние функции (Java, PMML) не поддерживаются.",
    },
    "argument-count": {
        "en": "“{function}” does not take {count} arguments.",
        "ru": "«{function}» не принимает столько аргументов: {count}.",
    },
    "argument-name": {
        "en": "“{function}” has no parameter “{name}”.",
        "ru": "У «{function}» нет параметра «{name}».",
    },
    "argument-missing": {
        "en": "“{function}” needs “{name}”.",
        "ru": "Для «{function}» нужен параметр «{name}».",
    },
    "argument-type": {
        "en": "“{name}” of “{function}” must be {expected}, not {type}.",
        "ru": "Параметр «{name}» функции «{function}»: ожидается {expected}, получено {type}.",
    },
    "argument-value": {
        "en": "“{function}” does not accept this value of “{name}”.",
        "ru": "«{function}» не принимает такое значение «{name}».",
    },
    "no-result": {
        "en": "“{function}” has no result for these arguments.",
        "ru": "«{function}» не имеет результата для таких аргументов.",
    },
    "bad-pattern": {
        "en": "“{pattern}” is not a regular expression: {reason}.",
        "ru": "«{pattern}» — не регулярное выражение: {reason}.",
    },
    "unsupported-value": {
        "en": "A Python value of type {type} is not a FEEL value.",
        "ru": "Значение Python типа {type} не является значением FEEL.",
    },
    "internal": {
        "en": "The expression could not be evaluated ({reason}).",
        "ru": "Выражение не удалось вычислить ({reason}).",
    },
}

EXPECTATIONS: Mapping[str, Mapping[str, str]] = {
    "expression": {"en": "an expression", "ru": "выражение"},
    "operator": {"en": "an operator or the end", "ru": "оператор или конец выражения"},
    "name": {"en": "a name", "ru": "имя"},
    "type": {"en": "a type", "ru": "тип"},
    "end": {"en": "the end", "ru": "конец"},
    "or": {"en": "or", "ru": "или"},
}


TYPE_WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "number": "число",
        "string": "строка",
        "boolean": "истина или ложь",
        "null": "null",
        "date": "дата",
        "time": "время",
        "date and time": "дата и время",
        "date or date and time": "дата",
        "years and months duration": "длительность в годах и месяцах",
        "days and time duration": "длительность в днях и часах",
        "duration": "длительность",
        "list": "список",
        "context": "контекст",
        "range": "диапазон",
        "function": "функция",
        "point": "число, строка, дата, время или длительность",
        "string or date": "строка или дата",
        "string or time": "строка или время",
        "another type": "другой тип",
        "something else": "нечто другое",
    }
}
"""The words for types in languages other than English."""

TYPE_PARAMETERS = frozenset({"type", "left", "right", "start", "end", "expected"})
"""Parameters of messages that hold the word for a type."""


def word(text: str, language: str) -> str:
    """The word for something the parser expected: ``expression`` → “an expression”; a sign or keyword is quoted."""
    translations = EXPECTATIONS.get(text)
    return translations.get(language, translations["en"]) if translations else f"“{text}”"


def localize(code: str, parameters: Mapping[str, object], language: str = "en") -> str:
    """The message of ``code`` in ``language`` ("en" or "ru"; any other gives English)."""
    translations = MESSAGES[code]
    template = translations.get(language, translations["en"])
    values: dict[str, object] = dict(parameters)
    words_of_types = TYPE_WORDS.get(language, {})
    for name in TYPE_PARAMETERS & values.keys():
        values[name] = words_of_types.get(str(values[name]), values[name])
    expected = values.get("expected")
    if isinstance(expected, tuple):
        words = [word(str(item), language) for item in expected]
        joiner = f" {EXPECTATIONS['or'].get(language, 'or')} "
        values["expected"] = joiner.join(words) if len(words) < 3 else ", ".join(words[:-1]) + joiner + words[-1]
    return template.format(**values)
