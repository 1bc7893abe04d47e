"""The files in a form: those that it holds, those that come with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import abort, request
from werkzeug.datastructures import FileStorage, MultiDict

from app.access.session import current_actor
from app.db import write_transaction
from app.files import FileReference, FileRefused, keep_content
from app.files.places import add_upload
from app.i18n import gettext as _
from app.records.fields import FileField
from app.records.fields.file import RefusedUpload
from app.records.forms.context import Choices
from app.records.forms.model import Component, Form
from app.records.forms.values import file_ids
from app.records.types import registry

#: Before the name of an input through which a file comes with the form; the ids of files are under the name itself.
FILE_PREFIX = "_file-"
_KEPT = "dealflow.kept_files"  # a form is read more than once, and its files are kept once


def posted_fields(form: Form | None) -> MultiDict[str, Any]:
    """The fields of the request; in the place of each file that came with them is the id under which it is kept.

    What was attached is not lost when something else in the form is wrong. To be called when it is known that the
    person may fill the form.

    Raises:
        UnsupportedMediaType: a file came for something that takes none.
    """
    fields: MultiDict[str, Any] = MultiDict(request.form)
    if _KEPT not in request.environ:
        given = [(name, upload) for name, upload in request.files.items(multi=True) if upload.filename]
        targets = [(_field_of(form, name), name.removeprefix(FILE_PREFIX), upload) for name, upload in given]
        if any(field is None for field, _name, _upload in targets):
            abort(415, _("No file is expected here."))
        request.environ[_KEPT] = [(name, _keep(field, upload)) for field, name, upload in targets if field]
    for name, kept in request.environ[_KEPT]:
        fields.add(name, kept)
    return fields


def file_field(form: Form | None, path: str) -> FileField | None:
    """The field of files that a component of the form fills (`scan`, `lines.drawing`); None: there is none."""
    key, _dot, inner_key = path.partition(".")
    component = form.component(key) if form else None
    if inner_key and component:
        component = next((each for each in _inputs(component) if each.key == inner_key), None)
    declared = registry.get(form.record_type) if form and form.record_type else None
    if component is None or not component.is_file or component.disabled:
        return None
    if declared is None or not declared.has_path(path):
        return None
    found = declared.path(path)
    found = getattr(found, "inner", found)
    return found if isinstance(found, FileField) and not found.read_only else None


def accepted_by(form: Form, path: str) -> str:
    """The media types that a field takes, as the attribute of an input."""
    found = file_field(form, path)
    return ",".join(found.accept) if found else ""


def held_files(form: Form, values: Mapping[str, Any], choices: Choices) -> Mapping[int, FileReference]:
    """The files that the values of a form name, by id: what is not known already is asked for once."""
    held = [each for value in _values_of_files(form.components, values) for each in _listed(value)]
    known = {each.id: each for each in held if isinstance(each, FileReference) and each.is_known}
    missing = set(file_ids(held)) - known.keys()
    return {**known, **choices.files(missing)} if missing else known


def _values_of_files(components: Iterable[Component], values: Mapping[str, Any]) -> Iterable[Any]:
    for component in components:
        if component.is_file:
            yield values.get(component.key)
        elif component.type == "group":
            yield from _values_of_files(component.components, values)
        elif component.type == "dynamiclist":
            rows = values.get(component.key)
            for row in rows if isinstance(rows, (list, tuple)) else ():
                yield from _values_of_files(component.components, row if isinstance(row, Mapping) else {})


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _inputs(component: Component) -> Iterable[Component]:
    return Form("", component.components).inputs()


def _field_of(form: Form | None, name: str) -> FileField | None:
    """The field of an input: `_file-scan`, or `_file-lines-0-drawing` in a row."""
    if not name.startswith(FILE_PREFIX):
        return None
    key, _dash, place = name.removeprefix(FILE_PREFIX).partition("-")
    number, _dash, inner = place.partition("-")
    return file_field(form, f"{key}.{inner}" if number.isdecimal() and inner else key)


def _keep(field: FileField, upload: FileStorage) -> str | RefusedUpload:
    try:
        content = keep_content(upload.stream, upload.filename or "", field.accept)
    except FileRefused as refused:
        return RefusedUpload(str(refused))
    with write_transaction():
        return str(add_upload(content, current_actor().id).id)
