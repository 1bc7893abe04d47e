"""Conversion to numbers and texts (DMN 1.5, table 72)."""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException
from typing import Final

from ..errors import FeelLimitError
from ..lexer import quote
from ..names import is_simple
from ..registry import bad_value, built_in
from ..runtime import State
from ..values import NUMBERS, FunctionValue, Range, Value, from_python, is_context

NUMBER: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")


def to_number(state: State, text: str) -> Decimal:
    """The number a text is; raises :class:`ValueProblem` for anything else."""
    if len(text) > state.limits.number_digits:
        raise FeelLimitError("limit-number", limit=state.limits.number_digits)
    if not NUMBER.fullmatch(text):
        raise bad_value("number", "from")
    try:
        return NUMBERS.create_decimal(text)
    except DecimalException:
        raise bad_value("number", "from") from None


@built_in("number", "from: string")
def number(state: State, text: str) -> Decimal:
    """A text as a number."""
    return to_number(state, text)


@built_in("number", "from: string, grouping separator: string?, decimal separator: string?")
def number_with_separators(state: State, text: str, grouping: str | None = None, decimal: str | None = None) -> Decimal:
    """A text with separators as a number: groups by space, comma or point; decimals by point or comma."""
    if grouping is not None and grouping not in (" ", ",", "."):
        raise bad_value("number", "grouping separator")
    if decimal is not None and (decimal not in (".", ",") or decimal == grouping):
        raise bad_value("number", "decimal separator")
    if grouping is not None:
        text = text.replace(grouping, "")
    if decimal == ",":
        if "." in text:
            raise bad_value("number", "from")
        text = text.replace(",", ".")
    return to_number(state, text)


def number_text(value: Decimal) -> str:
    """A number without exponent and without zeros at the end of its fraction."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def text_of(state: State, value: Value, nested: bool = False) -> str:
    """A value as text; inside lists and contexts texts are quoted."""
    state.spend(1)
    if value is None:
        return "null"
    if isinstance(value, str):
        return quote(value) if nested else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, list):
        return joined(state, "[", [text_of(state, item, True) for item in value], "]")
    if isinstance(value, Range):
        return range_text(state, value)
    if isinstance(value, FunctionValue):
        return f"function({', '.join(parameter.name for parameter in value.parameters)})"
    if is_context(value):
        entries = [
            f"{key if is_simple(key) else quote(key)}: {text_of(state, from_python(value[key]), True)}" for key in value
        ]
        return joined(state, "{", entries, "}")
    return f'@"{value}"' if nested else str(value)


def joined(state: State, opening: str, parts: list[str], closing: str) -> str:
    """Parts with commas between, within brackets."""
    state.check_text(sum(map(len, parts)) + 2 * len(parts) + 2)
    return opening + ", ".join(parts) + closing


def range_text(state: State, value: Range) -> str:
    """A range as it is written."""
    if value.operator is not None:
        end = value.end if value.operator in ("<", "<=") else value.start
        return f"{value.operator} {text_of(state, end, True)}"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{text_of(state, value.start, True)}..{text_of(state, value.end, True)}{closing}"


@built_in("string", "from: any")
def string(state: State, value: Value) -> str | None:
    """A value as text; null stays null."""
    return None if value is None else state.text_of(text_of(state, value))
