"""Another status, asked for by a person or a program: the form of the status change holds for both."""

from collections.abc import Mapping
from typing import Any

from app.engine import Actor, UnitOfWork
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.locking import locked
from app.records.commands.merging import Choices
from app.records.commands.status import request_status, require_status_change
from app.records.commands.status_change.form import STATUS, status_form
from app.records.commands.status_change.seen import require_seen
from app.records.errors import FieldsForbidden
from app.records.forms.filling import FormRefused
from app.records.forms.given import check_given, input_is_of
from app.records.forms.schema import Submission
from app.records.types import RecordType
from app.records.values.of_records import values_of


def change_status(
    unit: UnitOfWork,
    record_type: RecordType,
    record_id: int,
    status: str,
    values: Mapping[str, Any],
    revision: int | None = None,
    seen: str | None = None,
    choices: Choices | None = None,
) -> Any:
    """Ask the record's diagram for another status.

    Parameters:
        values: raw values by field, which are filled on the way; others keep what the record holds.
        revision, choices: as of `update_record`.
        seen: as of `require_seen`.

    Returns:
        The record.

    Raises:
        NotFound, Forbidden, RecordRefused, Conflict, StatusChanged, Refusal, NotAllowedNow: as of `request_status`.
        FormRefused: a value does not fit the form; or the diagram would do it, but the form insists on a field.
    """
    record = locked(unit, record_type, record_id)
    require_status_change(record_type, record, unit.actor)
    require_seen(record_type, record, seen)
    _require_asked(record_type, record, values, unit.actor)
    found = submission(record_type, record, status, values, unit.actor)
    errors = dict(found.errors)
    if status:
        errors.pop(STATUS, None)  # whether there is such a status is said by the lifecycle
    given = [name for name, value in values.items() if value not in (None, "", [])]
    spoilt = {
        key: words for key, words in errors.items() if not status or any(input_is_of(key, name) for name in given)
    }
    if spoilt:
        raise FormRefused(spoilt)
    changed = request_status(unit, record_type, record_id, status, _fields(found, values), revision, choices)
    if errors:  # the diagram comes first: its words say why
        raise FormRefused(errors)
    return changed


def _require_asked(record_type: RecordType, record: Any, values: Mapping[str, Any], actor: Actor) -> None:
    """Who may only change the status fills what the form of the status change asks for, and nothing else.

    Raises:
        FieldsForbidden
    """
    if rights.may(record_type, record, actor, "write"):
        return
    asked = {component.key for component in status_form(record_type).inputs() if not component.disabled}
    foreign = sorted(values.keys() - asked)
    if foreign:
        raise FieldsForbidden(dict.fromkeys(foreign, _("You may read this record, but not change it.")))


def submission(
    record_type: RecordType, record: Any, status: str, values: Mapping[str, Any], actor: Actor
) -> Submission:
    """The form of the status change with these values over what the record holds."""
    form = status_form(record_type, values)
    held = values_of(record_type, record, [field.name for field in record_type.fields if not field.set_by_diagram])
    given = {name: value for name, value in values.items() if form.component(name) is not None}
    return check_given(form, {**given, STATUS: status}, {**held, STATUS: None}, actor)


def _fields(found: Submission, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is written: what the form takes of the values, and those that it does not know as they are."""
    known = {component.key for component in found.form.inputs()}
    return {
        name: found.values[name] if name in known else value
        for name, value in values.items()
        if name not in known or name in found.values
    }
