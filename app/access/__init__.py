"""People, groups and what they may do."""

from flask import Flask

from app.access import menu, session
from app.access.browser_sessions import remove_ended_sessions
from app.access.views import groups, people, profile, security_log, sessions, sign_in, tokens
from app.i18n import lazy_gettext as _l
from app.periodic import register_periodic_job


def init_app(app: Flask) -> None:
    """Know who makes each request; add the pages of people and groups."""
    session.init_app(app)
    for part in (sign_in, profile, sessions, tokens, people, groups, security_log):
        app.register_blueprint(part.blueprint)
    menu.register()
    register_periodic_job(
        "access.ended-sessions", remove_ended_sessions, _l("Removal of sessions that have ended"), at="10 3 * * *"
    )
