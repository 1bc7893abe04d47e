"""A sample leaves out combinations, and no part of one."""

from itertools import product

import pytest

from tests.sampling import Sampler

NUMBERS, LETTERS = range(7), "abcdefghijk"


@pytest.mark.parametrize("seed", range(5))
def test_a_sample_meets_each_part(seed):
    sample = list(Sampler(whole=False, seed=seed).combinations(5, NUMBERS, LETTERS))
    assert {number for number, _letter in sample} == set(NUMBERS)
    assert {letter for _number, letter in sample} == set(LETTERS)
    assert len(sample) < len(NUMBERS) * len(LETTERS) / 4


def test_all_samples_together_have_each_combination_once():
    samples = [each for seed in range(5) for each in Sampler(False, seed).combinations(5, NUMBERS, LETTERS)]
    assert sorted(samples) == sorted(product(NUMBERS, LETTERS))


def test_the_whole_is_everything():
    assert list(Sampler(True, 3).combinations(5, NUMBERS, LETTERS)) == list(product(NUMBERS, LETTERS))


def test_those_who_divide_them_among_themselves_have_all():
    sampler = Sampler(False, 1)
    shares = [each for shift in range(3) for each in sampler.combinations(3, NUMBERS, shift=shift)]
    assert sorted(shares) == [(number,) for number in NUMBERS]
