"""What a widget is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.records.card.page import Card

MAIN, SIDE, TOP = "main", "side", "top"


def _always(_card: Card) -> bool:
    return True


@dataclass(frozen=True)
class Widget:
    """A part of the card that can be folded and drawn again alone.

    Attributes:
        name: as in its address, its template `records/card/widgets/<name>.html` and the id `widget-<name>`.
        title: lazy words.
        place: `main` or `side` column, or `top`: in the header that stays.
        context: what its template gets besides `card`.
        applies: whether the card has it.
        count: a number beside the title, or None.
        edit: use of the form that the pencil opens (`properties`, `contacts`, …); None: no pencil.
        lazy: loaded when it comes into view.
    """

    name: str
    title: Any
    place: str
    context: Callable[[Card], Mapping[str, Any]] = lambda _card: {}
    applies: Callable[[Card], bool] = _always
    count: Callable[[Card], int | None] = lambda _card: None
    edit: Callable[[Card], str] | None = None
    lazy: bool = False
