"""The clock and the workers: what is due is done, and what comes back is seen by the administrator."""

from flask import Flask

from app.i18n import lazy_gettext as _l
from app.jobs.engine_jobs import add_engine_jobs
from app.jobs.views import blueprint
from app.navigation import register_menu


def init_app(app: Flask) -> None:
    """Let the clock carry the processes on; add the administrator's page."""
    add_engine_jobs()
    app.register_blueprint(blueprint)
    register_menu(
        section="administration",
        order=85,
        label=_l("Periodic jobs"),
        endpoint="periodic_jobs.index",
        icon="clock",
        permission="administrator",
    )
