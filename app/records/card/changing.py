"""Changing a record by one of its forms, or by one field of it."""

from collections.abc import Mapping
from typing import Any

from app.engine import unit_of_work
from app.engine.actor import Actor
from app.records.card.conflict import without_given_up
from app.records.card.page import Card
from app.records.commands import create_record, update_record
from app.records.forms.filling import submitted
from app.records.forms.model import Form
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
    fields = fields_of(form, posted, card.values, card.actor)
    with unit_of_work(card.actor) as unit:
        return update_record(
            unit, card.record_type, card.record.id, without_given_up(fields, posted), revision=revision
        )


def create(record_type: RecordType, form: Form, posted: Mapping[str, Any], actor: Actor) -> Any:
    """Add a record out of a form.

    Raises:
        FormRefused, RecordRefused, Refusal
        Forbidden: the actor may not create records of this type.
    """
    fields = fields_of(form, posted, {"status": None}, actor)
    with unit_of_work(actor) as unit:
        return create_record(unit, record_type, fields)


def fields_of(form: Form, posted: Mapping[str, Any], values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The fields of the record in a posted form.

    Parameters:
        values: the record's typed values, which the form's conditions read.

    Raises:
        FormRefused
    """
    return submitted(form, posted, values, actor=actor)[0]
