"""Camunda's typed variables, `{"name": {"value": …, "type": "String"}}`, to Python and back."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.api.engine_rest.times import camunda_time
from app.api.errors import BadRequest
from app.bounds import keepable, read_json
from app.i18n import gettext as _

_LARGEST = {"Short": 2**15 - 1, "Integer": 2**31 - 1, "Long": 2**63 - 1}
_LONGEST_NAME = 255
_MOST_DIGITS = 400


def read_variables(raw: Any) -> dict[str, Any]:
    """The variables of a request.

    Raises:
        BadRequest: they are not in Camunda's form, or a value does not fit its type.
    """
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise BadRequest(_("Variables are an object: {name: {value, type}}."))
    return {str(name): read_variable(str(name), entry) for name, entry in raw.items()}


def read_variable(name: str, entry: Any) -> Any:
    """The value of one variable, `{"value": …, "type": …}`; without a type it is the value as JSON has it.

    Raises:
        BadRequest: it is not in that form, or the value does not fit the type.
    """
    if not isinstance(entry, Mapping) or "value" not in entry:
        raise BadRequest(_("The variable %(name)s must be an object with a value.", name=name[:100]))
    if not name or len(name) > _LONGEST_NAME:
        raise BadRequest(_("The name of a variable has between 1 and %(count)s characters.", count=_LONGEST_NAME))
    value, kind = entry["value"], entry.get("type")
    if kind is not None and not isinstance(kind, str):
        raise BadRequest(_("The type of the variable %(name)s must be a text.", name=name))
    if value is None or not kind:
        return value
    kind = kind[:1].upper() + kind[1:]
    if kind in ("Object", "Bytes", "File", "Xml"):
        raise BadRequest(
            _(
                "The variable %(name)s has the type %(type)s: there are no such values here. Send it as Json.",
                name=name,
                type=kind,
            )
        )
    reader = _READERS.get(kind)
    if reader is None:
        raise BadRequest(_("The variable %(name)s has the unknown type %(type)s.", name=name, type=kind[:100]))
    try:
        return reader(value)
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        raise BadRequest(_("The variable %(name)s is not a %(type)s.", name=name, type=kind)) from None


def write_variables(variables: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Process variables in Camunda's form."""
    return {name: write_variable(value) for name, value in variables.items()}


def write_variable(value: Any) -> dict[str, Any]:
    """One process variable in Camunda's form."""
    kind, written = _typed(value)
    return {"type": kind, "value": written, "valueInfo": {}}


def _typed(value: Any) -> tuple[str, Any]:
    match value:
        case None:
            return "Null", None
        case bool():
            return "Boolean", value
        case int():
            return _whole(value)
        case Decimal() | float():
            return "Double", float(value)
        case str():
            return "String", value
        case datetime() if value.tzinfo is not None:
            return "Date", camunda_time(value)
        case datetime() | date() | time():
            return "String", value.isoformat()
        case timedelta():
            return "Double", value.total_seconds()
        case list() | dict():
            return "Json", json.dumps(value, default=_as_json, ensure_ascii=False)
    return "String", str(value)


def _whole(value: int) -> tuple[str, Any]:
    for kind in ("Integer", "Long"):
        if abs(value) <= _LARGEST[kind]:
            return kind, value
    return "String", str(value)


def _text(value: Any) -> str:
    if isinstance(value, list | dict):
        raise TypeError("no text")
    return value if isinstance(value, str) else json.dumps(value)


def _as_json(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else _typed(value)[1]


def _boolean(value: Any) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise ValueError("neither true nor false")
    return str(value).lower() == "true"


def _number_of(kind: str) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or (isinstance(value, str) and len(value) > _MOST_DIGITS):
            raise TypeError("no number")
        number = int(value)
        if abs(number) > _LARGEST[kind] or (not isinstance(value, str) and number != value):
            raise ValueError("no such whole number")
        return number

    return read


def _double(value: Any) -> Decimal:
    if isinstance(value, bool) or len(str(value)) > _MOST_DIGITS:
        raise TypeError("no number")
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{number} is no number")
    return number


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None or not 1000 <= moment.year <= 9000:
        raise ValueError("no moment")
    return moment


def _json(value: Any) -> Any:
    content = read_json(value) if isinstance(value, str) else value
    if not keepable(content):
        raise ValueError("a character that cannot be kept")
    return content


def _null(value: Any) -> None:
    raise ValueError("not null")


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "String": _text,
    "Boolean": _boolean,
    "Short": _number_of("Short"),
    "Integer": _number_of("Integer"),
    "Long": _number_of("Long"),
    "Double": _double,
    "Date": _moment,
    "Json": _json,
    "Null": _null,
}
