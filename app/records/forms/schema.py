"""Checks what was given to a form: a marshmallow schema made from the form's own file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import regex  # type: ignore[import-untyped]
from marshmallow import RAISE, Schema, ValidationError, fields, validate

from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import lazy_gettext, localized, ngettext
from app.records.fields.rows import OWN_KEYS, RowsField
from app.records.forms.checking import broken_checks
from app.records.forms.context import Choices, record_field, row_field, split_values
from app.records.forms.evaluate import NOTHING_HIDDEN, Evaluation, evaluate
from app.records.forms.model import Component, Form
from app.records.forms.posted import MAXIMUM_ROWS
from app.records.forms.values import is_blank, read_value
from app.records.types import Field, ValueRefused

_PATTERN_SECONDS = 0.2
_EMAIL = validate.Email()


@dataclass(frozen=True)
class Submission:
    """What a person gave to a form.

    Attributes:
        form: the form.
        raw: as it was given; draw the form with it when there are errors.
        values: typed values by key, of the fields that are shown and may be changed.
        errors: words by name of the input (`name`, `contacts-0-email`).
        evaluation: what is hidden and computed for these values.
    """

    form: Form
    raw: Mapping[str, Any]
    values: Mapping[str, Any]
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    evaluation: Evaluation = NOTHING_HIDDEN

    @property
    def is_valid(self) -> bool:
        return not self.errors

    @property
    def record_fields(self) -> dict[str, Any]:
        """The values that belong to the record."""
        return split_values(self.form, self.values)[0]

    @property
    def variables(self) -> dict[str, Any]:
        """The values that become process variables."""
        return split_values(self.form, self.values)[1]


def submit(
    form: Form,
    raw: Mapping[str, Any],
    choices: Choices,
    scope: Mapping[str, Any] | None = None,
    *,
    actor: Actor | None = None,
    partial: bool = False,
    untouched: Mapping[str, Any] = MappingProxyType({}),
) -> Submission:
    """Check raw values against the form.

    Parameters:
        raw: from `read_post`, or JSON: values by key, lists of rows for dynamic lists. A key that is not in the form
            is an error; fields that are hidden now, or cannot be edited, are not taken.
        choices: what may be chosen.
        scope: further names that conditions read: the record's fields, `user`.
        actor: who gave them, as of `evaluate`.
        partial: fields that are not in `raw` may be missing although required (a change of single fields).
        untouched: typed values by key that the record holds and nobody has changed: they are not judged again.
    """
    evaluation = evaluate(form, raw, scope, actor)
    open_components = [each for each in form.inputs() if not each.disabled and each.id not in evaluation.hidden]
    keys = {each.key for each in open_components}
    closed = {each.key for each in form.inputs()} - keys
    same = {key: value for key, value in untouched.items() if key in keys}
    schema = _schema(form, [each for each in open_components if each.key not in same], choices, evaluation)
    given = {key: value for key, value in raw.items() if key not in closed and key not in same}
    try:
        values = {**same, **schema().load(given, partial=partial)}
    except ValidationError as error:
        valid = error.valid_data if isinstance(error.valid_data, dict) else {}
        found, wrong = {**same, **valid}, _flat(error.messages_dict)
        unreadable = {name.partition("-")[0] for name in wrong}
        also = broken_checks(form, found, scope or {}, actor, unreadable)
        return Submission(form, raw, found, {**also, **wrong}, evaluation)
    values |= {each.key: None for each in form.inputs() if each.id in evaluation.hidden and each.is_cleared_when_hidden}
    return Submission(form, raw, values, broken_checks(form, values, scope or {}, actor), evaluation)


class _Strict(Schema):
    """Takes nothing that it does not name. (Schemas are made for each submission: none is registered by name.)"""

    class Meta:
        unknown = RAISE
        register = False

    error_messages = {
        "unknown": lazy_gettext("There is no such field."),
        "type": lazy_gettext("This must be an object."),
    }


def _schema(
    form: Form,
    components: Iterable[Component],
    choices: Choices,
    evaluation: Evaluation,
) -> type[Schema]:
    made = {each.key: _field(form, each, choices, evaluation) for each in components}
    return type("FormSchema", (_Strict,), made)


def _field(form: Form, component: Component, choices: Choices, evaluation: Evaluation) -> fields.Field[Any]:
    if component.type == "dynamiclist":
        return _Rows(form, component, choices, evaluation)
    return _Value(component, record_field(form, component), choices)


class _Value(fields.Field[Any]):
    """One input."""

    def __init__(self, component: Component, record: Field | None, choices: Choices) -> None:
        super().__init__(required=component.validation.required, allow_none=True)
        self.error_messages["required"] = _required_words(component)
        self._component = component
        self._record = record
        self._choices = choices

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        if value is None:  # marshmallow would take None as it is
            value = ""
        return super().deserialize(value, attr, data, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        component = self._component
        if component.validation.required and (is_blank(value) or _is_unchecked(component, value)):
            raise ValidationError(_required_words(component))
        try:
            read = read_value(component, value, self._record)
        except ValueRefused as error:
            raise ValidationError(str(error)) from None
        if read is None or read == [] or read == "":
            return read
        problems = [words for rule in _RULES for words in rule(component, read)]
        problems += self._not_offered(read)
        if problems:
            raise ValidationError(problems)
        return read

    def _not_offered(self, value: Any) -> Iterable[str]:
        component = self._component
        if component.entity:
            if self._record is None and (missing := self._missing(component.entity, value)):
                yield missing
        elif component.options or component.choices:
            known = {choice.value for choice in self._choices.options(component)}
            given = value if component.is_list else [value]
            if any(str(each) not in known for each in given):
                yield _("Choose one of the listed values.")

    def _missing(self, entity: str, value: Any) -> str | None:
        wanted = value if self._component.is_list else [value]
        found = self._choices.names(entity, wanted)
        return None if all(each in found for each in wanted) else _("This is not there any more: choose another one.")


class _Rows(fields.Field[Any]):
    """A dynamic list: each row by a schema of its own, since each row may hide something else."""

    def __init__(self, form: Form, component: Component, choices: Choices, evaluation: Evaluation) -> None:
        super().__init__(allow_none=True)
        self._form = form
        self._component = component
        self._inner = list(Form("", component.components).inputs())
        self._choices = choices
        self._evaluation = evaluation

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if is_blank(value):
            return []
        if not isinstance(value, (list, tuple)) or not all(isinstance(row, Mapping) for row in value):
            raise ValidationError(_("This must be a list of rows."))
        if len(value) > MAXIMUM_ROWS:
            raise ValidationError(_("At most %(count)s rows.", count=MAXIMUM_ROWS))
        rows: list[dict[str, Any]] = []
        problems: dict[int, Any] = {}
        for number, row in enumerate(value):
            try:
                rows.append(self._row(number, row))
            except ValidationError as error:
                problems[number] = error.messages
        for number, key in self._second_mains(rows if not problems else value):
            problems.setdefault(number, {})[key] = [_("Only one row can have this mark.")]
        if problems:
            raise ValidationError(problems)
        return rows

    def _row(self, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = [
            each
            for each in self._inner
            if not each.disabled and not self._evaluation.is_hidden(each, (self._component.id, number))
        ]
        rows = record_field(self._form, self._component)
        closed = {each.key for each in self._inner} - {each.key for each in shown}
        if isinstance(rows, RowsField):  # what follows from others is sent back as it was answered
            closed |= {each.name for each in rows.fields if each.is_computed or each.read_only}
        given = {key: value for key, value in row.items() if key not in closed}
        made: dict[str, fields.Field[Any]] = {
            each.key: _Value(each, row_field(self._form, self._component, each), self._choices) for each in shown
        }
        if rows is not None:  # rows of records keep their ids
            made |= {name: fields.Raw() for name in OWN_KEYS}
        read: dict[str, Any] = type("RowSchema", (_Strict,), made)().load(given)
        return read

    def _second_mains(self, rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, str]]:
        for component in self._inner:
            if component.properties.get("atMostOne") != "true":
                continue
            marked = [number for number, row in enumerate(rows) if row.get(component.key) in (True, "true", "on", "1")]
            for number in marked[1:]:
                yield number, component.key


def _required_words(component: Component) -> str:
    return _("Choose something.") if component.type in ("select", "radio") else _("Fill this in.")


def _is_unchecked(component: Component, value: Any) -> bool:
    return component.type == "checkbox" and value in (False, "false", "off", "0")


def _length(component: Component, value: Any) -> Iterable[str]:
    if not isinstance(value, str):
        return
    rules = component.validation
    if rules.min_length is not None and len(value) < rules.min_length:
        yield ngettext("At least %(num)s character.", "At least %(num)s characters.", rules.min_length)
    if rules.max_length is not None and len(value) > rules.max_length:
        yield _("At most %(count)s characters, not %(actual)s.", count=rules.max_length, actual=len(value))


def _range(component: Component, value: Any) -> Iterable[str]:
    rules = component.validation
    if component.type != "number":
        return
    if rules.minimum is not None and value < rules.minimum:
        yield _("At least %(limit)s.", limit=rules.minimum)
    if rules.maximum is not None and value > rules.maximum:
        yield _("At most %(limit)s.", limit=rules.maximum)


def _pattern(component: Component, value: Any) -> Iterable[str]:
    rules = component.validation
    if not rules.pattern or not isinstance(value, str):
        return
    try:
        fits = regex.search(rules.pattern, value, timeout=_PATTERN_SECONDS)
    except TimeoutError:
        fits = None
    if not fits:
        yield localized(rules.pattern_message) or _("This does not have the expected form.")


def _email(component: Component, value: Any) -> Iterable[str]:
    if component.validation.email and isinstance(value, str):
        try:
            _EMAIL(value)
        except ValidationError:
            yield _("This is no e-mail address.")


_RULES: tuple[Callable[[Component, Any], Iterable[str]], ...] = (_length, _range, _pattern, _email)


def _flat(messages: Any, prefix: str = "") -> dict[str, list[str]]:
    """Nested messages by the names of inputs."""
    flat: dict[str, list[str]] = {}
    for name, inner in messages.items():
        full = f"{prefix}{name}"
        if isinstance(inner, Mapping):
            flat.update(_flat(inner, f"{full}-"))
        else:
            flat[full] = [str(words) for words in inner]
    return flat
