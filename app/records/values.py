"""A field's value in its four shapes: Python, FEEL, JSON, and words for a person."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import Any

import nh3
from flask_babel import format_date, format_datetime, format_decimal, get_timezone

from app.bounds import LARGEST_NUMBER
from app.i18n import current_language
from app.i18n import gettext as _
from app.records.models import CONTACT_FIELDS
from app.records.rich_text import clean_rich_text
from app.records.types import Field

LARGEST_AMOUNT = Decimal("9999999999999.99")
MOST_ENTRIES = 500  # people or contacts of one field


class ValueRefused(Exception):
    """A value does not fit its field; the words say what the field takes."""


def typed(field: Field, raw: Any) -> Any:
    """Turn a value from a form, the API or an expression into what the model holds.

    Raises:
        ValueRefused: the value does not fit the field.
    """
    if raw is None or raw == "":
        return [] if field.type in ("persons", "contacts") else None
    value = _READERS[field.type](field, raw)
    problem = field.check(value) if field.check and value not in ("", None) else ""
    if problem:
        raise ValueRefused(problem)
    return value


def _text(field: Field, raw: Any) -> str:
    if not isinstance(raw, (str, int, Decimal)) or isinstance(raw, bool):
        raise ValueRefused(_("This must be a text."))
    text = str(raw).strip() if field.type == "text" else str(raw)
    if "\x00" in text:
        raise ValueRefused(_("This text has a character that cannot be kept."))
    if field.max_length and len(text) > field.max_length:
        raise ValueRefused(_("At most %(count)s characters, not %(actual)s.", count=field.max_length, actual=len(text)))
    return text


def _rich_text(field: Field, raw: Any) -> str:
    return clean_rich_text(_text(field, raw))


def _integer(field: Field, raw: Any) -> int:
    number = read_decimal(raw)
    if number != number.to_integral_value() or abs(number) > LARGEST_NUMBER:
        raise ValueRefused(_("This must be a whole number."))
    return int(number)


def _money(field: Field, raw: Any) -> Decimal:
    amount = read_decimal(raw)
    if amount < 0:
        raise ValueRefused(_("The amount must not be negative."))
    if amount > LARGEST_AMOUNT:
        raise ValueRefused(_("The amount is too large."))
    if amount != round(amount, 2):
        raise ValueRefused(_("At most two decimals."))
    return round(amount, 2)


def read_decimal(raw: Any) -> Decimal:
    """A number as people type it: grouped with spaces, with a comma or a point.

    Raises:
        ValueRefused: this is no number.
    """
    if isinstance(raw, bool):
        raise ValueRefused(_("This must be a number."))
    text = str(raw).strip()
    for gap in (" ", "\u00a0", "\u202f"):
        text = text.replace(gap, "")
    try:
        number = Decimal(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except InvalidOperation:
        raise ValueRefused(_("This must be a number.")) from None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise ValueRefused(_("This must be a number."))
    return number


def _boolean(field: Field, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if str(raw).lower() in ("true", "on", "1"):
        return True
    if str(raw).lower() in ("false", "off", "0"):
        return False
    raise ValueRefused(_("This must be yes or no."))


def _date(field: Field, raw: Any) -> date:
    raw = _plain_time(raw)
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise ValueRefused(_("This must be a date such as 2026-11-24.")) from None


def _datetime(field: Field, raw: Any) -> datetime:
    raw = _plain_time(raw)
    if isinstance(raw, date) and not isinstance(raw, datetime):
        raw = datetime(raw.year, raw.month, raw.day)
    if not isinstance(raw, datetime):
        try:
            raw = datetime.fromisoformat(str(raw))
        except ValueError:
            raise ValueRefused(_("This must be a date and time such as 2026-11-24T14:05.")) from None
    return raw.astimezone(UTC) if raw.tzinfo else raw.replace(tzinfo=get_timezone() or UTC).astimezone(UTC)


def _plain_time(raw: Any) -> Any:
    """A FEEL date or time as the standard library has it."""
    return raw.to_python() if hasattr(raw, "to_python") else raw


def _choice(field: Field, raw: Any) -> str:
    if str(raw) not in {choice.id for choice in field.choices}:
        raise ValueRefused(_("Choose one of the listed values."))
    return str(raw)


def _identifier(field: Field, raw: Any) -> int:
    if isinstance(raw, Mapping):
        raw = raw.get("id")
    if isinstance(raw, bool):
        raise ValueRefused(_("Choose one from the list."))
    try:
        number = int(str(raw))
    except ValueError:
        raise ValueRefused(_("Choose one from the list.")) from None
    if not 0 < number <= LARGEST_NUMBER:
        raise ValueRefused(_("Choose one from the list."))
    return number


def _identifiers(field: Field, raw: Any) -> list[int]:
    if isinstance(raw, (str, int, Decimal, Mapping)):
        raw = [raw]
    if not isinstance(raw, Iterable):
        raise ValueRefused(_("Choose from the list."))
    identifiers = sorted({_identifier(field, each) for each in raw if each not in (None, "")})
    if len(identifiers) > MOST_ENTRIES:
        raise ValueRefused(_("At most %(count)s rows.", count=MOST_ENTRIES))
    return identifiers


def _contacts(field: Field, raw: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, Iterable) or isinstance(raw, (str, Mapping)):
        raise ValueRefused(_("This must be a list of contacts."))
    contacts = [_contact(each) for each in raw]
    contacts = [each for each in contacts if any(value for name, value in each.items() if name != "main")]
    if len(contacts) > MOST_ENTRIES:
        raise ValueRefused(_("At most %(count)s rows.", count=MOST_ENTRIES))
    if sum(each["main"] for each in contacts) > 1:
        raise ValueRefused(_("Only one contact can be the main one."))
    return sorted(contacts, key=lambda each: not each["main"])


def _contact(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise ValueRefused(_("This must be a list of contacts."))
    contact: dict[str, Any] = {}
    for name in CONTACT_FIELDS:
        value = raw.get(name)
        if name == "main":
            contact[name] = _boolean(Field(name, ""), value) if value not in (None, "") else False
            continue
        limit = 64 if name == "phone" else 5000 if name == "comment" else 255
        contact[name] = _text(Field(name, "", max_length=limit), value) if value not in (None, "") else ""
    return contact


_READERS = {
    "text": _text,
    "rich_text": _rich_text,
    "integer": _integer,
    "money": _money,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "choice": _choice,
    "status": _text,
    "person": _identifier,
    "reference": _identifier,
    "persons": _identifiers,
    "contacts": _contacts,
}


def to_json(field: Field, value: Any) -> Any:
    """The value as the API and the history carry it: money as a string, times in ISO 8601 with an offset."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value


