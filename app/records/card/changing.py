"""Changing a record by one of its forms, or by one field of it."""

from collections.abc import Mapping
from typing import Any

from app.engine import Actor, Refusal, unit_of_work
from app.records.card.conflict import without_given_up
from app.records.card.page import Card
from app.records.commands import create_record, update_record
from app.records.errors import RecordRefused
from app.records.forms.filling import FormRefused, submitted
from app.records.forms.model import Form
from app.records.types import RecordType


class ChangeRefused(Exception):
    """Values do not fit, or the diagram says no; nothing was changed.

    Attributes:
        problem: words for the whole form, or empty.
        errors: words by name of the input.
    """

    def __init__(self, problem: str = "", errors: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.errors = dict(errors or {})


def change(card: Card, form: Form, posted: Mapping[str, Any], revision: int | None) -> Any:
    """Write what was given to a form into the record.

    Parameters:
        posted: the fields of the request.
        revision: the record's revision that the person saw.

    Returns:
        The record.

    Raises:
        ChangeRefused
        NotFound, Forbidden
        Conflict: somebody changed the same fields in the meantime.
    """
    fields = fields_of(form, posted, card.values, card.actor)
    with refusals(form), unit_of_work(card.actor) as unit:
        record = update_record(
            unit, card.record_type, card.record.id, without_given_up(fields, posted), revision=revision
        )
        unit.finish()
        return record


def create(record_type: RecordType, form: Form, posted: Mapping[str, Any], actor: Actor) -> Any:
    """Add a record out of a form.

    Raises:
        ChangeRefused
        Forbidden: the actor may not create records of this type.
    """
    fields = fields_of(form, posted, {"status": None}, actor)
    with refusals(form), unit_of_work(actor) as unit:
        record = create_record(unit, record_type, fields)
        unit.finish()
        return record


def fields_of(form: Form, posted: Mapping[str, Any], values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The fields of the record in a posted form.

    Parameters:
        values: the record's typed values, which the form's conditions read.

    Raises:
        ChangeRefused
    """
    try:
        fields, _variables = submitted(form, posted, values, actor=actor)
    except FormRefused as refused:
        raise ChangeRefused(errors=refused.errors) from None
    return fields


class refusals:
    """Refusals of the record or of its diagram, in the words of the form."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, error: BaseException | None, _traceback: Any) -> None:
        if isinstance(error, RecordRefused):
            raise ChangeRefused(errors={name: [words] for name, words in error.fields.items()}) from error
        if isinstance(error, Refusal):
            beside = [name for name in error.missing if self._form.component(name) is not None]
            if beside:
                raise ChangeRefused(errors={name: [str(error)] for name in beside}) from error
            raise ChangeRefused(str(error)) from error
