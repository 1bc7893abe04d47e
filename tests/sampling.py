"""Which of very many cases a run takes: `make test` a fixed sample, `make nightly` all of them.

A sample takes every n-th of all combinations along their diagonals, so that each part of a combination is still met,
only not together with every other. Where cases grow with the product, it takes a fixed number of them.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import product
from random import Random
from typing import Any, TypeVar

Case = TypeVar("Case")


class Sampler:
    """Chooses combinations.

    Parameters:
        whole: take all of them.
        seed: which sample; another number takes other combinations.
    """

    def __init__(self, whole: bool, seed: int) -> None:
        self._whole, self._seed = whole, seed

    def combinations(self, one_in: int, *parts: Iterable[Any], shift: int = 0) -> Iterator[tuple[Any, ...]]:
        """One in `one_in` of the combinations of one of each of the parts.

        Parameters:
            shift: tests that divide the combinations among themselves give different numbers.
        """
        sequences: list[Sequence[Any]] = [tuple(part) for part in parts]
        for chosen in product(*(range(len(sequence)) for sequence in sequences)):
            if self._whole or (sum(chosen) + self._seed + shift) % one_in == 0:
                yield tuple(sequence[index] for sequence, index in zip(sequences, chosen, strict=True))

    def step(self, one_in: int) -> int:
        """The distance between two points that are tried, where the points are counted while one goes."""
        return 1 if self._whole else one_in

    def at_most(
        self, number: int, cases: Iterable[Case], kind: Callable[[Case], Hashable], *, shift: int = 0
    ) -> list[Case]:
        """So many of the cases, however many there are: one of each kind, then a second one of each, and so on.

        Each sample begins at another case of each kind, so that one sample after the other meets all; where there are
        more kinds than `number`, each sample begins at another kind too.

        Parameters:
            shift: tests that divide the cases among themselves give different numbers.
        """
        every = list(cases)
        if self._whole:
            return every
        place = self._seed + shift
        by_kind: dict[Hashable, list[Case]] = {}
        for case in every:
            by_kind.setdefault(kind(case), []).append(case)
        kinds = [_mixed(each) for each in by_kind.values()]
        turned = _turned(_mixed(kinds), place * number)
        rounds = range(max(map(len, kinds), default=0))
        chosen = [_turned(each, place)[lap] for lap in rounds for each in turned if lap < len(each)]
        return chosen[:number]


def _mixed(cases: list[Case]) -> list[Case]:
    """In an order that is always the same, and in which neighbours are not alike."""
    return Random(len(cases)).sample(cases, len(cases))


def _turned(cases: list[Case], by: int) -> list[Case]:
    first = by % len(cases) if cases else 0
    return cases[first:] + cases[:first]
