"""Words in the language of whoever reads them."""

from gettext import NullTranslations

import pytest
from flask import Flask
from flask_babel import force_locale

from app import i18n
from app.i18n import N_, Plural, artifact_words, in_every_language, lazily, lazily_joined, lazy_message, localized
from app.i18n import lazy_gettext as _


class Fault:
    """Says itself in the language of a catalogue, as an error of FEEL does."""

    def translated(self, translations: NullTranslations) -> str:
        return translations.gettext("Division by zero.")


@pytest.fixture(autouse=True)
def application():
    application = Flask("words")
    i18n.init_app(application)
    with application.app_context(), force_locale("ru"):
        yield


WORDS = {
    "words of an artifact": artifact_words("Деление на ноль.", "Division by zero."),
    "a message": _("Division by zero."),
    "what says itself": Fault(),
    "what says itself, later": lazily(Fault()),
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_words_are_read_in_any_language(words):
    assert (localized(words), localized(words, "en")) == ("Деление на ноль.", "Division by zero.")


def test_the_language_is_that_of_the_reader():
    words = lazy_message(N_("Known: %(known)s."), {"known": "a, b"})
    with force_locale("en"):
        assert str(words) == "Known: a, b."
    assert str(words) == "Известны: a, b."


@pytest.mark.parametrize("value", WORDS.values(), ids=WORDS)
def test_words_inside_a_message_are_in_its_language(value):
    words = lazy_message(N_("%(where)s, “%(attribute)s”: %(why)s"), {"where": 1, "attribute": 2, "why": value})
    assert localized(words, "ru").endswith("Деление на ноль.")
    assert localized(words, "en").endswith("Division by zero.")


@pytest.mark.parametrize(
    ("limit", "russian"), [(1, "1 элемента"), (21, "21 элемента"), (2, "2 элементов"), (5, "5 элементов")]
)
def test_a_count_decides_the_form(limit, russian):
    words = lazy_message(
        Plural("The file has more than %(limit)s element.", "The file has more than %(limit)s elements.", "limit"),
        {"limit": limit},
    )
    assert str(words) == f"В файле больше {russian}."


def test_several_words_are_joined_in_one_language():
    words = lazily_joined([_("a message"), _("a signal")])
    assert (localized(words), localized(words, "en")) == ("сообщение, сигнал", "a message, a signal")


def test_words_to_be_stored_are_there_in_every_language():
    assert in_every_language(_("Division by zero.")) == {"ru": "Деление на ноль.", "en": "Division by zero."}


def test_an_artifact_without_english_is_read_in_russian():
    assert localized(artifact_words("Пауза"), "en") == "Пауза"


def test_no_words_are_an_empty_text():
    assert localized(None) == localized("") == ""
