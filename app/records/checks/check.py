"""Checks the checks of a file: names, fields, and whether they can answer yes or no."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.engine.deploying import did_you_mean
from app.feel.types import ANY, BOOLEAN
from app.records.checks.findings import Findings
from app.records.checks.model import Check
from app.records.checks.texts import unknown_texts
from app.records.types import RecordType

Names = Mapping[str, Any]


def check_checks(
    findings: Findings,
    checks: Iterable[Check],
    names: Names,
    fields: Collection[str],
    rows: Mapping[str, Names],
    record_type: RecordType | None = None,
) -> None:
    """Add what is wrong with checks beside what they are about.

    Parameters:
        findings: knows the words of `CHECK_WORDS`.
        names: what an expression may read, with the names behind them (None: anything).
        fields: where words can stand.
        rows: what an expression may read in a row, by list of rows.
        record_type: of the record that they are about, if any.
    """
    for check in checks:
        known, places = names, fields
        if check.rows:
            if check.rows not in rows:
                suggestion = did_you_mean(check.rows, rows)
                _say(findings, "check-rows-unknown", check, rows=check.rows, suggestion=suggestion)
                continue
            known, places = {**names, **rows[check.rows]}, rows[check.rows]
        for error in check.expression.check_names(known):
            _say(findings, "check-name", check, why=error)
        for path, text, can_be in unknown_texts(check.expression.tree, record_type, check.rows) if record_type else ():
            hint = did_you_mean(text, can_be)
            _say(findings, "text-unknown", check, what=check.id, path=path, text=text, suggestion=hint)
        answers = check.expression.result_type()
        if answers != ANY and not answers.conforms_to(BOOLEAN):
            _say(findings, "check-not-boolean", check)
        for name in check.fields:
            if name not in places:
                _say(findings, "check-field-unknown", check, field=name, suggestion=did_you_mean(name, places))


def _say(findings: Findings, code: str, check: Check, **values: Any) -> None:
    findings.add(code, check.line, element_id=check.id, check=check.id, **values)
