"""Draws the fields of a form. The page around them has the `<form>`, its buttons and the CSRF field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import get_timezone
from markupsafe import Markup

from app.bounds import whole_numbers
from app.engine import Actor
from app.files import FileReference
from app.i18n import localized
from app.records.fields import RowsField
from app.records.forms.attached import accepted_by, held_files
from app.records.forms.context import Choice, Choices, record_field
from app.records.forms.evaluate import NOTHING_HIDDEN, Evaluation, address, evaluate, is_live, scope_for_scripts
from app.records.forms.field_views import FieldView, FormView, ItemView
from app.records.forms.fillers import filler_label
from app.records.forms.model import Component, Form
from app.records.forms.posted import input_name
from app.records.forms.values import file_ids, show_value
from app.records.routing import record_address
from app.records.types import NO_ACCESS, no_access_words, registry
from app.records.values.rich_text import clean_rich_text

#: Stands for the number in the row that scripts copy to add one.
NEW_ROW = "__row__"


@dataclass(frozen=True)
class Drawing:
    """Everything that is the same for all fields of one drawing.

    Attributes:
        choices: lists and names.
        errors: words by name of the input.
        prefix: goes before every id, so that several forms fit on one page.
        zone: in which moments are shown; None: the person's.
        picker_address: the address that a picker of an entity asks.
        create_address: the page on which a picker's missing record is made, empty when it cannot be made there.
        upload_address: where files are handed over while the form is filled, empty when they come with the form only.
        read_only: nothing may be changed.
        locked: keys of what this person may not change.
        actor: who looks at it, as of `evaluate`.
    """

    choices: Choices
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    evaluation: Evaluation = NOTHING_HIDDEN
    prefix: str = ""
    zone: tzinfo | None = None
    picker_address: Callable[[str], str] = "/pickers/{}".format
    create_address: Callable[[str], str] = lambda entity: ""
    upload_address: str = ""
    read_only: bool = False
    locked: frozenset[str] = frozenset()
    actor: Actor | None = None


def form_view(
    form: Form,
    values: Mapping[str, Any],
    drawing: Drawing,
    *,
    scope: Mapping[str, Any] | None = None,
    evaluate_address: str = "",
) -> FormView:
    """Prepare a form for drawing.

    Parameters:
        values: by key; typed, or raw as a person left them.
        scope: further names that conditions read.
        evaluate_address: where scripts ask for a patch while the form is filled, when not at the forms' own address.
    """
    values = with_defaults(form, values)
    drawing = replace(drawing, evaluation=evaluate(form, values, scope, drawing.actor))
    drawing = replace(drawing, zone=drawing.zone or get_timezone() or UTC)
    asks = is_live(form) and not drawing.read_only
    if asks and not evaluate_address:
        evaluate_address = url_for("record_forms.evaluate_form", key=form.key)
    names = _picked_names(form, values, drawing.choices)
    files = held_files(form, values, drawing.choices)
    rows = _Views(form, drawing, names, files).rows(form.components, values, None)
    keys = {view.name for row in rows for each in row for view in each.with_inner()}
    general = [words for name, errors in drawing.errors.items() if name not in keys for words in errors]
    similar = "" if drawing.read_only else _similar_address(form)
    if not asks:
        return FormView(form, rows, general_errors=general, similar_address=similar)
    sent = scope_for_scripts(form, {**(scope or {}), **values})
    return FormView(form, rows, evaluate_address, sent, general, similar)


def _similar_address(form: Form) -> str:
    """Where scripts ask for records that have the same, when the form has what tells."""
    record_type = registry.get(form.record_type) if form.record_type else None
    keys = {component.key for component in form.inputs()}
    told = {name.partition(".")[0] for group in (record_type.duplicates if record_type else ()) for name in group}
    return f"{record_address(record_type)}/similar" if record_type and keys & told else ""


def with_defaults(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with the form's own defaults where none is given."""
    defaults = {each.key: each.default for each in form.inputs() if each.default is not None}
    return defaults | dict(values)


