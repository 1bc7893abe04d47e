"""Records made and changed by people and programs, who are held to the forms that analysts have drawn.

A person answers a whole form. A program names fields: each is held to the first form of the record type that has it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from app.engine import Actor, NotFound, UnitOfWork, artifact
from app.records import rights
from app.records.commands.changes import typed_values
from app.records.commands.create import create_record
from app.records.commands.locking import locked
from app.records.commands.merging import Choices
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.forms.filling import FormRefused
from app.records.forms.given import check_given, input_is_of
from app.records.forms.model import Form
from app.records.types import RecordType
from app.records.types.comparing import same
from app.records.values.of_records import values_of

STATUS = "status"


def create(unit: UnitOfWork, record_type: RecordType, values: Mapping[str, Any], form: Form | None = None) -> Any:
    """Add a record.

    Parameters:
        values: raw values by field.
        form: the form that was answered; None: fields were named.

    Returns:
        The new record.

    Raises:
        FormRefused: an answer does not fit the form, or one is missing.
        Forbidden, RecordRefused, Refusal: as of `create_record`.
    """
    rights.require_create(record_type, unit.actor)
    fitting = _fitting(record_type, form, values, {STATUS: None}, unit.actor)
    return create_record(unit, record_type, fitting)


def update(
    unit: UnitOfWork,
    record_type: RecordType,
    record_id: int,
    values: Mapping[str, Any],
    *,
    form: Form | None = None,
    revision: int | None = None,
    choices: Choices | None = None,
) -> Any:
    """Change fields of a record; what is not given stays.

    Parameters:
        values, form: as of `create`.
        revision, choices: as of `update_record`.

    Returns:
        The record.

    Raises:
        FormRefused: an answer does not fit the form.
        NotFound, Forbidden, RecordRefused, Conflict, Refusal: as of `update_record`.
    """
    record = locked(unit, record_type, record_id)
    rights.require_edit(record_type, record, unit.actor, values.keys())
    held = values_of(record_type, record, [field.name for field in record_type.fields])
    fitting = _fitting(record_type, form, values, held, unit.actor)
    return update_record(unit, record_type, record_id, fitting, revision=revision, choices=choices)


def _fitting(
    record_type: RecordType, form: Form | None, values: Mapping[str, Any], held: Mapping[str, Any], actor: Actor
) -> Mapping[str, Any]:
    if form is None:
        _refuse_misfits(record_type, values, held, actor)
        return values
    found = check_given(form, values, held, actor)
    if not found.is_valid:
        raise FormRefused(found.errors)
    given = {name: value for name, value in found.record_fields.items() if name in values}
    return {name: value for name, value in given.items() if name not in held or not same(value, held[name])}


def _refuse_misfits(record_type: RecordType, values: Mapping[str, Any], held: Mapping[str, Any], actor: Actor) -> None:
    """Refuse values that their forms would not take; what a form asks for besides is not missed.

    Raises:
        RecordRefused: with everything that is wrong, also what is no matter of forms.
    """
    problems: dict[str, str] = {}
    for form, names in _forms_of(record_type, values):
        found = check_given(form, {name: values[name] for name in names}, held, actor)
        problems |= {
            key: " ".join(words) for key, words in found.errors.items() if any(input_is_of(key, name) for name in names)
        }
    if not problems:
        return
    try:
        typed_values(record_type, values, actor=actor)
    except RecordRefused as refused:
        problems |= refused.fields
    raise RecordRefused(problems)


def _forms_of(record_type: RecordType, names: Collection[str]) -> Iterator[tuple[Form, list[str]]]:
    """The forms in which these fields are filled, each with its fields."""
    left = [name for name in names if record_type.has_field(name) and not record_type.field(name).read_only]
    for use, key in record_type.forms.items():
        form = _deployed(key) if use != STATUS else None
        if form is None:
            continue
        fillable = {component.key for component in form.inputs() if not component.disabled}
        found = [name for name in left if name in fillable]
        left = [name for name in left if name not in fillable]
        if found:
            yield form, found


def _deployed(key: str) -> Form | None:
    try:
        form: Form = artifact("form", key).parsed
    except NotFound:
        return None
    return form
