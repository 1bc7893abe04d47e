"""What a form looks like for given values: which components are hidden, and what is computed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.feel import FeelLimitError
from app.records.forms.context import as_context, record_field, row_field
from app.records.forms.model import Component, Form
from app.records.forms.values import read_value
from app.records.types import Field, ValueRefused


@dataclass(frozen=True)
class Evaluation:
    """A form over its values.

    Attributes:
        hidden: addresses of hidden components: the component's id, or `<id of the list>-<row>-<id>` inside a list.
        computed: values of `expression` components and of texts that begin with `=`, by address.
    """

    hidden: frozenset[str] = frozenset()
    computed: Mapping[str, Any] = field(default_factory=dict)

    def is_hidden(self, component: Component, row: tuple[str, int] | None = None) -> bool:
        return address(component, row) in self.hidden

    def as_patch(self, form: Form) -> dict[str, Any]:
        """What a page needs to bring itself up to date: `{"hidden": {address: bool}, "computed": {address: text}}`.

        It never touches what is being typed.
        """
        shown = {each.id: False for each in form.walk() if each.hide}
        return {
            "hidden": shown | dict.fromkeys(sorted(self.hidden), True),
            "computed": {name: "" if value is None else str(value) for name, value in self.computed.items()},
        }


NOTHING_HIDDEN = Evaluation()


def address(component: Component, row: tuple[str, int] | None = None) -> str:
    """How a component is called on the page: its id, inside a list with the list's id and the row before it."""
    return f"{row[0]}-{row[1]}-{component.id}" if row else component.id


def evaluate(form: Form, raw: Mapping[str, Any], scope: Mapping[str, Any] | None = None) -> Evaluation:
    """Find what is hidden and what is computed.

    Parameters:
        raw: values by key, typed or as they were posted; what cannot be read counts as null.
        scope: further names: the record's fields, `user`, `record`; what is in `raw` wins.

    A field that is hidden counts as null for the others, so two rounds are made.
    """
    known = dict.fromkeys(each.key for each in form.inputs()) | dict(scope or {})
    values = {each.key: _lenient(form, each, raw[each.key]) for each in form.inputs() if each.key in raw}
    first = _Round(form, known | values).run()
    gone = {each.key: None for each in form.inputs() if each.id in first.hidden}
    if not gone:
        return first
    second = _Round(form, known | values | gone).run()
    return Evaluation(first.hidden | second.hidden, second.computed)


def scope_for_scripts(form: Form, scope: Mapping[str, Any]) -> str:
    """What conditions read besides the inputs that a person fills, as JSON: a page sends it back with what is typed.

    It decides only what is shown meanwhile; a submission is checked over the real values.
    """
    filled = {each.key for each in form.inputs() if not each.disabled}
    wanted: dict[str, Any] = {}
    for path in (path for each in form.walk() for feel in (each.hide, each.expression) if feel for path in feel.reads):
        name = path[0]
        if name in filled or name not in scope:
            continue
        value = scope[name]
        if len(path) > 1 and isinstance(value, Mapping):
            wanted.setdefault(name, {})[path[1]] = _plain(value.get(path[1]))
        else:
            wanted[name] = _plain(value)
    return json.dumps(wanted, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {"id": value.get("id")}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)


def _lenient(form: Form, component: Component, raw: Any) -> Any:
    if component.type == "dynamiclist":
        inner = list(Form("", component.components).inputs())
        rows = raw if isinstance(raw, (list, tuple)) else []
        return [
            {each.key: _lenient_value(each, row.get(each.key), row_field(form, component, each)) for each in inner}
            for row in rows
            if isinstance(row, Mapping)
        ]
    return _lenient_value(component, raw, record_field(form, component))


def _lenient_value(component: Component, raw: Any, field: Field | None) -> Any:
    try:
        value = read_value(component, raw, field)
    except ValueRefused:
        return None
    if field is not None:
        return field.feel(value)
    if not component.entity:
        return value
    return (
        [as_context(component.entity, each) for each in value]
        if isinstance(value, list)
        else as_context(component.entity, value)
    )


class _Round:
    def __init__(self, form: Form, scope: dict[str, Any]) -> None:
        self._form = form
        self._scope = scope
        self._hidden: set[str] = set()
        self._computed: dict[str, Any] = {}

    def run(self) -> Evaluation:
        self._all(self._form.components, self._scope, None, False)
        return Evaluation(frozenset(self._hidden), self._computed)

    def _all(
        self, components: Iterable[Component], scope: dict[str, Any], row: tuple[str, int] | None, hidden: bool
    ) -> None:
        for component in components:
            self._one(component, scope, row, hidden)

    def _one(self, component: Component, scope: dict[str, Any], row: tuple[str, int] | None, hidden: bool) -> None:
        name = address(component, row)
        if hidden or (component.hide and self._value(component.hide, scope) is True):
            hidden = True
            self._hidden.add(name)
        if component.expression and not hidden:
            value = self._computed[name] = self._value(component.expression, scope)
            if component.key:
                scope[component.key] = value
        if component.type == "group":
            self._all(component.components, scope, row, hidden)
        elif component.type == "dynamiclist":
            for number, values in enumerate(scope.get(component.key) or []):
                inner = {**scope, **values, "this": values, "parent": scope, "i": number + 1}
                self._all(component.components, inner, (component.id, number), hidden)

    def _value(self, expression: Any, scope: Mapping[str, Any]) -> Any:
        try:
            return expression.evaluate(scope)
        except FeelLimitError:
            return None
