"""The checks of declarations, in the manner of Django's: each is a function that tells what is wrong with one type."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Fault:
    """Something that is wrong with a declaration; the words are for its author.

    Attributes:
        place: the field, or the part of the declaration, such as `amount` or `journal`.
        words: what is wrong there, and what to do.
        declared_at: file and line, when that is not where the whole record type is declared.
    """

    place: str
    words: str
    declared_at: str = ""


Check = Callable[[Any], Iterable[Fault]]

_checks: list[Check] = []


def declaration_check(check: Check) -> Check:
    """Let a function look at every record type when the application starts.

    Parameters:
        check: given a record type, tells its faults. Only what is declared can be seen then: no database is read.
    """
    if check not in _checks:
        _checks.append(check)
    return check


def faults_in(field: Any, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Faults in the declaration of a field, or of the rows in it, with file and line."""
    for fault in faults:
        yield replace(fault, declared_at=fault.declared_at or field.declared_at)


def faults_of(record_type: Any) -> Iterator[Fault]:
    """What all checks find wrong with a record type."""
    for check in _checks:
        yield from check(record_type)
