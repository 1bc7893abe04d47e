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


BY_KIND = [
    (kind, number)
    for kind, many in zip(LETTERS, (1, 2, 3, 40, 5, 1, 1, 9, 2, 4, 30), strict=True)
    for number in range(many)
]


def of_kind(case):
    return case[0]


@pytest.mark.parametrize("number", [1, 5, 11, 20, 98, 500])
@pytest.mark.parametrize("seed", range(3))
def test_a_fixed_number_is_taken_of_as_many_kinds_as_fit(number, seed):
    sample = Sampler(False, seed).at_most(number, BY_KIND, of_kind)
    assert len(set(sample)) == len(sample) == min(number, len(BY_KIND))
    assert len(set(map(of_kind, sample))) == min(number, len(LETTERS))


@pytest.mark.parametrize("number", [3, 11, 15])
def test_one_sample_after_the_other_meets_every_case(number):
    samples = [Sampler(False, 1).at_most(number, BY_KIND, of_kind, shift=shift) for shift in range(500)]
    assert {case for sample in samples for case in sample} == set(BY_KIND)


def test_a_fixed_number_of_nothing_is_nothing():
    assert Sampler(False, 1).at_most(5, [], of_kind) == []


def test_the_whole_is_everything():
    assert list(Sampler(True, 3).combinations(5, NUMBERS, LETTERS)) == list(product(NUMBERS, LETTERS))
    assert Sampler(True, 3).at_most(5, BY_KIND, of_kind) == BY_KIND


def test_those_who_divide_them_among_themselves_have_all():
    sampler = Sampler(False, 1)
    shares = [each for shift in range(3) for each in sampler.combinations(3, NUMBERS, shift=shift)]
    assert sorted(shares) == [(number,) for number in NUMBERS]
