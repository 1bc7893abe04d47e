"""Periodic jobs: when they are due, that one process runs each, and what is remembered of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.clock import clock
from app.db import db
from app.periodic import job_states, register_periodic_job, run_due_jobs, run_job_now, run_shared_jobs
from app.periodic.models import PeriodicJobRow
from app.periodic.registry import withdraw_periodic_job

NAME = "tests.sample"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday, noon in Moscow


@pytest.fixture
def later(app):
    """`later(hours=1)` sets the clock."""

    def set_clock(**passed: float) -> None:
        clock.set(lambda: START + timedelta(**passed))

    set_clock()
    return set_clock


@pytest.fixture
def runs():
    return []


@pytest.fixture
def job(later, runs):
    """`job(every=…)`: a job that notes each of its runs."""

    def register(function=None, **rule) -> None:
        register_periodic_job(NAME, function or (lambda: runs.append(clock.now())), "A", **rule)

    yield register
    withdraw_periodic_job(NAME)


def state():
    return next(each for each in job_states() if each.job.name == NAME)


def test_an_interval_begins_when_the_job_is_first_seen(job, later, runs):
    job(every=timedelta(hours=1))
    run_due_jobs()
    later(minutes=59)
    run_due_jobs()
    assert runs == []
    later(minutes=60)
    run_due_jobs()
    assert len(runs) == 1


def test_a_calendar_rule_is_in_the_time_zone_of_the_installation(job, later, runs):
    job(at="30 12 * * mon-fri")
    run_due_jobs()
    assert state().due_at == START + timedelta(minutes=30)
    later(minutes=30)
    run_due_jobs()
    assert len(runs) == 1
    assert state().due_at == START + timedelta(days=1, minutes=30)


def test_what_was_missed_is_done_once(job, later, runs):
    job(every=timedelta(hours=1))
    run_due_jobs()
    later(hours=10)
    run_due_jobs()
    run_due_jobs()
    assert len(runs) == 1


def test_a_second_process_does_not_run_what_one_is_at_work_on(job, later, runs):
    def look_again() -> None:
        runs.append(run_due_jobs())
        runs.append(run_job_now(NAME).taken)

    job(look_again, every=timedelta(hours=1))
    run_due_jobs()
    later(hours=2)
    run_due_jobs()
    assert runs == [0, False]


def test_what_a_dead_process_had_taken_is_taken_over_after_the_lease(job, later, runs):
    job(every=timedelta(hours=1), longest=timedelta(minutes=5))
    run_due_jobs()
    later(hours=1)
    taken = update(PeriodicJobRow).where(PeriodicJobRow.name == NAME)
    db.session.execute(taken.values(leased_until=START + timedelta(hours=1, minutes=5)))
    db.session.commit()
    run_due_jobs()
    assert (runs, state().is_running) == ([], True)
    later(hours=1, minutes=5)
    run_due_jobs()
    assert (len(runs), state().is_running) == (1, False)


class TestFailures:
    @pytest.fixture
    def failing(self, job):
        def fail() -> None:
            raise ValueError("no such file")

        job(fail, every=timedelta(hours=1))
        run_due_jobs()
        return fail

    def test_it_is_logged_kept_and_tried_the_next_time(self, failing, later, caplog):
        later(hours=1)
        run_due_jobs()
        assert NAME in caplog.text
        assert (state().last_error, state().due_at) == ("ValueError: no such file", START + timedelta(hours=2))

    def test_it_stops_no_other(self, failing, later, runs):
        register_periodic_job("tests.second", lambda: runs.append(1), "B", every=timedelta(hours=1))
        try:
            run_due_jobs()
            later(hours=1)
            run_due_jobs()
        finally:
            withdraw_periodic_job("tests.second")
        assert runs == [1]

    def test_the_error_goes_when_it_runs_again(self, failing, job, later, runs):
        later(hours=1)
        run_due_jobs()
        job(every=timedelta(hours=1))
        later(hours=2)
        run_due_jobs()
        assert state().last_error == ""

    def test_half_a_transaction_is_taken_back(self, job, later):
        def half() -> None:
            db.session.add(PeriodicJobRow(name="tests.half", due_at=clock.now()))
            db.session.flush()
            raise ValueError

        job(half, every=timedelta(hours=1))
        run_job_now(NAME)
        assert db.session.get(PeriodicJobRow, "tests.half") is None


def test_running_now_needs_no_due_time_and_says_how_long_it_took(job, runs):
    job(at="0 0 1 1 *")
    assert run_job_now(NAME).taken
    assert len(runs) == 1
    assert state().last_run_at == START
    assert state().last_duration >= 0


def test_running_what_is_not_there_is_an_error(app):
    with pytest.raises(KeyError):
        run_job_now("tests.nothing")


class TestShared:
    def test_each_process_runs_it_at_every_look(self, job, runs):
        job(shared=True)
        run_shared_jobs()
        run_shared_jobs()
        assert len(runs) == 2

    def test_it_says_how_much_was_done(self, job):
        job(lambda: 7, shared=True)
        assert run_shared_jobs() == 7

    def test_it_is_written_about_once_a_minute(self, job, later):
        job(shared=True)
        run_shared_jobs()
        later(seconds=59)
        run_shared_jobs()
        assert state().last_run_at == START
        later(seconds=60)
        run_shared_jobs()
        assert state().last_run_at == START + timedelta(seconds=60)

    def test_a_failure_is_written_at_once(self, job, later):
        job(shared=True)
        run_shared_jobs()
        job(lambda: 1 // 0, shared=True)
        run_shared_jobs()
        assert "ZeroDivisionError" in state().last_error


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"every": timedelta(hours=1), "at": "0 3 * * *"},
        {"every": timedelta(seconds=5)},
        {"at": "0 25 * * *"},
        {"at": "0 3 * *"},
        {"at": "0 3 * * 1"},
    ],
)
def test_a_rule_that_says_nothing_clear_is_refused(rule):
    with pytest.raises(ValueError, match=NAME):
        register_periodic_job(NAME, lambda: None, "A", **rule)
