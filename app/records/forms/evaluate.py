"""What a form looks like for given values: which components are hidden, and what is computed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.engine import Actor
from app.feel import FeelLimitError
from app.records.fields import BooleanField, DecimalField, RowsField
from app.records.forms.context import as_context, record_field, row_field
from app.records.forms.copies import as_inputs, copy_into
from app.records.forms.model import Component, Form
from app.records.forms.values import read_value
from app.records.types import Field, Showing, ValueRefused, registry
from app.records.values.computed import Formula, formulas_of


@dataclass(frozen=True)
class Evaluation:
    """A form over its values.

    Attributes:
        hidden: addresses of hidden components: the component's id, or `<id of the list>-<row>-<id>` inside a list.
        computed: values of `expression` components and of texts that begin with `=`, by address; the sum of a column
            of a list by `<id of the list>-total-<id>`.
        words: what a page shows of them.
        filled: what picked records bring into empty inputs of their rows, by address: `value`, and perhaps `text`.
    """

    hidden: frozenset[str] = frozenset()
    computed: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def is_hidden(self, component: Component, row: tuple[str, int] | None = None) -> bool:
        return address(component, row) in self.hidden

    def as_patch(self, form: Form) -> dict[str, Any]:
        """What a page needs to bring itself up to date: `{"hidden": {address: bool}, "computed": {address: text},
        "filled": {address: {"value": …, "text": …}}}`.

        It never touches what is being typed.
        """
        shown = {each.id: False for each in form.walk() if each.hide}
        patch = {"hidden": shown | dict.fromkeys(sorted(self.hidden), True), "computed": dict(self.words)}
        return {**patch, "filled": dict(self.filled)} if self.filled else patch


NOTHING_HIDDEN = Evaluation()


def address(component: Component, row: tuple[str, int] | None = None) -> str:
    """How a component is called on the page: its id, inside a list with the list's id and the row before it."""
    return f"{row[0]}-{row[1]}-{component.id}" if row else component.id


def evaluate(
    form: Form, raw: Mapping[str, Any], scope: Mapping[str, Any] | None = None, actor: Actor | None = None
) -> Evaluation:
    """Find what is hidden and what is computed.

    Parameters:
        raw: values by key, typed or as they were posted; what cannot be read counts as null.
        scope: further names: the record's fields, `user`, `record`; what is in `raw` wins.
        actor: who fills the form; of the records that `raw` points to only what they may read is known.

    A field that is hidden counts as null for the others, so two rounds are made.
    """
    known = dict.fromkeys(each.key for each in form.inputs()) | dict(scope or {})
    values = {each.key: _lenient(form, each, raw[each.key], actor) for each in form.inputs() if each.key in raw}
    first = _Round(form, known | values).run()
    gone = {each.key: None for each in form.inputs() if each.id in first.hidden}
    if not gone:
        return first
    second = _Round(form, known | values | gone).run()
    return Evaluation(first.hidden | second.hidden, second.computed, second.words, second.filled)


def is_live(form: Form) -> bool:
    """Whether something must be computed again while the form is filled: conditions, formulas, sums of columns."""
    lists = (record_field(form, each) for each in form.walk() if each.type == "dynamiclist")
    return form.has_conditions or any(isinstance(each, RowsField) and (each.totals or each.copying) for each in lists)


def scope_for_scripts(form: Form, scope: Mapping[str, Any]) -> str:
    """What conditions read besides the inputs that a person fills, as JSON: a page sends it back with what is typed.

    It decides only what is shown meanwhile; a submission is checked over the real values.
    """
    filled = {each.key for each in form.inputs() if not each.disabled}
    wanted: dict[str, Any] = {}
    shown = [feel for each in form.walk() for feel in (each.hide, each.expression) if feel]
    unseen = [formula.expression for formula in _unseen_formulas(form) if not formula.rows]
    for path in (path for feel in [*shown, *unseen] for path in feel.reads):
        name = path[0]
        if name in filled or name not in scope:
            continue
        value = scope[name]
        if len(path) > 1 and isinstance(value, Mapping):
            wanted.setdefault(name, {})[path[1]] = _plain(value.get(path[1]))
        else:
            wanted[name] = _plain(value)
    return json.dumps(wanted, ensure_ascii=False, sort_keys=True)


def _unseen_formulas(form: Form) -> list[Formula]:
    """What is computed in the record and its rows without being in the form; what the form shows may follow from it."""
    declared = registry.get(form.record_type) if form.record_type else None
    if declared is None:
        return []
    shown = list(form.outside_lists())
    seen = {each.key for each in shown}
    seen |= {f"{rows.key}.{each.key}" for rows in shown if rows.type == "dynamiclist" for each in rows.components}
    return [each for each in formulas_of(declared) if each.key not in seen]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {"id": value.get("id")}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)


