"""One component's value: from what was typed to Python, and from Python to what an input shows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from flask_babel import get_locale

from app.bounds import whole_numbers
from app.files import FileReference
from app.i18n import gettext as _
from app.i18n import local_time, ngettext
from app.records.fields import BooleanField, DateField, DateTimeField, RichTextField, TextField
from app.records.fields.date import day_words, time_separator
from app.records.fields.decimal_ import has_more_decimals, read_decimal
from app.records.fields.person import read_identifier
from app.records.fields.text import as_text
from app.records.forms.model import Component
from app.records.types import Field, ValueRefused
from app.written import Written

_NUMBER, _AMOUNT = "#,##0.##########", "#,##0.00"


def is_blank(raw: Any) -> bool:
    """Whether nothing was given."""
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def read_value(component: Component, raw: Any, field: Field | None = None) -> Any:
    """What was typed, as Python: text, Decimal, bool, date, time, UTC datetime, id, or a list of ids or texts.

    Parameters:
        field: the record's field that the component edits, which then says what fits.

    Raises:
        ValueRefused: with words for the person.
    """
    if is_blank(raw):
        return [] if component.is_list else False if component.type == "checkbox" else None
    if field is not None:
        return field.read(raw)
    return _READERS[component.type](component, raw)


def _text(component: Component, raw: Any) -> str:
    if component.is_rich_text:
        text: str = RichTextField(component.key, "").read(raw)
        return text
    return as_text(raw) if component.type == "textarea" else TextField(component.key, "").read(raw)


def _number(component: Component, raw: Any) -> Decimal:
    number = read_decimal(raw, component.decimals)
    if component.decimals is not None and has_more_decimals(number, component.decimals):
        if component.decimals == 0:
            raise ValueRefused(_("This must be a whole number."))
        raise ValueRefused(ngettext("At most %(num)s decimal.", "At most %(num)s decimals.", component.decimals))
    return number


def _checkbox(component: Component, raw: Any) -> bool:
    checked: bool = BooleanField(component.key, "").read(raw)
    return checked


def _one(component: Component, raw: Any) -> Any:
    if component.entity:
        return read_identifier(raw)
    if not isinstance(raw, (str, int)) or isinstance(raw, bool):
        raise ValueRefused(_("Choose one of the listed values."))
    return str(raw)


def _many(component: Component, raw: Any) -> list[Any]:
    if isinstance(raw, str) or not isinstance(raw, Iterable) or isinstance(raw, Mapping):
        raw = [raw]
    values = [_one(component, each) for each in raw if not is_blank(each)]
    return list(dict.fromkeys(values))


def _moment(component: Component, raw: Any) -> date | time | datetime:
    if component.subtype == "time":
        if isinstance(raw, time):
            return raw
        try:
            return time.fromisoformat(str(raw).strip())
        except ValueError:
            raise ValueRefused(_("This must be a time such as 14:05.")) from None
    field = DateField if component.subtype == "date" else DateTimeField
    moment: date | datetime = field(component.key, "").read(raw)
    return moment


def _file(component: Component, raw: Any) -> Any:
    raise ValueRefused(_("Files belong to records: the form has no field for this one."))


_READERS = {
    "textfield": _text,
    "textarea": _text,
    "number": _number,
    "checkbox": _checkbox,
    "select": _one,
    "radio": _one,
    "checklist": _many,
    "taglist": _many,
    "datetime": _moment,
    "filepicker": _file,
}


def show_value(component: Component, value: Any, zone: tzinfo) -> Any:
    """What an input shows: a text (a list of texts for several values), which is read back as the same value.

    Parameters:
        value: typed, as programs write it, or as somebody has written it: this stays as it is.
        zone: in which moments are shown.
    """
    if component.is_file:
        return [str(each) for each in file_ids(value)]
    if component.is_list:
        values = [value] if isinstance(value, (str, int)) else value or []
        return [str(each) for each in values]
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, str):
        return value if isinstance(value, Written) else _show_given(component, value, zone)
    if isinstance(value, datetime):
        local = local_time(value, zone) if value.tzinfo else value
        day = day_words(local.date())
        return f"{day}{time_separator()}{local:%H:%M}" if component.subtype == "datetime" else day
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, (Decimal, float)):
        pattern = _AMOUNT if component.is_money and value % 1 else _NUMBER
        return format_decimal(value, pattern, locale=get_locale() or "ru")
    return str(value)


def file_ids(value: Any) -> list[int]:
    """The ids of the files in a value, typed or as it was posted."""
    given = value if isinstance(value, (list, tuple)) else [value]
    return whole_numbers(each.id if isinstance(each, FileReference) else each for each in given)


def _show_given(component: Component, value: str, zone: tzinfo) -> str:
    """What an artifact or a program gives to an input: `2026-11-24`, `1250.5`."""
    if component.type not in ("datetime", "number") or not value:
        return value
    try:
        return str(show_value(component, _READERS[component.type](component, value), zone))
    except ValueRefused:
        return value
