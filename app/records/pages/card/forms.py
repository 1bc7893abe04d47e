"""The forms of a record type by their use, and the forms of one card."""

from collections.abc import Collection
from typing import Any

from app.engine import NotFound, artifact
from app.records.forms.added_fields import with_added_fields
from app.records.forms.field_views import FieldView, FormView
from app.records.forms.filling import drawn, only, without
from app.records.forms.model import Form
from app.records.pages.card.page import Card
from app.records.routing import record_address
from app.records.types import RecordType
from app.records.values.computed import is_writable


def form_for(record_type: RecordType, use: str) -> Form:
    """The form of that use (`properties`, `contacts`).

    Raises:
        NotFound: the record type has no such form, or it is not deployed.
    """
    key = record_type.forms.get(use)
    if key is None:
        raise NotFound()
    return with_added_fields(artifact("form", key).parsed)


def card_form(card: Card, use: str, leaving_out: Collection[str] = (), **drawing: Any) -> FormView:
    """A form of the card with the record's values.

    Parameters:
        leaving_out: lists that are not drawn.
        drawing: as of `drawn`.
    """
    form = without(form_for(card.record_type, use), leaving_out)
    return drawn(
        form,
        card.values,
        names=card.names,
        locked=card.locked,
        actor=card.actor,
        upload_address=upload_address(card),
        **drawing,
    )


def upload_address(card: Card) -> str:
    """Where files for the record are handed over while a form of it is filled."""
    return record_address(card.record_type, card.record.id, "files")


def field_form(card: Card, name: str) -> Form:
    """A form of the field alone, out of the first form of the record type that has it.

    Raises:
        NotFound: no form has the field.
    """
    for use in card.record_type.forms:
        if use == "status":
            continue
        alone = only(form_for(card.record_type, use), name)
        if alone is not None:
            return alone
    raise NotFound()


def editable(card: Card, view: FieldView) -> bool:
    """Whether the actor may change the field where it stands."""
    name = view.component.key
    if not card.may_write or name in card.locked or view.component.disabled or not card.record_type.has_field(name):
        return False
    return is_writable(card.record_type, card.record_type.field(name))


def is_shown(card: Card, view: FieldView) -> bool:
    """Whether the properties show the component, or something that is in it; people to talk to have a widget."""
    if view.hidden:
        return False
    if view.type == "group":
        return any(is_shown(card, each) for row in view.rows for each in row)
    if view.type == "dynamiclist":
        return view.is_table or view.component.key != card.record_type.contacts
    return view.component.is_input or view.is_computed


def filled_columns(card: Card, view: FieldView) -> list[str]:
    """The fields of a list that say something in one of the rows; of a list that is a table: all that it has."""
    names = [each.key for each in view.component.components]
    if view.is_table:
        return names
    rows = card.value(view.component.key) or []
    return [name for name in names if any(row.get(name) not in (None, "", [], False) for row in rows)] or names
