"""Checks a form beside the record type whose fields it edits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.engine.deploying import DeploymentSet, Problem, did_you_mean
from app.feel import Expression
from app.records.checks.check import check_checks
from app.records.checks.findings import Findings
from app.records.checks.texts import unknown_texts
from app.records.fields import FileField, RowsField
from app.records.fields.file import MOST_FILES
from app.records.forms.context import record_field, row_field
from app.records.forms.model import Component, Form
from app.records.forms.words import FORM_WORDS
from app.records.rights.feel_views import known_names
from app.records.types import Field, RecordType, registry

#: Names that an expression may read besides the form's own keys and the record.
_SCOPE = ("record", "user", "outcome")
_ROW_SCOPE = ("this", "parent", "i")


def check_form(form: Form, _deployment_set: DeploymentSet | None = None) -> Sequence[Problem]:
    """What is wrong with the form beside its record type: fields, lists, and names in expressions."""
    return [*form.warnings, *_Checker(form).problems()]


def form_names(form: Form) -> Mapping[str, Sequence[str]]:
    """What diagrams may name: the process variables that the form gives; and the fields of a record in the form.

    Those of its rows are `lines.price`.
    """
    variables = {"variables": [each.key for each in form.inputs() if record_field(form, each) is None]}
    fields = [each for each in form.outside_lists() if each.key and record_field(form, each) is not None]
    if not fields:
        return variables
    return variables | {
        f"{form.record_type}.shown": [each.key for each in fields] + [name for name, _writes in _columns(form, fields)],
        f"{form.record_type}.written": [each.key for each in fields if not each.disabled]
        + [name for name, writes in _columns(form, fields) if writes],
    }


def _columns(form: Form, fields: Iterable[Component]) -> Iterator[tuple[str, bool]]:
    """The columns of the record's rows in the form, and whether the form writes them."""
    for rows in fields:
        for inner in rows.inside() if rows.type == "dynamiclist" else ():
            if inner.key and row_field(form, rows, inner) is not None:
                yield f"{rows.key}.{inner.key}", not (rows.disabled or inner.disabled)


