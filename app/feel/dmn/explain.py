"""Why a decision came out as it did, as plain data for pages, the history and the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..words import ENGLISH, NullTranslations
from .evaluate import DecisionResult
from .language import show
from .runtime import DecisionTrace, TableTrace

SHOWN_LENGTH = 500


def explain(result: DecisionResult, translations: NullTranslations = ENGLISH) -> dict[str, Any]:
    """A result as JSON-ready data: values in FEEL's words, messages in the language of a catalogue of gettext.

    Keys: ``value``; ``decisions`` in the order of evaluation, each with ``id``, ``name``, ``inputs``, ``value`` and
    ``tables`` (``element``, ``hitPolicy``, ``inputs``, the numbers of the rules ``matched``, the deciding ``rules``
    with outputs and annotations, ``byDefault``); ``warnings`` with ``code``, ``message``, ``decision``, ``row``,
    ``column``.
    """
    return {
        "value": _text(result.value),
        "decisions": [_decision(trace) for trace in result.trace],
        "warnings": [
            {
                "code": warning.code,
                "message": warning.translated(translations),
                "decision": warning.element_name,
                "row": warning.row,
                "column": warning.column,
            }
            for warning in result.warnings
        ],
    }


def _decision(trace: DecisionTrace) -> dict[str, Any]:
    return {
        "id": trace.id,
        "name": trace.name,
        "inputs": _texts(trace.inputs),
        "tables": [_table(table) for table in trace.tables],
        "value": _text(trace.value),
    }


def _table(trace: TableTrace) -> dict[str, Any]:
    return {
        "element": trace.element_id,
        "hitPolicy": trace.hit_policy,
        "inputs": [{"text": text, "value": _text(value)} for text, value in trace.inputs],
        "matched": list(trace.matched),
        "rules": [
            {
                "number": rule.number,
                "id": rule.id,
                "outputs": _texts(rule.outputs),
                "annotations": list(rule.annotations),
            }
            for rule in trace.rules
        ],
        "byDefault": trace.by_default,
    }


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    return show(value, SHOWN_LENGTH)
