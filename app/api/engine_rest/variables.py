"""Camunda's typed variables, `{"name": {"value": …, "type": "String"}}`, to Python and back."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.api.errors import BadRequest
from app.bounds import keepable, read_json
from app.i18n import gettext as _

_WHOLE = {"Integer", "Long", "Short"}


def read_variables(raw: Any) -> dict[str, Any]:
    """The variables of a request.

    Raises:
        BadRequest: they are not in Camunda's form, or a value does not fit its type.
    """
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise BadRequest(_("Variables are an object: {name: {value, type}}."))
    return {str(name): _read(str(name), entry) for name, entry in raw.items()}


def _read(name: str, entry: Any) -> Any:
    if not isinstance(entry, Mapping) or "value" not in entry:
        raise BadRequest(_("The variable %(name)s must be an object with a value.", name=name))
    value, kind = entry["value"], entry.get("type")
    if value is None or kind in (None, "String", "Null", "Boolean"):
        return value
    try:
        if kind in _WHOLE:
            return int(value)
        if kind == "Double":
            return _finite(Decimal(str(value)))
        if kind == "Date":
            return datetime.fromisoformat(str(value))
        if kind in ("Json", "Object"):
            return _kept(read_json(value)) if isinstance(value, str) else value
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        raise BadRequest(_("The variable %(name)s is not a %(type)s.", name=name, type=kind)) from None
    raise BadRequest(_("The variable %(name)s has the unknown type %(type)s.", name=name, type=kind))


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError(f"{number} is no number")
    return number


def _kept(value: Any) -> Any:
    if not keepable(value):
        raise ValueError("a character that cannot be kept")
    return value
