"""Values in the test files of the DMN Technology Compatibility Kit, and when they are equal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from .. import compile_expression
from .xml_reader import Element

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
TOLERANCE = Decimal("1e-8")

CONSTRUCTORS = {
    "date": "date",
    "time": "time",
    "dateTime": "date and time",
    "duration": "duration",
}


class Unreadable(ValueError):
    """A value of the test file that FEEL has no value for (``NaN``)."""


def read_value(element: Element) -> object:
    """The value inside an ``inputNode``, ``expected``, ``component`` or ``item``: a simple one, a list or a context.

    :raises Unreadable: FEEL has no such value.
    """
    components = list(element.named("component"))
    if components:
        return {component.attributes.get("name", ""): read_value(component) for component in components}
    listed = element.first("list")
    if listed is not None:
        if listed.attributes.get(f"{XSI}nil") == "true":
            return None
        return [read_value(item) for item in listed.named("item")]
    value = element.first("value")
    return None if value is None else _simple(value)


def _simple(element: Element) -> object:
    if element.attributes.get(f"{XSI}nil") in ("true", "1"):
        return None
    kind = element.attributes.get(f"{XSI}type", "xsd:string").rpartition(":")[2]
    text = element.text
    if kind == "string":
        return text
    text = text.strip()
    if kind == "boolean":
        return text in ("true", "1")
    if kind in CONSTRUCTORS:
        value = compile_expression(f"{CONSTRUCTORS[kind]}(text)").evaluate({"text": text})
        if value is None:
            raise Unreadable(text)
        return value
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Unreadable(text) from None
    if not number.is_finite():
        raise Unreadable(text)
    return number


def equal_values(expected: object, actual: object) -> bool:
    """As the kit's own runners compare: numbers to eight decimals, contexts by entries, lists by position.

    Dates and times must be the same down to their zones, not only the same moment.
    """
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, Decimal) and isinstance(actual, Decimal):
        return abs(expected - actual) < TOLERANCE
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(
            equal_values(one, other) for one, other in zip(expected, actual, strict=True)
        )
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return set(expected) == set(actual) and all(equal_values(expected[key], actual[key]) for key in expected)
    return type(expected) is type(actual) and expected == actual
