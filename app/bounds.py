"""What no database keeps: numbers that are too large for an id, characters that are no text."""

import json
import math
import re
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST_NUMBER = 2**31 - 1
_DEEPEST = 100
_PLAIN = frozenset({int, float, bool, type(None)})  # millions of them must not take long
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class BoundedIntegerConverter(IntegerConverter):
    """`<int:…>` of an address; a number that can be no id is not found."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST_NUMBER, **options})


def init_app(app: Flask) -> None:
    """Bound the numbers in addresses; comes before everything that adds addresses."""
    app.url_map.converters["int"] = BoundedIntegerConverter


def whole_number(text: str) -> int:
    """A number as an id, a revision or a page has it; to be given as `type` to `request.args.get`.

    Raises:
        ValueError: this is no such number.
    """
    number = int(text) if len(text) <= 20 else LARGEST_NUMBER + 1
    if abs(number) > LARGEST_NUMBER:
        raise ValueError(f"{text[:20]} is too large")
    return number


def whole_numbers(texts: Any) -> list[int]:
    """Those of these texts that are such numbers, not negative."""
    numbers = []
    for text in texts:
        try:
            numbers.append(whole_number(str(text)))
        except ValueError:
            continue
    return [number for number in numbers if number >= 0]


def read_json(text: str | bytes) -> Any:
    """What a JSON text says, with numbers that are numbers.

    Raises:
        ValueError: this is no JSON, is nested too deeply, or has a number without end; Python would read NaN.
    """
    try:
        return json.loads(text, parse_constant=_finite, parse_float=_finite)
    except RecursionError:
        raise ValueError("too many nested levels") from None


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is no number")
    return number


def keepable(value: Any, depth: int = 0) -> bool:
    """Whether a database keeps this text, or all texts of what was read from JSON.

    A text must not have a zero character or half of a surrogate pair.

    Raises:
        RecursionError: it is nested too deeply.
    """
    if isinstance(value, str):
        return _UNKEEPABLE.search(value) is None
    if depth > _DEEPEST:
        raise RecursionError("too many nested levels")
    if isinstance(value, dict):
        return all(keepable(key) and (type(each) in _PLAIN or keepable(each, depth + 1)) for key, each in value.items())
    return not isinstance(value, list) or all(keepable(each, depth + 1) for each in value if type(each) not in _PLAIN)
