"""The shape of an entry."""

from dataclasses import dataclass

from app.engine.problems.problem import ERROR, WARNING, Words


@dataclass(frozen=True)
class Entry:
    """Severity, message and suggestion of one kind of problem; `{…}` are filled by the one who found it."""

    severity: str
    message: Words
    suggestion: Words | None = None


def error(ru: str, en: str, suggest_ru: str = "", suggest_en: str = "") -> Entry:
    return _entry(ERROR, ru, en, suggest_ru, suggest_en)


def warning(ru: str, en: str, suggest_ru: str = "", suggest_en: str = "") -> Entry:
    return _entry(WARNING, ru, en, suggest_ru, suggest_en)


def _entry(severity: str, ru: str, en: str, suggest_ru: str, suggest_en: str) -> Entry:
    return Entry(severity, {"ru": ru, "en": en}, {"ru": suggest_ru, "en": suggest_en} if suggest_ru else None)
