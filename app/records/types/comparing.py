"""When two values are the same, and how much of one the history keeps."""

from typing import Any

from sqlalchemy import ColumnElement, or_

REMEMBERED_LENGTH = 500
"""Of a longer text the history keeps the beginning."""
_TRUE = ("true", "1", "yes", "on")


MINE, THEIRS = "mine", "theirs"
"""What a person may choose where both have changed the same."""


class Overlap(Exception):
    """Two people changed the same."""


def is_true(words: str) -> bool:
    """Whether the words of a filter say yes."""
    return words.lower() in _TRUE


def same(before: Any, after: Any) -> bool:
    """Whether two values are the same; nothing and an empty text are."""
    return (before if before not in ("", None) else None) == (after if after not in ("", None) else None)


def shortened(text: str) -> str:
    """A text as the history keeps it."""
    return text if len(text) <= REMEMBERED_LENGTH else text[:REMEMBERED_LENGTH] + "…"


def without_names(value: Any) -> Any:
    """What the history keeps, without the names that it keeps beside ids."""
    if isinstance(value, list):
        return [without_names(each) for each in value]
    if not isinstance(value, dict):
        return value
    return value["id"] if is_named(value) else {key: without_names(each) for key, each in value.items()}


def is_named(kept: dict[str, Any]) -> bool:
    """Whether the history keeps a person or a record here, by id and name."""
    return kept.keys() == {"id", "name"}


def empty_text(column: Any) -> ColumnElement[bool]:
    """Whether a text says nothing."""
    return or_(column.is_(None), column == "")


def chosen(choice: str | None, mine: Any, theirs: Any) -> Any:
    """The version that a person has chosen.

    Raises:
        Overlap: nobody has chosen yet.
    """
    if choice is None:
        raise Overlap
    return mine if choice == MINE else theirs
