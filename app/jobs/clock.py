"""The clock in the serving process: fires due timers, performs owed effects, removes files that nobody needs."""

import time

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from app.db import db
from app.engine import tick
from app.files.sweeping import sweep

_LONGEST_ROUND = 60.0  # seconds; a round that is not through goes on with the next look


def start_clock(app: Flask) -> BackgroundScheduler | None:
    """Look for due work every `clock_interval` seconds; None when the setting switches the clock off."""
    interval = app.config["SETTINGS"].clock_interval
    if not interval:
        return None
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(do_what_is_due, "interval", args=[app], seconds=interval, max_instances=1, coalesce=True)
    scheduler.add_job(remove_unused_files, "interval", args=[app], hours=1, max_instances=1, coalesce=True)
    scheduler.start()
    return scheduler


def do_what_is_due(app: Flask) -> None:
    """Everything that is due, batch after batch: thousands of timers do not wait for as many looks."""
    until = time.monotonic() + _LONGEST_ROUND
    with app.app_context():
        try:
            while tick() and time.monotonic() < until:
                db.session.remove()
        except Exception:
            app.logger.exception("The clock could not do its work; it tries again.")
        finally:
            db.session.remove()


def remove_unused_files(app: Flask) -> None:
    """Files that nothing refers to any more."""
    with app.app_context():
        try:
            sweep()
        except Exception:
            app.logger.exception("Unused files could not be removed; it is tried again in an hour.")
        finally:
            db.session.remove()
