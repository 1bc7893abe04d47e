"""What a person holds and others wait for: packages of every layer add what they know of."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from app.engine import UnitOfWork


@dataclass(frozen=True)
class Held:
    """What somebody holds of one kind.

    Attributes:
        label: what it is, in words.
        count: how many there are.
        first: the first of them: name, and path within the application.
    """

    label: str
    count: int
    first: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Holding:
    """A kind of things that somebody can hold.

    Attributes:
        key: unique name.
        label: lazy words.
        find: given a person's id, how many there are, and name and address of the first of them.
        hand_over: given the unit of work, the person's id and the successor's: gives everything to the successor, or
            without one (None) back to those from whom it came, as far as there are such.
        give_back: given the unit of work, the person's id and groups that they have left: gives back what they hold
            through these. None: groups give nothing of this kind.
    """

    key: str
    label: Any
    find: Callable[[int], tuple[int, Sequence[tuple[str, str]]]]
    hand_over: Callable[[UnitOfWork, int, int | None], None]
    give_back: Callable[[UnitOfWork, int, Collection[str]], None] | None = None


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """Add a kind, or replace the one of the same key. They are handed over in the order in which they were added."""
    _holdings[holding.key] = holding


def held_by(person_id: int) -> list[Held]:
    """Everything that the person holds, by kind; empty when nobody waits for them."""
    found = []
    for holding in _holdings.values():
        count, first = holding.find(person_id)
        if count:
            found.append(Held(str(holding.label), count, first))
    return found


def hand_over(unit: UnitOfWork, person_id: int, successor_id: int | None) -> None:
    """Give everything that the person holds to a successor, or back (None)."""
    for holding in _holdings.values():
        holding.hand_over(unit, person_id, successor_id)
        unit.run()


def give_back(unit: UnitOfWork, person_id: int, groups: Collection[str]) -> None:
    """Give back what the person holds through groups that they have left."""
    for holding in _holdings.values():
        if holding.give_back is not None:
            holding.give_back(unit, person_id, groups)
            unit.run()
