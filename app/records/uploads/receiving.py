"""A file that is handed over by itself, before the form or body that names it is sent."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import request

from app.db import write_transaction
from app.engine import Actor, NotFound, artifact
from app.files import FileReference, FileRefused, keep_content
from app.files.places import add_upload
from app.files.reference import reference_to
from app.i18n import gettext as _
from app.records import rights
from app.records.errors import Forbidden, RecordRefused
from app.records.fields import FileField
from app.records.fields.file import FILE
from app.records.forms.attached import file_field
from app.records.rights.reading import readable_record
from app.records.tasks.answering import form_of
from app.records.tasks.commands import known_task
from app.records.types import RecordType
from app.records.values.computed import is_writable


def receive_for_new(record_type: RecordType, actor: Actor) -> FileReference:
    """Take the file of the request for a field of a record that is being made.

    Raises:
        Forbidden: the actor may not create such records, or nobody writes the field.
        NotFound: there is no such field of files.
        RecordRefused: the file is not taken, with words.
    """
    rights.require_create(record_type, actor)
    found = _declared(record_type, request.args.get("field", ""))
    rights.require_unlocked(record_type, None, actor, [found.within or found.name])
    return _received(found, actor)


def receive_for_record(record_type: RecordType, record_id: int, actor: Actor) -> FileReference:
    """Take the file of the request for a field of a record.

    Raises:
        NotFound: there is no such record for this actor, or no such field of files.
        Forbidden: the actor may not change it, or nobody writes the field.
        RecordRefused: the file is not taken, with words.
    """
    record = readable_record(record_type, record_id, actor)
    rights.require(record_type, record, actor, "write")
    found = _declared(record_type, request.args.get("field", ""))
    rights.require_unlocked(record_type, record, actor, [found.within or found.name])
    return _received(found, actor)


def receive_for_task(task_id: str, actor: Actor) -> FileReference:
    """Take the file of the request for a field in the form of a task.

    Raises:
        NotFound: there is no such task for this actor, or its form has no such field of files.
        Forbidden: the task is not the actor's to answer.
        RecordRefused: the file is not taken, with words.
    """
    task = known_task(task_id, actor)
    if not task.answerable:
        raise Forbidden(_("This task is not yours to answer."))
    found = file_field(form_of(task), request.args.get("field", ""))
    if found is None:
        raise NotFound(_("There is no field of files “%(field)s”.", field=request.args.get("field", "")))
    return _received(found, actor)


def _declared(record_type: RecordType, path: str) -> FileField:
    """The field of files of that name; `lines.drawing` is that of rows.

    Raises:
        NotFound: there is none.
        Forbidden: only the process writes it.
    """
    found = record_type.path(path) if record_type.has_path(path) else None
    found = getattr(found, "inner", found)
    if not isinstance(found, FileField):
        raise NotFound(_("There is no field of files “%(field)s”.", field=path))
    held = record_type.field(found.within or found.name)
    if found.read_only or not is_writable(record_type, held) or path not in _open_in_forms(record_type, path):
        raise Forbidden(_("This field is filled by the process."))
    return found


def _open_in_forms(record_type: RecordType, path: str) -> Iterator[str]:
    """The path, unless every form that has the field only shows it."""
    forms = list(_forms(record_type))
    shown = [form for form in forms if form.component(path.partition(".")[0]) is not None]
    if not shown or any(file_field(form, path) for form in shown):
        yield path


def _forms(record_type: RecordType) -> Iterable[Any]:
    for key in record_type.forms.values():
        try:
            yield artifact("form", key).parsed
        except NotFound:
            continue


def _received(field: FileField, actor: Actor) -> FileReference:
    upload = request.files.get(FILE)
    if upload is None or not upload.filename:
        raise RecordRefused({field.name: _("Send the file as the part “file” of a multipart/form-data body.")})
    try:
        content = keep_content(upload.stream, upload.filename, field.accept)
    except FileRefused as refused:
        raise RecordRefused({field.name: str(refused)}) from None
    with write_transaction():
        return reference_to(add_upload(content, actor.id))
