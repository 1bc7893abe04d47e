"""The administrator's page of periodic jobs."""

from datetime import timedelta

import pytest

from app.periodic import register_periodic_job
from app.periodic.registry import withdraw_periodic_job
from tests.visitors import signed_in


@pytest.fixture
def failing():
    def fail() -> None:
        raise ValueError("нет файла")

    register_periodic_job("tests.failing", fail, "Ломается", every=timedelta(hours=2))
    yield
    withdraw_periodic_job("tests.failing")


def test_every_job_is_listed_with_its_rule(app, people):
    page = signed_in(app, "admin").get("/periodic-jobs").text
    assert "Timers of processes that are due" in page
    assert "10 3 * * * (Europe/Moscow)" in page


def test_it_is_run_now_and_seen(app, people):
    visitor = signed_in(app, "admin")
    assert visitor.post("/periodic-jobs/access.ended-sessions/run").status_code == 303
    assert "Done" in visitor.get("/periodic-jobs").text


def test_a_failure_is_seen(app, people, failing):
    visitor = signed_in(app, "admin")
    visitor.post("/periodic-jobs/tests.failing/run")
    page = visitor.get("/periodic-jobs").text
    assert "ValueError: нет файла" in page
    assert "every 120 minutes" in page


def test_what_is_not_there_is_404(app, people):
    assert signed_in(app, "admin").post("/periodic-jobs/nothing/run").status_code == 404


def test_others_do_not_come_in(app, people):
    assert signed_in(app, "manager").get("/periodic-jobs").status_code == 403
    assert signed_in(app, "manager").post("/periodic-jobs/access.ended-sessions/run").status_code == 403
