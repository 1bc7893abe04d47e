"""Process variables: plain Python values that survive being saved with their type.

Stored as they are: null, booleans, text, whole numbers, lists, dicts. Stored with their type, as a JSON object of one
member: `$decimal`, `$date`, `$time`, `$datetime`, `$duration` (seconds), `$months` (a years and months duration).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from app.feel.temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration

_LARGEST_WHOLE_NUMBER = 2**53


def plain(value: Any) -> Any:
    """A value as a variable keeps it: FEEL's own values become Python's, a record becomes its id and name.

    Record views are lazy and always fresh; a copy of all their fields would be neither. So a mapping that is not a dict
    keeps only what identifies it.
    """
    if isinstance(value, str):
        return whole_characters(value)
    if value is None or isinstance(value, bool | int | datetime | date | time | timedelta):
        return value
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() if value.is_finite() else False
        return int(value) if whole and abs(value) < _LARGEST_WHOLE_NUMBER else value
    if isinstance(value, float):
        return plain(Decimal(str(value)))
    if isinstance(value, YearsMonthsDuration):
        return value
    if isinstance(value, Date | Time | DateTime | DaysTimeDuration):
        fitting = value.to_python()
        return fitting if isinstance(fitting, date | time | timedelta) else str(value)
    if isinstance(value, dict):
        return {whole_characters(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, Mapping):
        return {key: plain(value[key]) for key in ("id", "name") if key in value}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return whole_characters(str(value))


def whole_characters(text: str) -> str:
    """A text that can be written: `"\\uD83D"` alone is half a character, which UTF-8 does not have."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def to_json(value: Any) -> dict[str, Any]:
    """What `json.dumps` asks for a value that it does not know."""
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, time):
        return {"$time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"$duration": value.total_seconds()}
    if isinstance(value, YearsMonthsDuration):
        return {"$months": value.months}
    raise TypeError(f"a process variable cannot hold {type(value).__name__}")


_READERS: dict[str, Callable[[Any], Any]] = {
    "$decimal": Decimal,
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$duration": lambda seconds: timedelta(seconds=seconds),
    "$months": YearsMonthsDuration,
}


def from_json(content: dict[str, Any]) -> Any:
    """The way back: the `object_hook` of `json.loads`."""
    if len(content) == 1:
        ((tag, value),) = content.items()
        if tag in _READERS:
            try:
                return _READERS[tag](value)
            except (ValueError, TypeError, ArithmeticError):
                return content
    return content


def json_safe(value: Any) -> Any:
    """A value for a JSON column that people and programs read: moments and dates as ISO 8601, decimals as text."""
    if isinstance(value, str):
        return whole_characters(value).replace("\0", "\ufffd")  # which PostgreSQL does not take in JSON
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {json_safe(str(key)): json_safe(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [json_safe(item) for item in value]
    return json_safe(str(value))
