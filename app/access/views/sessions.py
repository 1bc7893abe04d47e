"""Where one is signed in: the sessions of browsers, ended one by one or all at once."""

from functools import lru_cache

from flask import Blueprint, Response, abort, current_app, g, render_template, url_for

from app.access import security_log
from app.access.browser_sessions import end_all_sessions, end_session, sessions_of
from app.access.models import Person
from app.access.permissions import requires
from app.access.session import leave, sign_out
from app.db import db
from app.htmx import done
from app.i18n import gettext as _

blueprint = Blueprint("sessions", __name__, template_folder="../templates")


@blueprint.get("/profile/sessions")
@requires("signed_in")
def index() -> str:
    settings = current_app.config["SETTINGS"]
    return render_template(
        "access/sessions.html",
        sessions=[(each, browser_name(each.browser)) for each in sessions_of(g.person.id)],
        idle_hours=settings.session_idle / 60,
        lifetime_days=settings.session_lifetime / 24,
    )


@blueprint.post("/profile/sessions/<int:session_id>/end")
@requires("signed_in")
def end(session_id: int) -> Response:
    if session_id == g.session_id:
        sign_out()
        return done(to=url_for("access.sign_in"))
    if not end_session(g.person.id, session_id):
        abort(404)
    security_log.note("sessions-ended", g.person.login, data={"sessions": 1})
    return done(_("The session has ended."), to=url_for("sessions.index"))


@blueprint.post("/profile/sessions/end-others")
@requires("signed_in")
def end_others() -> Response:
    end_all_sessions(g.person, keep=g.session_id)
    return done(_("All other sessions have ended."), to=url_for("sessions.index"))


@blueprint.post("/profile/sessions/end-all")
@requires("signed_in")
def end_all() -> Response:
    end_all_sessions(g.person)
    leave()
    return done(_("All sessions have ended, this one too."), to=url_for("access.sign_in"))


@blueprint.post("/people/<int:person_id>/sessions/end")
@requires("administrator")
def end_of_person(person_id: int) -> Response:
    person = db.session.get(Person, person_id) or abort(404)
    end_all_sessions(person)
    return done(
        _("All sessions of %(name)s have ended.", name=person.display_name),
        to=url_for("people.edit", person_id=person_id),
    )


@lru_cache(maxsize=200)
def browser_name(user_agent: str) -> str:
    """What a browser calls itself in short, such as `Firefox, Windows`; the beginning of it when that is unknown."""
    from ua_parser import parse  # its lists take time to load, and few processes ask

    found = parse(user_agent)
    names = [part.family for part in (found.user_agent, found.os) if part]
    return ", ".join(names) or user_agent[:40]
