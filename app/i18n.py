"""Languages: gettext for our own words, `{"ru": …, "en": …}` for words that artifacts carry."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from gettext import NullTranslations
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable
from zoneinfo import ZoneInfo

import flask_babel
from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale, get_timezone, get_translations
from flask_babel import lazy_ngettext as lazy_ngettext
from flask_babel import lazy_pgettext as lazy_pgettext
from flask_babel.speaklater import LazyString

LANGUAGES = ("ru", "en")
TRANSLATIONS = Path(__file__).parent / "translations"

babel = Babel()

_messages_of: dict[str, NullTranslations] = {}


def _messages() -> NullTranslations:
    """The catalogue of the current language, read once for all requests."""
    locale = get_locale()
    language = locale.language if locale else ""
    if language not in _messages_of:
        found: NullTranslations = get_translations()
        if not locale:
            return found
        _messages_of[language] = found
    return _messages_of[language]


def gettext(message: str, /, **values: Any) -> str:
    """The message in the current language, with its values.

    Flask-Babel's own looks for application, request and language several times for each word of a page.
    """
    text = _messages().gettext(message)
    return text % values if values else text


def lazy_gettext(message: str, /, **values: Any) -> LazyString:
    """As `gettext`, in the language of whoever reads it."""
    return LazyString(gettext, message, **values)


# the package has no types of its own
ngettext: Callable[..., str] = flask_babel.ngettext
pgettext: Callable[..., str] = flask_babel.pgettext


def init_app(app: Flask) -> None:
    """Choose language and zone per request: the profile, then the session, then the browser, then the setting."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    babel.init_app(app, locale_selector=_language, timezone_selector=_zone)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext,
        lambda one, many, number: _messages().ngettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, message: _messages().pgettext(context, message),
        npgettext=lambda context, one, many, number: _messages().npgettext(context, one, many, number),
    )


def current_language() -> str:
    """`ru` or `en`: the language of the request, or of the command line."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else "ru"


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


@dataclass(frozen=True)
class Plural:
    """A message whose form depends on a whole number.

    Attributes:
        one: the message for 1.
        many: the message for other numbers.
        count: name of the value that is the number.
    """

    one: str
    many: str
    count: str


Template = str | Plural


@runtime_checkable
class Translatable(Protocol):
    """What says itself in the language of a catalogue of gettext, such as an error of FEEL."""

    def translated(self, translations: NullTranslations) -> str: ...


ArtifactWords = Mapping[str, str]
Words: TypeAlias = ArtifactWords | Translatable | LazyString | str


def lazy_message(template: Template, values: Mapping[str, Any]) -> LazyString:
    """A marked message with its values, in the language of whoever reads it.

    Parameters:
        values: fill the template; those that are words in several languages are read in the same language.
    """
    return LazyString(_filled, template, values)


def lazily(words: Words) -> LazyString:
    """The words in the language of whoever reads them."""
    return LazyString(localized, words)


def lazily_joined(words: Iterable[Words]) -> LazyString:
    """Several words with commas between them, in the language of whoever reads them."""
    several = list(words)
    return LazyString(lambda: ", ".join(localized(each) for each in several))


def local_time(moment: datetime, zone: tzinfo | None = None) -> datetime:
    """The moment in a zone, by default the person's; at the edge of the calendar, where a zone has none, in UTC."""
    try:
        return moment.astimezone(zone or get_timezone() or UTC)
    except OverflowError:
        return moment


def language_name(language: str) -> str:
    """What a language is called in itself: `English`."""
    return (Locale.parse(language).get_display_name() or language).capitalize()


def localized(words: Words | None, language: str | None = None) -> str:
    """The words in the asked language, by default the current one.

    An artifact's are in Russian when it has no others; ours are in English outside of an application.
    """
    if words is None or isinstance(words, str):
        return words or ""
    if isinstance(words, Mapping):
        return words.get(language or current_language()) or words.get("ru") or next(iter(words.values()), "")
    with _language_of(language):
        return words.translated(_messages()) if isinstance(words, Translatable) else str(words)


def in_every_language(words: Words) -> dict[str, str]:
    """Our own words as an artifact carries them, to be stored where people may change them."""
    return {language: localized(words, language) for language in LANGUAGES}


def artifact_words(russian: str, english: str | None = None) -> dict[str, str]:
    """Words as an artifact carries them: in Russian, and in English where it has them."""
    return {"ru": russian} if english is None else {"ru": russian, "en": english}


@contextmanager
def _language_of(language: str | None) -> Iterator[None]:
    if language is None:
        yield
    else:
        with force_locale(language):
            yield


def _filled(template: Template, values: Mapping[str, Any]) -> str:
    if isinstance(template, Plural):
        text = _messages().ngettext(template.one, template.many, values[template.count])
    else:
        text = _messages().gettext(template)
    return text % {
        name: localized(value) if isinstance(value, Mapping | Translatable) else value for name, value in values.items()
    }


def _language() -> str:
    default: str = current_app.config["SETTINGS"].language
    if not has_request_context():
        return default
    person = g.get("person")
    chosen = (person.language if person else None) or session.get("language")
    return str(chosen) if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, default)


def _zone() -> ZoneInfo:
    person = g.get("person") if has_request_context() else None
    return ZoneInfo((person.time_zone if person else None) or current_app.config["SETTINGS"].time_zone)
