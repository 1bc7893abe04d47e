"""Changing a record by one of its forms, or by one field of it."""

from collections.abc import Mapping
from typing import Any

from app.engine import Actor, unit_of_work
from app.records.commands import edits
from app.records.commands.conflicts import choices_of
from app.records.forms.model import Form
from app.records.forms.posted import read_post
from app.records.pages.card.page import Card
from app.records.types import RecordType


def change(card: Card, form: Form, posted: Mapping[str, Any], revision: int | None) -> Any:
    """Write what was given to a form into the record.

    Parameters:
        posted: the fields of the request.
        revision: the record's revision that the person saw.

    Returns:
        The record.

    Raises:
        FormRefused, RecordRefused, Refusal
        NotFound, Forbidden
        Conflict: somebody changed the same fields in the meantime.
    """
    values = read_post(form, posted)
    with unit_of_work(card.actor) as unit:
        return edits.update(
            unit,
            card.record_type,
            card.record.id,
            values,
            form=form,
            revision=revision,
            choices=choices_of(posted),
        )


def create(record_type: RecordType, form: Form, posted: Mapping[str, Any], actor: Actor) -> Any:
    """Add a record out of a form.

    Raises:
        FormRefused, RecordRefused, Refusal
        Forbidden: the actor may not create records of this type.
    """
    with unit_of_work(actor) as unit:
        return edits.create(unit, record_type, read_post(form, posted), form)
