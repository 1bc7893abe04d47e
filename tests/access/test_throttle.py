from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from app.access import throttle
from app.access.throttle import Source, TooManyAttempts
from app.clock import clock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HERE, THERE = Source("10.0.0.1"), Source("10.0.0.2")
KNOWN = Source("device x", known=True)


@pytest.fixture(autouse=True)
def noon(app):
    clock.set(lambda: NOON)


def fail(times: int, login: str = "manager", source: Source = HERE) -> None:
    for _ in range(times):
        throttle.begin_attempt(login, source)


def test_a_few_mistakes_cost_nothing():
    fail(throttle.PER_LOGIN_AND_ADDRESS - 1)
    assert throttle.minutes_to_wait("manager", HERE) == 0


def test_after_too_many_mistakes_the_address_waits_for_that_login():
    fail(throttle.PER_LOGIN_AND_ADDRESS)
    assert throttle.minutes_to_wait("manager", HERE) == 15
    assert throttle.minutes_to_wait(" MANAGER ", HERE) == 15
    assert throttle.minutes_to_wait("director", HERE) == 0
    assert throttle.minutes_to_wait("manager", THERE) == 0
    with pytest.raises(TooManyAttempts) as refused:
        throttle.begin_attempt("manager", HERE)
    assert refused.value.minutes == 15


def test_trying_many_logins_from_one_address_ends():
    for number in range(throttle.PER_ADDRESS):
        throttle.begin_attempt(f"person{number}", HERE)
    assert throttle.minutes_to_wait("director", HERE) > 0


def test_trying_one_login_from_many_addresses_ends():
    for number in range(throttle.PER_LOGIN):
        throttle.begin_attempt("manager", Source(f"10.0.1.{number}"))
    assert throttle.minutes_to_wait("manager", HERE) > 0


def test_a_known_source_waits_for_its_own_mistakes_only():
    for number in range(throttle.PER_LOGIN):
        throttle.begin_attempt("manager", Source(f"10.0.1.{number}"))
    assert throttle.minutes_to_wait("manager", KNOWN) == 0
    fail(throttle.PER_LOGIN_AND_ADDRESS, source=KNOWN)
    assert throttle.minutes_to_wait("manager", KNOWN) == 15


def test_mistakes_of_a_known_source_do_not_count_against_others():
    for number in range(throttle.PER_LOGIN):
        throttle.begin_attempt("manager", Source(f"device {number}", known=True))
    assert throttle.minutes_to_wait("manager", HERE) == 0


def test_waiting_helps():
    fail(throttle.PER_LOGIN_AND_ADDRESS)
    clock.set(lambda: NOON + throttle.WINDOW - timedelta(minutes=2))
    assert throttle.minutes_to_wait("manager", HERE) == 2
    clock.set(lambda: NOON + throttle.WINDOW)
    assert throttle.minutes_to_wait("manager", HERE) == 0


def test_signing_in_wipes_the_slate():
    fail(throttle.PER_LOGIN_AND_ADDRESS)
    throttle.forget_attempts("manager", HERE)
    assert throttle.minutes_to_wait("manager", HERE) == 0


def test_at_the_same_moment_no_more_attempts_pass_than_one_after_the_other(app):
    together = Barrier(24)

    def attempt(_number: int) -> bool:
        with app.app_context():
            together.wait()
            try:
                throttle.begin_attempt("manager", HERE)
            except TooManyAttempts:
                return False
            return True

    with ThreadPoolExecutor(24) as pool:
        passed = list(pool.map(attempt, range(24)))
    assert sum(passed) == throttle.PER_LOGIN_AND_ADDRESS
