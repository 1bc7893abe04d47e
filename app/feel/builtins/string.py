"""String functions (DMN 1.5, table 74)."""

from __future__ import annotations

from decimal import Decimal

from ..errors import ValueProblem
from ..patterns import compile_pattern, find, split_at, substitute
from ..registry import bad_value, built_in
from ..runtime import State
from ..values import Value, type_name


@built_in("substring", "string: string, start position: number, length?: number?")
def substring(state: State, text: str, start: Decimal, length: Decimal | None = None) -> str:
    """The characters from a position on (counted from 1, or from the end), all or some."""
    first = int(start) if start.adjusted() < 12 else len(text) + 1
    if first == 0 or (length is not None and length < 1):
        raise bad_value("substring", "start position" if first == 0 else "length")
    index = first - 1 if first > 0 else max(len(text) + first, 0)
    if length is None:
        return state.text_of(text[index:])
    wanted = int(length) if length.adjusted() < 12 else len(text)
    return state.text_of(text[index : index + wanted])


@built_in("string length", "string: string")
def string_length(_state: State, text: str) -> Decimal:
    """How many characters."""
    return Decimal(len(text))


@built_in("upper case", "string: string")
def upper_case(state: State, text: str) -> str:
    """In capital letters."""
    return state.text_of(text.upper())


@built_in("lower case", "string: string")
def lower_case(state: State, text: str) -> str:
    """In small letters."""
    return state.text_of(text.lower())


@built_in("substring before", "string: string, match: string")
def substring_before(state: State, text: str, match: str) -> str:
    """What stands before the first occurrence; "" when there is none."""
    before, found, _after = text.partition(match) if match else ("", "", "")
    return state.text_of(before if found else "")


@built_in("substring after", "string: string, match: string")
def substring_after(state: State, text: str, match: str) -> str:
    """What stands after the first occurrence; "" when there is none."""
    return state.text_of(text.partition(match)[2] if match else text)


@built_in("contains", "string: string, match: string")
def contains(state: State, text: str, match: str) -> bool:
    """Whether a text occurs in another."""
    state.check_text(len(text))
    return match in text


@built_in("starts with", "string: string, match: string")
def starts_with(_state: State, text: str, match: str) -> bool:
    """Whether a text begins with another."""
    return text.startswith(match)


@built_in("ends with", "string: string, match: string")
def ends_with(_state: State, text: str, match: str) -> bool:
    """Whether a text ends with another."""
    return text.endswith(match)


@built_in("matches", "input: string, pattern: string, flags?: string?")
def matches(state: State, text: str, pattern: str, flags: str | None = None) -> bool:
    """Whether a regular expression (XPath 2) occurs in a text."""
    return find(compile_pattern(pattern, flags or ""), text, state)


@built_in("replace", "input: string, pattern: string, replacement: string, flags?: string?")
def replace(state: State, text: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    """A text with each occurrence of a regular expression replaced; ``$1`` is its first group."""
    return substitute(compile_pattern(pattern, flags or ""), text, replacement, state)


@built_in("split", "string: string, delimiter: string")
def split(state: State, text: str, delimiter: str) -> list[Value]:
    """The parts of a text between the occurrences of a regular expression."""
    return state.list_of(split_at(compile_pattern(delimiter, ""), text, state))


@built_in("string join", "list: list, delimiter?: string?")
def string_join(state: State, values: list[Value], delimiter: str | None = None) -> str:
    """The texts of a list in one; null items are left out."""
    parts: list[str] = []
    for value in values:
        if value is None:
            continue
        if not isinstance(value, str):
            raise ValueProblem(
                "argument-type", function="string join", name="list", expected="string", type=type_name(value)
            )
        parts.append(value)
    state.spend(len(values))
    separator = delimiter or ""
    state.check_text(sum(map(len, parts)) + len(separator) * len(parts))
    return separator.join(parts)
