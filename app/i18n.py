"""Languages: gettext for our own words, `{"ru": …, "en": …}` for words that artifacts carry."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_locale
from flask_babel import gettext as gettext
from flask_babel import lazy_gettext as lazy_gettext
from flask_babel import ngettext as ngettext
from flask_babel import pgettext as pgettext

LANGUAGES = ("ru", "en")
TRANSLATIONS = Path(__file__).parent / "translations"

babel = Babel()


def init_app(app: Flask) -> None:
    """Choose language and zone per request: the profile, then the session, then the browser, then the setting."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    babel.init_app(app, locale_selector=_language, timezone_selector=_zone)


def current_language() -> str:
    """`ru` or `en`: the language of the request, or of the command line."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else "ru"


def localized(words: Mapping[str, str] | str | None, language: str | None = None) -> str:
    """The words in the asked language (by default the current one), in Russian when there is no such translation."""
    if words is None or isinstance(words, str):
        return words or ""
    return words.get(language or current_language()) or words.get("ru") or next(iter(words.values()), "")


def in_both_languages(words: object) -> dict[str, str]:
    """Lazy words of our own as artifacts and findings carry theirs."""
    found = {}
    for language in LANGUAGES:
        with force_locale(language):
            found[language] = str(words)
    return found


def _language() -> str:
    default = current_app.config["SETTINGS"].language
    if not has_request_context():
        return default
    person = g.get("person")
    chosen = (person.language if person else None) or session.get("language")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES, default)


def _zone() -> ZoneInfo:
    person = g.get("person") if has_request_context() else None
    return ZoneInfo((person.time_zone if person else None) or current_app.config["SETTINGS"].time_zone)
