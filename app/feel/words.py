"""How the words of FEEL are translated: it speaks English, and whoever shows them brings a catalogue of gettext.

A catalogue is a :class:`gettext.NullTranslations` of the standard library, or anything that inherits from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations as NullTranslations

ENGLISH = NullTranslations()


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Plural:
    """A message whose form depends on a whole number.

    :ivar one: the message for 1.
    :ivar many: the message for other numbers.
    :ivar count: name of the parameter that holds the number.
    """

    one: str
    many: str
    count: str


Template = str | Plural


def fill(template: Template, parameters: Mapping[str, object], translations: NullTranslations = ENGLISH) -> str:
    """The translated template with its parameters; those that can be translated themselves are."""
    if isinstance(template, Plural):
        count = parameters[template.count]
        assert isinstance(count, int)
        text = translations.ngettext(template.one, template.many, count)
    else:
        text = translations.gettext(template)
    return text % {name: _translated(value, translations) for name, value in parameters.items()}


def _translated(value: object, translations: NullTranslations) -> object:
    translated = getattr(value, "translated", None)
    return translated(translations) if callable(translated) else value
