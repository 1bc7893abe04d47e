"""Hard limits of the FEEL language: what a hostile or careless expression may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one expression may cost. Passing a limit raises :class:`app.feel.FeelLimitError`.

    :param source_length: characters of the source text.
    :param nesting_depth: nested brackets, functions, conditions and paths in the source.
    :param steps: evaluation steps: iterations of loops weighted by the size of their body, function calls,
        items and characters that built-in functions go through.
    :param list_items: items of one list, and items of the whole result, everything nested counted.
    :param string_length: characters of one string.
    :param number_digits: digits of a number that comes in as a literal, a string or a Python ``int``
        (afterwards every number has 34 significant digits and an exponent within ±6144).
    :param regex_seconds: seconds one regular expression may take.
    :param result_depth: lists and contexts nested in the result.
    """

    source_length: int = 100_000
    nesting_depth: int = 80
    steps: int = 2_000_000
    list_items: int = 100_000
    string_length: int = 1_000_000
    number_digits: int = 1_000
    regex_seconds: float = 0.5
    result_depth: int = 200


DEFAULT_LIMITS = Limits()
