"""Names of several words and signs: which of them are known where an expression is parsed (DMN 1.5, 10.3.1.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from .errors import FeelSyntaxError
from .lexer import tokenize

Candidates = dict[str, dict[int, set[str]]]
"""First token of a name → number of its tokens → the names."""

KEYWORDS: Final = frozenset(
    {
        *("and", "or", "between", "in", "instance", "if", "then", "else", "for", "return", "some", "every"),
        *("satisfies", "true", "false", "null", "function", "external"),
    }
)

CALL_ONLY: Final = frozenset({"date and time", "years and months duration", "days and time duration"})
"""Built-in names that contain a keyword: they are names only where they are called."""


@lru_cache(maxsize=4096)
def split_name(name: str) -> tuple[str, int] | None:
    """First token and number of tokens of a name, ``None`` when FEEL cannot read it as tokens."""
    try:
        _kinds, texts, _starts = tokenize(name)
    except FeelSyntaxError:
        return None
    return (texts[0], len(texts) - 1) if len(texts) > 1 else None


def is_simple(name: str) -> bool:
    """Whether a name is one ordinary word, which needs no looking up."""
    return name.isidentifier() and name not in KEYWORDS


def add_name(candidates: Candidates, name: str) -> None:
    """Add a name to candidates, unless it is one ordinary word."""
    if is_simple(name):
        return
    parts = split_name(name)
    if parts is None or (parts[1] == 1 and name in KEYWORDS):
        return
    first, count = parts
    candidates.setdefault(first, {}).setdefault(count, set()).add(name)


def candidates_of(names: Iterable[str]) -> Candidates:
    """The candidates for names."""
    candidates: Candidates = {}
    for name in names:
        add_name(candidates, name)
    return candidates


@lru_cache(maxsize=256)
def host_candidates(names: frozenset[str]) -> Candidates:
    """The candidates for the names of a host, which are the same for many expressions. Not to be changed."""
    return candidates_of(names)


def nested_names(known: Collection[str] | Mapping[str, object] | None) -> set[str]:
    """Every name below the top level of ``known``: the fields of the contexts it describes."""
    found: set[str] = set()
    if isinstance(known, Mapping):
        for fields in known.values():
            if isinstance(fields, Collection) and not isinstance(fields, str):
                found.update(fields)
                found |= nested_names(fields)
    return found
