"""The shell's own pages: the way in, the counters, language and theme, and the built files."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.access.commands import update_person
from app.access.permissions import asked_by_pages, requires
from app.access.session import current_actor
from app.i18n import LANGUAGES
from app.navigation import own_address
from app.web import menu
from app.web.layout import THEMES

blueprint = Blueprint("web", __name__)


@blueprint.get("/")
@requires("signed_in")
def home() -> ResponseReturnValue:
    return redirect(menu.home_address(current_actor()) or url_for("profile.show"))


@blueprint.get("/counters")
@requires("signed_in")
@asked_by_pages
def counters() -> str:
    return render_template("layouts/counters.html", counters=menu.counters(current_actor()))


@blueprint.post("/language")
@requires("public")
def choose_language() -> ResponseReturnValue:
    return _remember("language", LANGUAGES)


@blueprint.post("/theme")
@requires("public")
def choose_theme() -> ResponseReturnValue:
    return _remember("theme", THEMES)


def _remember(name: str, choices: tuple[str, ...]) -> ResponseReturnValue:
    value = request.form.get(name, "")
    if value not in choices:
        raise BadRequest
    session[name] = value
    if g.person:
        choice: dict[str, Any] = {name: None if value == "auto" else value}
        update_person(g.person.id, **choice)
    return redirect(own_address(request.form.get("next")) or url_for("web.home"), 303)
