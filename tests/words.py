"""The words of a message in a language, as tests read them where nobody has asked for one."""

from functools import cache
from gettext import NullTranslations

from babel.support import Translations
from flask import Flask

from app import i18n
from app.i18n import TRANSLATIONS, Words, localized


def russian(words: Words) -> str:
    return in_language(words, "ru")


def english(words: Words) -> str:
    return in_language(words, "en")


def in_language(words: Words, language: str) -> str:
    with _application().app_context():
        return localized(words, language)


@cache
def _application() -> Flask:
    application = Flask("words")
    i18n.init_app(application)
    return application


def catalogue(language: str) -> NullTranslations:
    """The catalogue of a language, as gettext of the standard library has it."""
    return Translations.load(TRANSLATIONS, [language])