def changed_rows(form: Form, posted: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """The raw values with a row added, removed or moved, when that is what was pressed (without scripts); else None.

    The buttons are named `_add_row` (value: the list's key), `_remove_row` (`contacts-2`), `_move_up` and `_move_down`.
    """
    added, removed = posted.get("_add_row"), posted.get("_remove_row")
    up, down = posted.get("_move_up"), posted.get("_move_down")
    key, _, number = (removed or up or down or "").rpartition("-")
    key = added or key
    component = form.component(key) if key else None
    if component is None or component.type != "dynamiclist":
        return None
    rows = list(raw.get(key) or [])
    if added:
        rows.append({})
    elif whole_numbers([number]) and int(number) < len(rows):
        row = rows.pop(int(number))
        if not removed:
            rows.insert(max(int(number) + (-1 if up else 1), 0), row)
    return {**raw, key: rows}


def _picked_names(form: Form, values: Mapping[str, Any], choices: Choices) -> dict[str, Mapping[int, str]]:
    """The names of everything that pickers hold, asked for once per entity."""
    wanted: dict[str, set[int]] = {}
    for entity, value in _picked(form.components, values):
        ids = value if isinstance(value, (list, tuple, set)) else [value]
        wanted.setdefault(entity, set()).update(whole_numbers(ids))
    return {entity: choices.names(entity, ids) for entity, ids in wanted.items() if ids}


def _unnamed(entity: str, identifier: int | None = None) -> str:
    """What stands for a record that is not there or that the person may not read: which of both is not told."""
    declared = registry.get(entity)
    return no_access_words(declared.label) if declared else str(identifier or "")


def _picked(components: Iterable[Component], values: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for component in components:
        if component.entity and values.get(component.key):
            yield component.entity, values[component.key]
        elif component.type == "group":
            yield from _picked(component.components, values)
        elif component.type == "dynamiclist":
            for row in values.get(component.key) or []:
                yield from _picked(component.components, row)


class _Views:
    def __init__(
        self,
        form: Form,
        drawing: Drawing,
        names: Mapping[str, Mapping[int, str]],
        files: Mapping[int, FileReference],
    ) -> None:
        self._form = form
        self._drawing = drawing
        self._names = names
        self._files = files

    def rows(
        self, components: Iterable[Component], values: Mapping[str, Any], row: tuple[str, str, Any] | None
    ) -> list[list[FieldView]]:
        """Components by the rows of their grid.

        Parameters:
            row: id and key of the list, and number of the row, when they are in a dynamic list.
        """
        by_row = groupby(components, key=lambda component: component.row)
        return [[self._view(component, values, row) for component in group] for _row, group in by_row]

    def _view(self, component: Component, values: Mapping[str, Any], row: tuple[str, str, Any] | None) -> FieldView:
        drawing = self._drawing
        name = input_name(component, (row[1], row[2]) if row else None)
        place = address(component, (row[0], row[2]) if row else None)
        value = values.get(component.key) if component.key else None
        view = FieldView(
            component=component,
            id=f"{drawing.prefix}{place}",
            name=name,
            address=place,
            label=localized(component.label),
            help=localized(component.description),
            errors=drawing.errors.get(name, ()),
            hidden=place in drawing.evaluation.hidden,
            disabled=component.disabled or drawing.read_only or (row is None and component.key in drawing.locked),
            content=self._content(component, place),
            filler="" if row or drawing.read_only else filler_label(self._form, component.key),
        )
        if component.type == "group":
            return replace(view, rows=self.rows(component.components, values, row))
        if component.type == "dynamiclist":
            return self._list(view, value)
        if component.is_file:
            return self._with_files(view, value, row[1] if row else "")
        return self._with_value(view, value) if component.is_input else view

    def _with_files(self, view: FieldView, value: Any, rows: str) -> FieldView:
        path = f"{rows}.{view.component.key}" if rows else view.component.key
        address = self._drawing.upload_address
        return replace(
            view,
            files=[self._files[each] for each in file_ids(value) if each in self._files],
            upload=f"{address}?field={path}" if address else "",
            accept=accepted_by(self._form, path),
        )

    def _with_value(self, view: FieldView, value: Any) -> FieldView:
        component = view.component
        shown = show_value(component, value, self._drawing.zone or UTC)
        if not component.entity:
            return replace(view, value=shown, choices=self._drawing.choices.options(component))
        names = self._names.get(component.entity, {})
        given = shown if component.is_list else [shown] if shown else []
        chosen = [
            Choice(str(each), names.get(each) or _unnamed(component.entity, each)) for each in whole_numbers(given)
        ]
        if NO_ACCESS in given:
            chosen.append(Choice(str(NO_ACCESS), _unnamed(component.entity)))
        return replace(
            view,
            value=shown,
            chosen=chosen,
            choices=self._drawing.choices.options(component),
            picker=self._drawing.picker_address(component.entity),
            create=self._drawing.create_address(component.entity),
        )

    def _list(self, view: FieldView, value: Any) -> FieldView:
        rows = [row for row in value or [] if isinstance(row, Mapping)] if isinstance(value, (list, tuple)) else []
        items = [self._item(view.component, number, row) for number, row in enumerate(rows)]
        prefix, words = f"{view.component.id}-total-", self._drawing.evaluation.words
        totals = {name.removeprefix(prefix): said for name, said in words.items() if name.startswith(prefix)}
        blank = self._item(view.component, NEW_ROW, {})
        field = record_field(self._form, view.component)
        copying = field.copying if isinstance(field, RowsField) else ()
        return replace(view, items=items, blank=blank, totals=totals, copying=copying)

    def _item(self, component: Component, number: int | str, values: Mapping[str, Any]) -> ItemView:
        title = localized(component.words("rowTitle"))
        named = values.get(component.properties.get("rowTitleField", ""))
        rows = self.rows(component.components, values, (component.id, component.key, number))
        rows = [[self._with_total(component, each) for each in row] for row in rows]
        return ItemView(number, f"{title}: {named}" if title and named else title, rows, values.get("id") or "")

    def _with_total(self, rows: Component, view: FieldView) -> FieldView:
        field = record_field(self._form, rows)
        totals = field.totals if isinstance(field, RowsField) else ()
        return replace(view, is_totalled=view.component.key in totals)

    def _content(self, component: Component, place: str) -> Any:
        if component.type == "html":
            return Markup(clean_rich_text(localized(component.content)))
        if place in self._drawing.evaluation.computed:
            return self._drawing.evaluation.words[place]
        return localized(component.content)
