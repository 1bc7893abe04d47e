"""Reads a form file."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.bounds import keepable
from app.i18n import artifact_words
from app.i18n import lazy_gettext as _
from app.records.checks.findings import Findings
from app.records.checks.model import Check
from app.records.checks.parse import parse_checks
from app.records.forms.components import ComponentReader, line_of_id
from app.records.forms.generated import completed
from app.records.forms.model import Form
from app.records.forms.words import FORM_WORDS

MAXIMUM_BYTES = 200_000  # a megabyte of fields with conditions took 40 s to check
OLDEST_SCHEMA = 16
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_ROOT = {
    "type",
    "id",
    "schemaVersion",
    "components",
    "properties",
    "executionPlatform",
    "executionPlatformVersion",
    "exporter",
    "versionTag",
    "versionTagBinding",
    "title",
    "checks",
}


def parse_form(file_name: str, content: bytes) -> tuple[str, Form]:
    """Read a `*.form`.

    Returns:
        Its key (the form's id) and what it says.

    Raises:
        ArtifactUnreadable: with every problem that the file has by itself.
    """
    findings = Findings(file_name, FORM_WORDS)
    text, root = _json(content, findings)
    if not isinstance(root, dict):
        findings.add("form-shape", 1, where="form", expected=_("a JSON object"))
        findings.refuse()
    form = _form(text, root, findings)
    findings.refuse()
    return form.key, replace(completed(form), warnings=tuple(findings.problems))


def _json(content: bytes, findings: Findings) -> tuple[str, Any]:
    if len(content) > MAXIMUM_BYTES:
        findings.add("form-too-large")
        findings.refuse()

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _value in pairs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            findings.add("key-duplicate", where="JSON", key=name)
        return dict(pairs)

    def no_constant(name: str) -> None:
        raise ValueError(name)

    try:
        text = content.decode("utf-8-sig")
        root = json.loads(text, object_pairs_hook=unique, parse_float=Decimal, parse_constant=no_constant)
        if keepable(root):
            return text, root
        findings.add("form-unreadable", why="U+0000, U+D800…U+DFFF")
    except json.JSONDecodeError as error:
        findings.add("form-unreadable", error.lineno, error.colno, why=error.msg)
    except RecursionError:
        findings.add("form-too-deep")
    except ValueError as error:
        findings.add("form-unreadable", why=str(error))
    findings.refuse()
    raise AssertionError("refuse() raises")


def _form(text: str, root: Mapping[str, Any], findings: Findings) -> Form:
    key = root.get("id")
    if not isinstance(key, str) or not _ID.match(key):
        findings.add("form-id", 1, id=key or "")
    version = root.get("schemaVersion")
    if not isinstance(version, int) or isinstance(version, bool) or version < OLDEST_SCHEMA:
        findings.add("form-schema-version", 1, version=version)
    for name in root.keys() - _ROOT:
        findings.add("attribute-unknown", where="form", attribute=name)
    properties = root.get("properties") or {}
    if not isinstance(properties, dict):
        findings.add("form-shape", 1, where="properties", expected=_("a JSON object"))
        properties = {}
    components = ComponentReader(text, findings).components(root.get("components", []), "components")
    title = str(properties.get("title") or root.get("title") or key)
    return Form(
        key=str(key),
        components=components,
        record_type=properties.get("recordType") or None,
        title=artifact_words(title, str(properties.get("title:en") or title)),
        tabs=properties.get("layout") == "tabs",
        checks=_checks(text, root, findings),
    )


def _checks(text: str, root: Mapping[str, Any], findings: Findings) -> tuple[Check, ...]:
    raw = root.get("checks", [])

    def line(number: int) -> int | None:
        given = raw[number] if isinstance(raw, list) and number < len(raw) else None
        return line_of_id(text, given.get("id") if isinstance(given, dict) else None)

    return parse_checks(raw, findings, line)
