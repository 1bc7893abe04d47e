"""The administrator's list of people."""

import secrets
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload
from wtforms.fields.choices import SelectChoice

from app.access.commands import PeopleError, add_person, set_password, update_person
from app.access.forms import PersonForm, ResetPasswordForm, show_error
from app.access.leaving import held_by
from app.access.models import Group, Person
from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.folding import fold, folded
from app.htmx import done
from app.i18n import gettext as _
from app.i18n import localized, ngettext

blueprint = Blueprint("people", __name__, url_prefix="/people", template_folder="../templates")

PER_PAGE = 50
_PROFILE = ("first_name", "last_name", "middle_name", "email", "phone", "job_title", "line_manager_id")


@blueprint.get("")
@requires("administrator")
def index() -> str:
    text = request.args.get("q", "").strip()[:200]
    group = request.args.get("group", "")
    state = request.args.get("state", "active")
    page = max(1, request.args.get("page", 1, whole_number))
    chosen = _chosen(text, group, state)
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    people = db.session.scalars(
        chosen.order_by(Person.last_name, Person.first_name, Person.login)
        .options(selectinload(Person.groups), selectinload(Person.line_manager))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return render_template(
        "access/people.html",
        people=people,
        total=total,
        page=page,
        per_page=PER_PAGE,
        q=text,
        group=group,
        state=state,
        groups=_groups(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires("administrator")
def create() -> Response | str | tuple[str, int]:
    form = _form()
    if request.method == "GET":
        form.password.data = secrets.token_urlsafe(12)
        return _page(form, None)
    if form.validate_on_submit():
        try:
            person = add_person(
                form.login.data,
                form.password.data,
                groups=form.groups.data,
                must_change_password=True,
                **_profile(form),
            )
        except PeopleError as error:
            show_error(form, error)
        else:
            return done(_("%(name)s is added.", name=person.display_name), to=url_for("people.index"))
    return _page(form, None), 422


@blueprint.route("/<int:person_id>", methods=["GET", "POST"])
@requires("administrator")
def edit(person_id: int) -> Response | str | tuple[str, int]:
    person = _get(person_id)
    form = _form(person)
    del form.login, form.password
    if request.method == "GET":
        form.groups.data = [group.id for group in person.groups]
        return _page(form, person)
    if form.validate_on_submit():
        if form.disabled.data and person_id == current_actor().id:
            form.disabled.errors = [_("You cannot disable yourself.")]
            return _page(form, person), 422
        try:
            update_person(
                person_id,
                groups=form.groups.data,
                successor_id=form.successor_id.data if form.disabled.data else None,
                actor=current_actor(),
                disabled=form.disabled.data,
                **_profile(form),
            )
        except PeopleError as error:
            show_error(form, error)
        else:
            return _saved(person)
    return _page(form, person), 422


@blueprint.route("/<int:person_id>/password", methods=["GET", "POST"])
@requires("administrator")
def reset_password(person_id: int) -> Response | str | tuple[str, int]:
    person = _get(person_id)
    form = ResetPasswordForm()
    if form.validate_on_submit():
        try:
            set_password(person_id, form.password.data, must_change=True)
        except PeopleError as error:
            show_error(form, error)
        else:
            return done(
                _("%(name)s has a new password; their sessions and tokens have ended.", name=person.display_name),
                to=url_for("people.edit", person_id=person_id),
            )
    if request.method == "GET":
        form.password.data = secrets.token_urlsafe(12)
    page = render_template("access/reset_password.html", form=form, edited=person)
    return (page, 422) if request.method == "POST" else page


def _saved(person: Person) -> Response:
    """Back to the list; what a disabled person still holds keeps one on the page, where it can be handed over."""
    left = sum(held.count for held in held_by(person.id)) if person.disabled else 0
    if not left:
        return done(_("%(name)s is saved.", name=person.display_name), to=url_for("people.index"))
    words = ngettext(
        "Saved. %(num)s thing is still with %(name)s: choose who takes it over.",
        "Saved. %(num)s things are still with %(name)s: choose who takes them over.",
        left,
        name=person.display_name,
    )
    return done(words, to=url_for("people.edit", person_id=person.id))


def _chosen(text: str, group: str, state: str) -> Select[Person]:
    chosen = select(Person)
    for word in fold(text).split()[:10]:
        columns = (Person.login, Person.first_name, Person.last_name, Person.middle_name, Person.email)
        chosen = chosen.where(or_(*(folded(column).contains(word, autoescape=True) for column in columns)))
    if group:
        chosen = chosen.where(Person.groups.any(Group.id == group))
    if state in ("active", "disabled"):
        chosen = chosen.where(Person.disabled.is_(state == "disabled"))
    return chosen


def _get(person_id: int) -> Person:
    return db.session.get(Person, person_id) or abort(404)


def _groups() -> list[Group]:
    return list(db.session.scalars(select(Group).order_by(Group.id)))


def _form(person: Person | None = None) -> PersonForm:
    form = PersonForm(obj=person) if person else PersonForm()
    form.groups.choices = [SelectChoice(group.id, f"{localized(group.name)} ({group.id})") for group in _groups()]
    others = select(Person).where(Person.id != (person.id if person else 0))
    rows = db.session.scalars(others.order_by(Person.last_name, Person.first_name)).all()
    for field in (form.line_manager_id, form.successor_id):
        field.choices = [
            SelectChoice("", _("Nobody")),
            *(
                SelectChoice(str(other.id), other.display_name)
                for other in rows
                if field is form.line_manager_id or not other.disabled
            ),
        ]
    return form


def _profile(form: PersonForm) -> dict[str, Any]:
    return {name: form[name].data for name in _PROFILE}


def _page(form: PersonForm, person: Person | None) -> str:
    held = held_by(person.id) if person else []
    return render_template("access/person.html", form=form, edited=person, held=held)