def to_words(field: Field, value: Any, names: Mapping[tuple[str, int], str] | None = None, status_label=None) -> str:
    """The value as a person reads it in a list or in the history.

    Parameters:
        names: display names of what references and persons point to, by (record type or `person`, id).
        status_label: turns a status id into its words.
    """
    if value is None or value == "" or value == []:
        return ""
    names = names or {}
    match field.type:
        case "person":
            return names.get(("person", value), "")
        case "reference":
            return names.get((field.target, value), "")
        case "persons":
            return ", ".join(filter(None, (names.get(("person", each)) for each in value)))
        case "contacts":
            return ", ".join(each.get("full_name") or each.get("email") or each.get("phone") or "" for each in value)
        case "choice":
            return field.choice_label(value)
        case "status":
            return status_label(value) if status_label else str(value)
        case "boolean":
            return _("Yes") if value else _("No")
        case "date":
            return format_date(value, "dd.MM.yyyy" if _russian() else "d MMM yyyy")
        case "datetime":
            return format_datetime(value, "dd.MM.yyyy HH:mm" if _russian() else "d MMM yyyy, HH:mm")
        case "money":
            return _grouped(value)
        case "rich_text":
            return plain_text(value)
    return str(value)


def plain_text(html: str) -> str:
    """The words of sanitised rich text, without its marks."""
    return " ".join(unescape(nh3.clean(html.replace("<", " <"), tags=set())).split())


def _russian() -> bool:
    return current_language() == "ru"


def _grouped(value: Decimal) -> str:
    return format_decimal(value, "#,##0.##" if value == value.to_integral_value() else "#,##0.00")
