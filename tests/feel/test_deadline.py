"""The host can say when evaluations must be over, by a clock of its own."""

import pytest

from app.feel import FeelTimeError, compile_expression, compile_unary_tests
from app.feel.deadline import until


class Clock:
    """Goes on by a second with each look."""

    def __init__(self):
        self.looks = 0

    def __call__(self):
        self.looks += 1
        return float(self.looks)


@pytest.mark.parametrize(
    "source",
    [
        "every x in 1..100000 satisfies some y in 1..10 satisfies y = 10",
        "count(for x in 1..50000 return x + 1)",
        "{f: function(n) if n = 0 then 0 else g(n - 1), r: count(for x in 1..50000 return abs(x))}.r",
        "sort(for x in 1..20000 return -x, function(a, b) a < b)[1]",
    ],
)
def test_an_evaluation_ends_when_the_moment_has_come(source):
    clock = Clock()
    with until(1, clock), pytest.raises(FeelTimeError) as told:
        compile_expression(source).evaluate({})
    assert clock.looks == 1
    assert told.value.code == "limit-time"


def test_it_goes_on_until_then():
    clock = Clock()
    with until(1_000_000, clock):
        assert compile_expression("count(for x in 1..50000 return x + 1)").evaluate({}) == 50000
    assert clock.looks > 1


def test_unary_tests_end_too():
    tests = compile_unary_tests("every x in 1..100000 satisfies x < ?")
    with until(1, Clock()), pytest.raises(FeelTimeError):
        tests.evaluate(1_000_000, {})


def test_afterwards_nothing_is_left_of_it():
    with until(1, Clock()), pytest.raises(FeelTimeError):
        compile_expression("count(for x in 1..50000 return x)").evaluate({})
    assert compile_expression("count(for x in 1..50000 return x)").evaluate({}) == 50000


def test_an_inner_deadline_does_not_outlive_its_block():
    outer = Clock()
    with until(1, outer):
        with until(1_000_000, Clock()):
            assert compile_expression("count(for x in 1..50000 return x)").evaluate({}) == 50000
        with pytest.raises(FeelTimeError):
            compile_expression("count(for x in 1..50000 return x)").evaluate({})
