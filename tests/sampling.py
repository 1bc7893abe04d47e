"""Which of very many cases a run takes: `make test` a fixed sample, `make nightly` all of them.

A sample takes every n-th of all combinations along their diagonals, so that each part of a combination is still met,
only not together with every other.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any


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
