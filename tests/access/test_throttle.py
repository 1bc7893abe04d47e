from datetime import UTC, datetime, timedelta

import pytest

from app.access import throttle
from app.clock import clock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(app):
    clock.set(lambda: NOON)


def fail(times: int, login: str = "manager", address: str = "10.0.0.1") -> None:
    for _ in range(times):
        throttle.note_failure(login, address)


def test_a_few_mistakes_cost_nothing():
    fail(throttle.PER_LOGIN_AND_ADDRESS - 1)
    assert throttle.minutes_to_wait("manager", "10.0.0.1") == 0


def test_after_too_many_mistakes_the_address_waits_for_that_login():
    fail(throttle.PER_LOGIN_AND_ADDRESS)
    assert throttle.minutes_to_wait("manager", "10.0.0.1") == 15
    assert throttle.minutes_to_wait(" MANAGER ", "10.0.0.1") == 15
    assert throttle.minutes_to_wait("director", "10.0.0.1") == 0
    assert throttle.minutes_to_wait("manager", "10.0.0.2") == 0


def test_trying_many_logins_from_one_address_ends():
    for number in range(throttle.PER_ADDRESS):
        throttle.note_failure(f"person{number}", "10.0.0.1")
    assert throttle.minutes_to_wait("director", "10.0.0.1") > 0


def test_trying_one_login_from_many_addresses_ends():
    for number in range(throttle.PER_LOGIN):
        throttle.note_failure("manager", f"10.0.1.{number}")
    assert throttle.minutes_to_wait("manager", "10.0.0.1") > 0


def test_waiting_helps():
    fail(throttle.PER_LOGIN_AND_ADDRESS)
    clock.set(lambda: NOON + throttle.WINDOW - timedelta(minutes=2))
    assert throttle.minutes_to_wait("manager", "10.0.0.1") == 2
    clock.set(lambda: NOON + throttle.WINDOW)
    assert throttle.minutes_to_wait("manager", "10.0.0.1") == 0


def test_signing_in_wipes_the_slate():
    fail(throttle.PER_LOGIN_AND_ADDRESS)
    throttle.forget_failures("manager", "10.0.0.1")
    assert throttle.minutes_to_wait("manager", "10.0.0.1") == 0