def _lenient(form: Form, component: Component, raw: Any, actor: Actor | None) -> Any:
    if component.type == "dynamiclist":
        inner = list(Form("", component.components).inputs())
        rows = raw if isinstance(raw, (list, tuple)) else []
        return [
            {
                each.key: _lenient_value(each, row.get(each.key), row_field(form, component, each), actor)
                for each in inner
            }
            for row in rows
            if isinstance(row, Mapping)
        ]
    return _lenient_value(component, raw, record_field(form, component), actor)


def _lenient_value(component: Component, raw: Any, field: Field | None, actor: Actor | None) -> Any:
    try:
        value = read_value(component, raw, field)
    except ValueRefused:
        return None
    return as_context(component, field, value, actor)


MOST_PASSES = 5
"""How often values that are computed from computed values are computed again at most."""


class _Round:
    def __init__(self, form: Form, scope: dict[str, Any]) -> None:
        self._form = form
        self._scope = scope
        self._unseen = _unseen_formulas(form)
        self._hidden: set[str] = set()
        self._computed: dict[str, Any] = {}
        self._words: dict[str, str] = {}
        self._filled: dict[str, Mapping[str, str]] = {}

    def run(self) -> Evaluation:
        for _pass in range(MOST_PASSES):
            before = dict(self._computed)
            self._hidden = set()
            for formula in self._unseen:
                if not formula.rows:
                    self._follow(formula, self._scope, self._scope)
            self._all(self._form.components, self._scope, None, False)
            if self._computed == before and not self._unseen:
                break
        return Evaluation(frozenset(self._hidden), self._computed, self._words, self._filled)

    def _all(
        self, components: Iterable[Component], scope: dict[str, Any], row: tuple[Component, int] | None, hidden: bool
    ) -> None:
        for component in components:
            self._one(component, scope, row, hidden)

    def _one(
        self, component: Component, scope: dict[str, Any], row: tuple[Component, int] | None, hidden: bool
    ) -> None:
        name = address(component, (row[0].id, row[1]) if row else None)
        if hidden or (component.hide and self._value(component.hide, scope) is True):
            hidden = True
            self._hidden.add(name)
        if component.expression and not hidden:
            self._compute(component, name, scope, row)
        if component.type == "group":
            self._all(component.components, scope, row, hidden)
        elif component.type == "dynamiclist":
            rows = scope.get(component.key) or []
            for number, values in enumerate(rows):
                self._copy(component, number, values)
                for formula in self._unseen:
                    if formula.rows == component.key:
                        self._follow(formula, {**scope, **values}, values)
                inner = {**scope, **values, "this": values, "parent": scope, "i": number + 1}
                self._all(component.components, inner, (component, number), hidden)
            self._total(component, rows)

    def _compute(
        self, component: Component, name: str, scope: dict[str, Any], row: tuple[Component, int] | None
    ) -> None:
        value = self._value(component.expression, scope)
        edited = row_field(self._form, row[0], component) if row else record_field(self._form, component)
        if edited is not None and value is not None:
            value = _fitting(edited, value)
        self._computed[name] = value
        self._words[name] = edited.words(value) if edited is not None else plain_words(value)
        if component.key:
            scope[component.key] = value
            if row:
                scope["this"][component.key] = value

    def _follow(self, formula: Formula, scope: Mapping[str, Any], into: dict[str, Any]) -> None:
        """Compute what the form does not show."""
        value = self._value(formula.expression, scope)
        into[formula.field.name] = None if value is None else _fitting(formula.field, value)

    def _copy(self, component: Component, number: int, values: dict[str, Any]) -> None:
        rows = record_field(self._form, component)
        if isinstance(rows, RowsField):
            for each, shown in as_inputs(component.components, copy_into(rows, values)):
                self._filled[address(each, (component.id, number))] = shown

    def _total(self, component: Component, rows: Sequence[Mapping[str, Any]]) -> None:
        """The sums of the columns of a table."""
        field = record_field(self._form, component)
        if not isinstance(field, RowsField):
            return
        if field.subtotals:  # words without a column of their own
            self._words[f"{component.id}-total-"] = "\n".join(field.subtotal_words(rows, Showing()))
        sums = field.sums(rows)
        for inner in component.components:
            column = field.inner(inner.key)
            if column is not None and inner.key in sums:
                name = f"{component.id}-total-{inner.id}"
                self._computed[name] = sums[inner.key]
                self._words[name] = column.words(sums[inner.key])

    def _value(self, expression: Any, scope: Mapping[str, Any]) -> Any:
        try:
            return expression.evaluate(scope)
        except FeelLimitError:
            return None


def _fitting(edited: Field, value: Any) -> Any:
    try:
        return edited.fit(value)
    except ValueRefused:
        return None


def plain_words(value: Any) -> str:
    """A computed value that belongs to no field, in words: numbers as the language writes them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return BooleanField("", "").words(value)
    return DecimalField("", "", scale=10).words(value) if isinstance(value, (int, Decimal)) else str(value)
