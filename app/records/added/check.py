"""Checks a file of added fields beside its record type, and beside what the records hold already."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import has_app_context

from app.engine.deploying import DeploymentSet, Problem, checking, did_you_mean
from app.feel import compile_expression
from app.records.added.current import FIELDS
from app.records.added.held import count_held, former_field, means_the_same, removed, retyped, unlisted
from app.records.added.model import AddedFields
from app.records.added.words import ADDED_WORDS
from app.records.checks.findings import Findings
from app.records.checks.texts import unknown_texts
from app.records.listing.filters import RESERVED
from app.records.types import Field, RecordType, registry
from app.records.types.field_list import FieldList
from app.records.values.computed import FormulaError, formulas_of


def check_fields(added: AddedFields, deployment_set: DeploymentSet | None = None) -> Sequence[Problem]:
    """What is wrong with the file beside its record type."""
    findings = Findings("", ADDED_WORDS)
    declared = registry.get(added.record_type)
    if declared is None:
        suggestion = did_you_mean(added.record_type, [each.name for each in registry])
        findings.add(
            "record-type-unknown", added.record_type_line, record_type=added.record_type, suggestion=suggestion
        )
        return findings.problems
    judge = _Judge(findings, added, declared)
    judge.names()
    if findings.has_errors:
        return findings.problems
    with checking(deployment_set):
        judge.formulas()
    if has_app_context():
        judge.kept()
    return findings.problems


def field_names(added: AddedFields) -> Mapping[str, Sequence[str]]:
    """What others may name: the fields."""
    return {FIELDS: [each.name for each in added.fields]}


class _Judge:
    def __init__(self, findings: Findings, added: AddedFields, declared: RecordType) -> None:
        self._findings, self._added, self._type = findings, added, declared

    def names(self) -> None:
        """A name that means something else already would hide it."""
        own = {each.name for each in _declared(self._type)}
        columns = self._type.model.__mapper__.all_orm_descriptors.keys()
        taken = own | {*columns, *RESERVED, "id", "stage", "display_name", "record", "user", "outcome", self._type.name}
        for field in self._added.fields:
            if field.name in taken:
                self._say("field-declared", field)

    def formulas(self) -> None:
        """The names that formulas read, and whether they can be computed one after the other."""
        known = {each.name: each.feel_names(2) for each in self._type.fields}
        for field in self._added.fields:
            for error in compile_expression(field.formula).check_names(known) if field.formula else ():
                self._say("field-formula", field, why=error)
            tree = compile_expression(field.formula).tree if field.formula else None
            for path, text, can_be in unknown_texts(tree, self._type) if tree else ():
                hint = did_you_mean(text, can_be)
                self._say("text-unknown", field, what=field.name, path=path, text=text, suggestion=hint)
        try:
            formulas_of(self._type)
        except FormulaError:
            names = ", ".join(each.name for each in self._added.fields if each.formula)
            first = next(each for each in self._added.fields if each.formula)
            self._say("field-formula-circle", first, names=names)

    def kept(self) -> None:
        """What records hold under names that go away or mean something else."""
        for field in removed(self._added):
            if count := count_held(self._type, field):
                self._findings.add("field-removed", 1, element_id=field.name, name=field.name, count=count)
        for field in self._added.fields:
            former = former_field(self._added, field.name)
            if former is not None and _is_fixed(former) and not _is_fixed(field):
                self._say("field-writable", field)
            held = unlisted(self._type, former, field) if former and means_the_same(former, field) else {}
            if held:
                choices = ", ".join(f"{choice} ({count})" for choice, count in held.items())
                self._say("choice-removed", field, choices=choices)
        for before, field in retyped(self._added):
            if count := count_held(self._type, before):
                self._say("field-type-changed", field, before=before.type, type=field.type, count=count)

    def _say(self, code: str, field: Field, **values: Any) -> None:
        line = self._added.lines.get(field.name)
        self._findings.add(code, line, element_id=field.name, name=field.name, **values)


def _is_fixed(field: Field) -> bool:
    return field.read_only or bool(field.formula)


def _declared(record_type: RecordType) -> Sequence[Field]:
    fields = record_type.fields
    return fields.declared if isinstance(fields, FieldList) else fields
