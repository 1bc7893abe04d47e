"""The clock in the serving process: runs the periodic jobs."""

import time

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from app.db import db
from app.engine import notice_deployments
from app.periodic import run_due_jobs, run_shared_jobs

_LONGEST_ROUND = 60.0  # seconds; a round that is not through goes on with the next look


def start_clock(app: Flask) -> BackgroundScheduler | None:
    """Look for due work every `clock_interval` seconds; None when the setting switches the clock off.

    A periodic job that takes long holds up no process: those have a thread of their own.
    """
    interval = app.config["SETTINGS"].clock_interval
    if not interval:
        return None
    scheduler = BackgroundScheduler(timezone="UTC")
    for look in (do_what_is_due, run_what_comes_back):
        scheduler.add_job(look, "interval", args=[app], seconds=interval, max_instances=1, coalesce=True)
    scheduler.start()
    return scheduler


def do_what_is_due(app: Flask) -> None:
    """Everything that is due in processes, batch after batch: thousands of timers do not wait for as many looks."""
    until = time.monotonic() + _LONGEST_ROUND
    with app.app_context():
        try:
            notice_deployments()
            while run_shared_jobs() and time.monotonic() < until:
                db.session.remove()
        except Exception:
            app.logger.exception("The clock could not do its work; it tries again.")
        finally:
            db.session.remove()


def run_what_comes_back(app: Flask) -> None:
    """The periodic jobs that are due and that no other process is at work on."""
    with app.app_context():
        try:
            run_due_jobs()
        except Exception:
            app.logger.exception("The clock could not run the periodic jobs; it tries again.")
        finally:
            db.session.remove()
