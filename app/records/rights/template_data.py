"""What a template of a document sees of a record: names and values, the record's own and those of packages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.db import db
from app.engine import Actor, NotFound
from app.i18n import Words
from app.i18n import lazy_gettext as _l
from app.records import rights
from app.records.rights.names import readable_names
from app.records.types import Field, Key, RecordType, Showing
from app.records.values.of_records import Values

Readers = Sequence[Actor]


@dataclass(frozen=True)
class TemplateValue:
    """A value that a package adds to what templates of a record type see.

    Attributes:
        name: in templates.
        label: lazy words for analysts.
        value: given the record and everybody who reads the document; gives words, a list or a mapping. It tells
            nothing that one of these readers may not know.
    """

    name: str
    label: Words
    value: Callable[[Any, Readers], Any]


@dataclass(frozen=True)
class TemplateName:
    """A name that a template may use.

    Attributes:
        name: `amount`, or `lines[].article` for a value of each row.
        label: lazy words.
    """

    name: str
    label: Words


_values: dict[str, dict[str, TemplateValue]] = {}
_DISPLAY_NAME = "display_name"


def register_template_data(record_type: str, name: str, label: Words, value: Callable[[Any, Readers], Any]) -> None:
    """Let templates of a record type see a value more; the same name again replaces it. See `TemplateValue`."""
    _values.setdefault(record_type, {})[name] = TemplateValue(name, label, value)


def template_names(record_type: RecordType) -> list[TemplateName]:
    """Everything that a template of a record of this type may name, the record's own fields first."""
    found = [TemplateName(_DISPLAY_NAME, _l("What the record is called"))]
    for field in record_type.fields:
        found.append(TemplateName(field.name, field.label))
        found += [TemplateName(f"{field.name}[].{inner.name}", inner.label) for inner in field.row_fields]
    return found + [TemplateName(each.name, each.label) for each in _registered(record_type)]


def template_data(record_type: RecordType, record_id: int, actor: Actor, seen_by: Readers = ()) -> dict[str, Any]:
    """The values of a record for a template, as words of the present language; rows are lists of such values.

    Parameters:
        actor: who makes the document.
        seen_by: who else reads it. What one of them may not read is not in it.

    Raises:
        NotFound: the record is not there, or one of them may not know of it.
    """
    readers = (actor, *seen_by)
    record = db.session.get(record_type.model, record_id)
    if record is None or not all(rights.may(record_type, record, each, "read") for each in readers):
        raise NotFound()
    fields = list(record_type.fields)
    values = Values(record_type, [record.id], fields)
    showing = Showing(_names(values.keys([record], fields), readers))
    data: dict[str, Any] = {_DISPLAY_NAME: record_type.display(record)}
    for field in fields:
        data[field.name] = _in_words(record, field, values.of(record, field), showing)
    return data | {each.name: each.value(record, readers) for each in _registered(record_type)}


def _registered(record_type: RecordType) -> Sequence[TemplateValue]:
    return list(_values.get(record_type.name, {}).values())


def _names(keys: set[Key], readers: Readers) -> Mapping[Key, str]:
    """The names of what everybody who reads may see."""
    known = [readable_names(keys, each) for each in readers]
    return {key: name for key, name in known[0].items() if all(key in other for other in known)}


def _in_words(record: Any, field: Field, value: Any, showing: Showing) -> Any:
    if not field.row_fields:
        return _words(record, field, value, showing)
    return [
        {each.name: _words(record, each, row.get(each.name), showing) for each in field.row_fields}
        for row in value or []
    ]


def _words(record: Any, field: Field, value: Any, showing: Showing) -> str:
    """The words of one value; amounts are in the currency of the record."""
    return field.show(record, value, showing).text or field.words(value, showing)