class _Checker:
    def __init__(self, form: Form) -> None:
        self._form = form
        self._findings = Findings("", FORM_WORDS)
        self._type: RecordType | None = registry.get(form.record_type) if form.record_type else None

    def problems(self) -> list[Problem]:
        if self._form.record_type and self._type is None:
            known = [record_type.name for record_type in registry]
            suggestion = did_you_mean(self._form.record_type, known)
            self._findings.add("record-type-unknown", 1, record_type=self._form.record_type, suggestion=suggestion)
            return self._findings.problems
        names = self._scope()
        self._check(self._form.components, names)
        self._check_checks(names)
        return self._findings.problems

    def _check_checks(self, names: dict[str, Any]) -> None:
        lists = {each.key: each for each in self._form.inputs() if each.type == "dynamiclist"}
        rows = {key: dict.fromkeys(each.key for each in one.components if each.key) for key, one in lists.items()}
        places = [each.key for each in self._form.inputs()]
        check_checks(self._findings, self._form.checks, names, places, rows, self._type)

    def _scope(self) -> dict[str, Any]:
        names: dict[str, Any] = dict.fromkeys(_SCOPE)
        if self._type:
            record = known_names(self._type)
            names |= record
            names["record"] = names[self._type.name] = record
        keys = [each.key for each in self._form.walk() if each.key]
        return dict.fromkeys(keys) | names

    def _is_of_record(self, component: Component, within: Component | None) -> bool:
        if within is not None:
            return isinstance(row_field(self._form, within, component), FileField)
        return isinstance(record_field(self._form, component), FileField)

    def _check(
        self, components: Iterable[Component], names: Mapping[str, Any], within: Component | None = None
    ) -> None:
        for component in components:
            self._check_choices(component)
            if component.is_file and not self._is_of_record(component, within):
                self._say("file-without-field", component, key=component.key)
            if self._type:
                self._check_field(component)
            rows = within.key if within else ""
            self._check_names(component, component.hide, "conditional.hide", names, rows)
            self._check_names(component, component.expression, "expression", names, rows)
            self._check_names(component, component.begins_with, "properties.default", names, rows)
            inner = names
            if component.type == "dynamiclist":
                inner = {**names, **dict.fromkeys(_ROW_SCOPE)}
                inner |= dict.fromkeys(each.key for each in component.components if each.key)
                inner |= self._row_names(component)
            elif component.type != "group":
                continue
            if component.type == "group":
                self._check(component.components, inner, within)
            else:
                self._check_rows(component, inner)

    def _row_names(self, component: Component) -> dict[str, Any]:
        """What the rows of a record hold besides what the form shows of them."""
        rows = record_field(self._form, component) if self._type else None
        return {each.name: each.feel_names(1) for each in rows.fields} if isinstance(rows, RowsField) else {}

    def _check_rows(self, component: Component, names: Mapping[str, Any]) -> None:
        """What is in a list: the fields of the record's rows, or anything when it is a process variable."""
        known_type, self._type = self._type, None
        self._check(component.components, names, component)
        self._type = known_type
        rows = record_field(self._form, component)
        if not isinstance(rows, RowsField):
            return
        known = [each.name for each in rows.fields]
        for inner in Form("", component.components).inputs():
            field = rows.inner(inner.key)
            if field is None:
                self._say("row-field-unknown", inner, key=inner.key, suggestion=did_you_mean(inner.key, known))
            else:
                self._check_fit(inner, field)
                self._check_files(inner, field)

    def _check_names(
        self,
        component: Component,
        expression: Expression | None,
        attribute: str,
        names: Mapping[str, Any],
        rows: str,
    ) -> None:
        for error in expression.check_names(names) if expression else ():
            self._say("feel-name", component, attribute=attribute, why=error)
        about = registry.get(self._form.record_type) if self._form.record_type else None
        for path, text, known in unknown_texts(expression.tree, about, rows) if expression and about else ():
            hint = did_you_mean(text, known)
            what = f"{component.where}, {attribute}"
            self._say("text-unknown", component, what=what, path=path, text=text, suggestion=hint)

    def _check_choices(self, component: Component) -> None:
        entity = component.entity
        if entity and entity != "person" and registry.get(entity) is None:
            known = ["person", *(record_type.name for record_type in registry)]
            self._say("entity-unknown", component, entity=entity, suggestion=did_you_mean(entity, known))
        self._check_narrowing(component)
        if not component.choices or component.options or component.entity:
            return
        lists = list(self._lists_of_choices())
        if component.choices not in lists:
            suggestion = did_you_mean(component.choices, lists)
            self._say("choices-unknown", component, choices=component.choices, suggestion=suggestion)

    def _check_narrowing(self, component: Component) -> None:
        """A picker is narrowed by keys of the form that what is picked has, too."""
        target = registry.get(component.entity or "")
        keys = {each.key for each in self._form.inputs()}
        both = sorted(name for name in keys if target is not None and target.has_field(name))
        for name in component.narrowed_by:
            if name not in both:
                self._say("narrow-unknown", component, key=name, suggestion=did_you_mean(name, both))

    def _lists_of_choices(self) -> Iterator[str]:
        """What the property `choices` may name: fields of the record, and of its rows as `<rows>.<field>`."""
        declared = registry.get(self._form.record_type) if self._form.record_type else None
        if declared is None:
            return
        for field in declared.fields:
            yield from [field.name] if getattr(field, "choices", ()) else []
            yield from (f"{field.name}.{each.name}" for each in field.row_fields if getattr(each, "choices", ()))
        if declared.has_status:
            yield "status"

    def _check_field(self, component: Component) -> None:
        if self._type is None or not component.key or component.type == "expression":
            return
        field = self._type.field(component.key) if self._type.has_field(component.key) else None
        if field is not None:
            self._check_fit(component, field)
            self._check_files(component, field)

    def _check_files(self, component: Component, field: Field) -> None:
        if isinstance(field, FileField) and component.is_file and component.multiple != field.many:
            self._say("file-multiple", component, key=field.name, most=MOST_FILES if field.many else 1)

    def _check_fit(self, component: Component, field: Field) -> None:
        if component.type not in field.components:
            self._say("field-unfit", component, key=field.name, holds=field.holds)
        if field.is_computed and not component.disabled:
            self._say("field-computed", component, key=field.name)
        elif field.read_only and not field.set_by_diagram and not component.disabled:
            self._say("field-read-only", component, key=field.name)
        self._check_length(component, field)

    def _check_length(self, component: Component, field: Field) -> None:
        limit = component.validation.max_length
        longest = getattr(field, "max_length", None)
        if limit and longest and limit > longest:
            self._say("field-too-long", component, key=field.name, limit=longest)

    def _say(self, code: str, component: Component, **values: Any) -> None:
        suggestion = values.pop("suggestion", None)
        self._findings.add(
            code,
            component.line,
            element_id=component.id or None,
            suggestion=suggestion,
            where=component.where,
            type=component.type,
            **values,
        )
