"""Holds what somebody gave to a form to the checks of the form."""

from collections import ChainMap
from collections.abc import Collection, Mapping
from typing import Any

from app.engine import Actor
from app.feel import FeelLimitError
from app.i18n import gettext as _
from app.i18n import localized
from app.records.checks.model import Check
from app.records.forms.context import as_context, record_field, row_field
from app.records.forms.model import Component, Form


def broken_checks(
    form: Form,
    values: Mapping[str, Any],
    scope: Mapping[str, Any],
    actor: Actor | None,
    unreadable: Collection[str] = (),
) -> dict[str, list[str]]:
    """The words of the checks that are broken, by name of the input.

    Parameters:
        values: typed, by key, of what is shown; what is hidden counts as null.
        scope: further names: the record's fields, `user`, `record`.
        actor: who filled the form; of the records that the values point to only what they may read is known.
        unreadable: keys of what could not be read: nothing is said of checks that need them.
    """
    given = dict.fromkeys(each.key for each in form.inputs()) | dict(scope)
    given |= {
        each.key: _feel(form, each, values.get(each.key), actor) for each in form.inputs() if _is_open(each, values)
    }
    problems: dict[str, list[str]] = {}
    for check in form.checks:
        if _needs(check, form, unreadable):
            continue
        for row, names in _scopes(check, given):
            words = _judged(check, names)
            for place in check.places(row) if words else ():
                problems.setdefault(place, []).append(words)
    return problems


def _needs(check: Check, form: Form, keys: Collection[str]) -> bool:
    """Whether the check looks at one of these keys."""
    own = ("record", form.record_type)
    read = {path[1] if len(path) > 1 and path[0] in own else path[0] for path in check.expression.reads}
    return not read.union(check.fields, [check.rows]).isdisjoint(keys)


def _is_open(component: Component, values: Mapping[str, Any]) -> bool:
    """Whether the form decides the value; what it only shows is the record's."""
    return component.key in values or not component.disabled


def _scopes(check: Check, given: Mapping[str, Any]) -> list[tuple[int | None, Mapping[str, Any]]]:
    if not check.rows:
        return [(None, given)]
    return [(number, ChainMap(row, given)) for number, row in enumerate(given.get(check.rows) or [])]  # type: ignore[arg-type]


def _judged(check: Check, scope: Mapping[str, Any]) -> str:
    try:
        return localized(check.message) if check.expression.evaluate(scope) is False else ""
    except FeelLimitError as error:
        return _("This cannot be computed: %(why)s", why=str(error))


def _feel(form: Form, component: Component, value: Any, actor: Actor | None) -> Any:
    if component.type != "dynamiclist":
        return as_context(component, record_field(form, component), value, actor)
    inner = list(Form("", component.components).inputs())
    return [
        {each.key: as_context(each, row_field(form, component, each), row.get(each.key), actor) for each in inner}
        for row in value or []
    ]
