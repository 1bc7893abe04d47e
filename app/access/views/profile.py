"""The own profile: language, theme, time zone, password."""

from typing import Any

from flask import Blueprint, Response, current_app, g, render_template, request, url_for
from sqlalchemy import select

from app.access.commands import PeopleError, set_password, update_person
from app.access.credentials import check_own_password
from app.access.forms import PasswordForm, ProfileForm, show_error
from app.access.models import Group, Person
from app.access.permissions import requires
from app.access.throttle import TooManyAttempts
from app.access.views.sign_in import too_many_tries
from app.db import db
from app.htmx import done
from app.i18n import gettext as _
from app.navigation import profile_entries

blueprint = Blueprint("profile", __name__, url_prefix="/profile", template_folder="../templates")


@blueprint.get("")
@requires("signed_in")
def show() -> str:
    return _page(_profile_form(), PasswordForm(prefix="password"))


@blueprint.post("")
@requires("signed_in")
def save() -> Response | tuple[str, int]:
    form = _profile_form()
    if form.validate_on_submit():
        values = {name: form[name].data for name in ("email", "phone")}
        choices: dict[str, Any] = {name: form[name].data or None for name in ("language", "theme", "time_zone")}
        try:
            update_person(g.person.id, **values, **choices)
        except PeopleError as error:
            show_error(form, error)
        else:
            return done(_("The profile is saved."), to=url_for("profile.show"))
    return _page(form, PasswordForm(prefix="password", formdata=None)), 422


@blueprint.get("/password")
@requires("signed_in")
def password() -> str:
    """The page on which a password is chosen that somebody else has given."""
    return render_template("access/password.html", password_form=PasswordForm(prefix="password"))


@blueprint.post("/password")
@requires("signed_in")
def change_password() -> Response | tuple[str, int]:
    form = PasswordForm(prefix="password")
    status = 422
    if form.validate_on_submit():
        try:
            known = g.person.password_hash
            if check_own_password(g.person, form.current.data):
                set_password(g.person.id, form.password.data, keep_session=g.session_id, instead_of=known)
                words = _("The password is changed. Other sessions and all tokens have ended.")
                return done(words, to=url_for("profile.show"))
            form.current.errors = [_("This is not your present password.")]
        except TooManyAttempts as refused:
            form.form_errors.append(too_many_tries(refused))
            status = 429
        except PeopleError as error:
            show_error(form, error)
    if g.person.must_change_password:
        return render_template("access/password.html", password_form=form), status
    return _page(_profile_form(fresh=True), form), status


def _profile_form(*, fresh: bool = False) -> ProfileForm:
    options = {"formdata": None} if fresh else {}
    return ProfileForm(obj=g.person, default_zone=current_app.config["SETTINGS"].time_zone, **options)


def _page(form: ProfileForm, password_form: PasswordForm) -> str:
    line_manager = db.session.get(Person, g.person.line_manager_id) if g.person.line_manager_id else None
    groups = db.session.scalars(select(Group).where(Group.id.in_(g.actor.groups)).order_by(Group.id)).all()
    return render_template(
        "access/profile.html",
        form=form,
        password_form=password_form,
        line_manager=line_manager,
        groups=groups,
        links=profile_entries(),
        failed=request.endpoint,
    )
