"""A form of a record while somebody fills it: drawn with what is known, taken with what is wrong said in words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.access.session import optional_actor
from app.engine import Actor, person_context
from app.htmx import in_dialog
from app.records.forms.context import RecordChoices, record_scope
from app.records.forms.field_views import FormView
from app.records.forms.fillers import FILL, filled
from app.records.forms.model import Component, Form
from app.records.forms.posted import read_post
from app.records.forms.render import Drawing, changed_rows, form_view
from app.records.forms.schema import submit
from app.records.rights import may_create
from app.records.types import registry

Names = Mapping[tuple[str, int], str]


class FormRefused(Exception):
    """Values do not fit the form.

    Attributes:
        errors: words by name of the input.
    """

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


class _KnownNames(RecordChoices):
    """Lists and names as the actor may read them; names that the page knows already are not asked for again."""

    def __init__(self, form: Form, known: Names, actor: Actor | None) -> None:
        super().__init__(form, actor)
        self._known = known

    def names(self, entity: str, ids: Iterable[int]) -> Mapping[int, str]:
        wanted = set(ids)
        found = {each: self._known[entity, each] for each in wanted if (entity, each) in self._known}
        missing = wanted - found.keys()
        return {**found, **super().names(entity, missing)} if missing else found


def drawn(
    form: Form,
    values: Mapping[str, Any],
    *,
    names: Names | None = None,
    posted: Mapping[str, Any] | None = None,
    errors: Mapping[str, list[str]] | None = None,
    prefix: str = "",
    read_only: bool = False,
    locked: frozenset[str] = frozenset(),
    actor: Actor | None = None,
    evaluate_address: str = "",
    upload_address: str = "",
) -> FormView:
    """Prepare a form for drawing.

    Parameters:
        values: the record's typed values by field; the form shows those that it has, its conditions read all.
        names: display names that are known already, by (record type or `person`, id): of what a record points to that
            the actor may read.
        posted: what somebody typed and sent, shown in the place of the values.
        errors: words by name of the input.
        prefix: goes before every id on the page, so that several forms fit on it.
        locked: fields of the record that this person may not change.
        upload_address: where files are handed over while the form is filled; they come with the form in any case.
        actor: who looks at it: what conditions read as `user`, and whose rights decide what of other records is read.
    """
    shown, told = dict(values), None
    if posted is not None:
        raw = read_post(form, posted)
        told = filled(form, posted, raw)
        shown.update({**raw, **told.values} if told else changed_rows(form, posted, raw) or raw)
    drawing = Drawing(
        _KnownNames(form, names or {}, actor),
        actor=actor,
        errors=errors or {},
        prefix=f"{prefix}-" if prefix else "",
        read_only=read_only,
        locked=locked,
        create_address=create_address,
        upload_address=upload_address,
    )
    view = form_view(form, shown, drawing, scope=form_scope(form, values, actor), evaluate_address=evaluate_address)
    return replace(view, filled=told)


def create_address(entity: str) -> str:
    """Where a picker's missing record is made: nowhere inside a dialog, since there is only one at a time."""
    actor, record_type = optional_actor(), registry.get(entity)
    if record_type is None or actor is None or in_dialog() or not may_create(record_type, actor):
        return ""
    return f"/{record_type.plural}/new"


def submitted(
    form: Form,
    posted: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    actor: Actor | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What somebody gave to a form.

    Parameters:
        posted: the fields of the request, of which only the form's own are read.
        values: the record's typed values by field, which conditions read.

    Returns:
        Fields of the record, and process variables.

    Raises:
        FormRefused: with words for each input that does not fit.
    """
    scope = form_scope(form, values, actor)
    found = submit(form, read_post(form, posted), RecordChoices(form, actor), scope, actor=actor)
    if not found.is_valid:
        raise FormRefused(found.errors)
    return found.record_fields, found.variables


def rows_changed(form: Form, posted: Mapping[str, Any]) -> bool:
    """Whether what was pressed only changes the form: a row more or less without scripts, what a source fills in."""
    return bool(posted.get(FILL)) or changed_rows(form, posted, read_post(form, posted)) is not None


def only(form: Form, name: str) -> Form | None:
    """The form with one component alone, as wide as the page; None when it has no such input."""
    component = form.component(name)
    if component is None:
        return None
    alone: Component = replace(component, columns=None, hide=None)
    return replace(form, components=(alone,), tabs=False)


def without(form: Form, names: Collection[str]) -> Form:
    """The form without the lists of these names, wherever they stand in it."""
    return replace(form, components=_without(form.components, names)) if names else form


def _without(components: tuple[Component, ...], names: Collection[str]) -> tuple[Component, ...]:
    kept = (each for each in components if each.type != "dynamiclist" or each.key not in names)
    return tuple(
        replace(each, components=_without(each.components, names)) if each.type == "group" else each for each in kept
    )


def form_scope(form: Form, values: Mapping[str, Any], actor: Actor | None) -> dict[str, Any]:
    """What conditions read besides the inputs: the record's typed values, and the actor as `user`."""
    scope = record_scope(form, values, actor)
    if actor is not None:
        scope["user"] = person_context(actor)
    return scope
