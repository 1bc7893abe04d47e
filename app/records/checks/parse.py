"""Reads the `checks` of a file out of plain values; the same for a lifecycle file (YAML) and a form (JSON)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from app.engine.deploying import did_you_mean
from app.feel import Expression, FeelError, compile_expression
from app.i18n import LANGUAGES, Words
from app.i18n import lazy_gettext as _
from app.records.checks.findings import Findings
from app.records.checks.model import Check

_KEYS = ("id", "check", "fields", "message", "rows")
_NEEDED = ("id", "check", "fields", "message")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")

LineOf = Callable[[int], int | None]


def parse_checks(raw: Any, findings: Findings, line_of: LineOf) -> tuple[Check, ...]:
    """The checks of a file; what does not fit becomes a problem.

    Parameters:
        raw: what stands behind `checks`: a list of objects with `id`, `check` (FEEL), `fields`, `message` and `rows`.
        findings: knows the words of `CHECK_WORDS`.
        line_of: the line of a check by its place in the list, from 0.
    """
    if not isinstance(raw, list):
        _shape(findings, line_of(0), "checks", _("a list"))
        return ()
    checks: dict[str, Check] = {}
    for number, each in enumerate(raw):
        line = line_of(number)
        check = _Reading(f"checks[{number}]", line, findings).check(each)
        if check and check.id in checks:
            findings.add("check-id-duplicate", line, element_id=check.id, id=check.id)
        elif check:
            checks[check.id] = check
    return tuple(checks.values())


def _shape(findings: Findings, line: int | None, what: str, expected: Words) -> None:
    findings.add("checks-shape", line, what=what, expected=expected)


class _Reading:
    """One check while it is read."""

    def __init__(self, what: str, line: int | None, findings: Findings) -> None:
        self._what, self._line, self._findings = what, line, findings
        self._id = ""

    def check(self, raw: Any) -> Check | None:
        """The check, or None when something is wrong with it."""
        if not isinstance(raw, dict):
            _shape(self._findings, self._line, self._what, _("pairs “name: value”"))
            return None
        before = len(self._findings.problems)
        for key in raw.keys() - {*_KEYS}:
            self._say("check-key-unknown", what=self._what, key=key, suggestion=did_you_mean(str(key), _KEYS))
        for key in _NEEDED:
            if raw.get(key) in (None, "", []):
                self._say("check-key-missing", what=self._what, key=key)
        if len(self._findings.problems) > before:
            return None
        self._id = str(raw["id"])
        if not isinstance(raw["id"], str) or not _ID.match(raw["id"]):
            self._say("check-id", id=raw["id"])
        expression = self._expression(raw["check"])
        fields = self._fields(raw["fields"])
        message = self._message(raw["message"])
        rows = self._rows(raw.get("rows"))
        if expression is None or len(self._findings.problems) > before:
            return None
        return Check(self._id, expression, fields, message, rows, self._line)

    def _expression(self, source: Any) -> Expression | None:
        if not isinstance(source, str):
            _shape(self._findings, self._line, f"{self._what}.check", _("a FEEL expression"))
            return None
        try:
            return compile_expression(source.removeprefix("="))
        except FeelError as error:
            self._say("check-malformed", check=self._id, why=error)
            return None

    def _fields(self, raw: Any) -> tuple[str, ...]:
        if isinstance(raw, list) and all(isinstance(each, str) for each in raw):
            return tuple(dict.fromkeys(raw))
        _shape(self._findings, self._line, f"{self._what}.fields", _("a list of fields"))
        return ()

    def _message(self, raw: Any) -> dict[str, str]:
        if not isinstance(raw, dict):
            _shape(self._findings, self._line, f"{self._what}.message", "{ru: …, en: …}")
            return {}
        for key in raw.keys() - {*LANGUAGES}:
            self._say("check-key-unknown", what=f"{self._what}.message", key=key)
        words: Mapping[str, Any] = {language: raw.get(language) for language in LANGUAGES}
        for language, text in words.items():
            if not isinstance(text, str) or not text.strip():
                self._say("check-language-missing", check=self._id, language=language)
        return {language: str(text).strip() for language, text in words.items()}

    def _rows(self, raw: Any) -> str:
        if raw is None or isinstance(raw, str):
            return raw or ""
        _shape(self._findings, self._line, f"{self._what}.rows", _("the name of a field"))
        return ""

    def _say(self, code: str, **values: Any) -> None:
        self._findings.add(code, self._line, element_id=self._id or None, **values)
