"""Every message of FEEL by its stable code.

A template's fields are the ``parameters`` of the error or warning that carries the code.
"""

from __future__ import annotations

from collections.abc import Mapping

from .words import ENGLISH, N_, NullTranslations, Plural, Template, fill

MESSAGES: Mapping[str, Template] = {
    # Syntax
    "empty-expression": N_("The expression is empty."),
    "unexpected-token": N_("Expected %(expected)s, found %(found)s."),
    "unexpected-end": N_("Expected %(expected)s, but the expression ends here."),
    "unexpected-character": N_("The character %(found)s has no meaning here."),
    "unterminated-string": N_('The text has no closing quote (").'),
    "unterminated-comment": N_("The comment has no closing */."),
    "write-instead": N_("FEEL writes %(instead)s, not %(found)s."),
    # Names
    "unknown-name": N_("There is no “%(name)s” here."),
    "unknown-name-suggestion": N_("There is no “%(name)s” here. Did you mean “%(suggestion)s”?"),
    "unknown-field": N_("“%(owner)s” has no “%(name)s”."),
    "unknown-field-suggestion": N_("“%(owner)s” has no “%(name)s”. Did you mean “%(suggestion)s”?"),
    # Limits
    "limit-source": Plural(
        "The expression has %(length)s character; at most %(limit)s are allowed.",
        "The expression has %(length)s characters; at most %(limit)s are allowed.",
        count="length",
    ),
    "limit-depth": Plural(
        "The expression is nested deeper than %(limit)s level.",
        "The expression is nested deeper than %(limit)s levels.",
        count="limit",
    ),
    "limit-steps": Plural(
        "The expression takes more than %(limit)s step.",
        "The expression takes more than %(limit)s steps.",
        count="limit",
    ),
    "limit-list": Plural(
        "A list would have more than %(limit)s item.",
        "A list would have more than %(limit)s items.",
        count="limit",
    ),
    "limit-string": Plural(
        "A text would have more than %(limit)s character.",
        "A text would have more than %(limit)s characters.",
        count="limit",
    ),
    "limit-number": Plural(
        "A number has more than %(limit)s digit.",
        "A number has more than %(limit)s digits.",
        count="limit",
    ),
    "limit-result-depth": Plural(
        "The result is nested deeper than %(limit)s level.",
        "The result is nested deeper than %(limit)s levels.",
        count="limit",
    ),
    "limit-regex": N_("The regular expression takes longer than %(limit)s s."),
    "limit-time": N_("The evaluation takes longer than it may."),
    "limit-recursion": N_("Functions call each other too deeply."),
    # Warnings of an evaluation
    "operator-types": N_("“%(operator)s” does not apply to %(left)s and %(right)s."),
    "negation-type": N_("“-” does not apply to %(type)s."),
    "division-by-zero": N_("Division by zero."),
    "number-overflow": N_("The number is too large or not defined."),
    "value-out-of-range": N_("The date, time or duration is out of range."),
    "bad-literal": N_("%(text)s is not a date, time or duration."),
    "no-such-entry": N_("There is no “%(name)s” in %(type)s."),
    "duplicate-key": N_("The entry “%(name)s” is given twice."),
    "condition-type": N_("A condition must be true or false, not %(type)s."),
    "filter-type": N_("A filter must be a condition or a position, not %(type)s."),
    "iteration-type": N_("Only a list or a range of whole numbers or dates can be gone through, not %(type)s."),
    "range-ends": N_("A range from %(start)s to %(end)s is not possible."),
    "logic-types": N_("“%(operator)s” needs true or false, not %(type)s."),
    "unknown-type": N_("There is no type “%(name)s”."),
    "not-a-function": N_("%(type)s cannot be called."),
    "unknown-function": N_("There is no function “%(name)s”."),
    "unknown-function-suggestion": N_("There is no function “%(name)s”. Did you mean “%(suggestion)s”?"),
    "external-function": N_("External functions (Java, PMML) are not supported."),
    "argument-count": Plural(
        "“%(function)s” does not take %(count)s argument.",
        "“%(function)s” does not take %(count)s arguments.",
        count="count",
    ),
    "argument-name": N_("“%(function)s” has no parameter “%(name)s”."),
    "argument-missing": N_("“%(function)s” needs “%(name)s”."),
    "argument-type": N_("“%(name)s” of “%(function)s” must be %(expected)s, not %(type)s."),
    "argument-value": N_("“%(function)s” does not accept this value of “%(name)s”."),
    "no-result": N_("“%(function)s” has no result for these arguments."),
    "bad-pattern": N_("“%(pattern)s” is not a regular expression: %(reason)s."),
    "unsupported-value": N_("A Python value of type %(type)s is not a FEEL value."),
    "internal": N_("The expression could not be evaluated (%(reason)s)."),
}

EXPECTATIONS: Mapping[str, str] = {
    "expression": N_("an expression"),
    "operator": N_("an operator or the end"),
    "name": N_("a name"),
    "type": N_("a type"),
    "end": N_("the end"),
    "or": N_("or"),
}

TYPE_WORDS = frozenset(
    {
        N_("number"),
        N_("string"),
        N_("boolean"),
        N_("date"),
        N_("time"),
        N_("date and time"),
        N_("date or date and time"),
        N_("years and months duration"),
        N_("days and time duration"),
        N_("duration"),
        N_("list"),
        N_("context"),
        N_("range"),
        N_("function"),
        N_("point"),
        N_("string or date"),
        N_("string or time"),
        N_("another type"),
        N_("something else"),
    }
)
"""The words for types, as parameters have them."""

TYPE_PARAMETERS = frozenset({"type", "left", "right", "start", "end", "expected"})
"""Parameters of messages that hold the word for a type."""


def word(text: str, translations: NullTranslations = ENGLISH) -> str:
    """The word for something the parser expected: ``expression`` → “an expression”; a sign or keyword is quoted."""
    return translations.gettext(EXPECTATIONS[text]) if text in EXPECTATIONS else f"“{text}”"


def sentence(code: str, parameters: Mapping[str, object], translations: NullTranslations = ENGLISH) -> str:
    """The message of ``code`` in the language of ``translations``."""
    values: dict[str, object] = dict(parameters)
    for name in TYPE_PARAMETERS & values.keys():
        value = values[name]
        if isinstance(value, str) and value in TYPE_WORDS:
            values[name] = translations.gettext(value)
    expected = values.get("expected")
    if isinstance(expected, tuple):
        words = [word(str(item), translations) for item in expected]
        joiner = f" {word('or', translations)} "
        values["expected"] = joiner.join(words) if len(words) < 3 else ", ".join(words[:-1]) + joiner + words[-1]
    return fill(MESSAGES[code], values, translations)
