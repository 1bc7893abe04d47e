"""The clock in the serving process: fires due timers and performs owed effects."""

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from app.db import db
from app.engine.clock_job import tick


def start_clock(app: Flask) -> BackgroundScheduler | None:
    """Look for due work every `clock_interval` seconds; None when the setting switches the clock off."""
    interval = app.config["SETTINGS"].clock_interval
    if not interval:
        return None
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(_tick, "interval", args=[app], seconds=interval, max_instances=1, coalesce=True)
    scheduler.start()
    return scheduler


def _tick(app: Flask) -> None:
    with app.app_context():
        try:
            tick()
        except Exception:
            app.logger.exception("The clock could not do its work; it tries again.")
        finally:
            db.session.remove()
