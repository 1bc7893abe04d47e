"""The administrator's list of groups."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy import func, select

from app.access.commands import PeopleError, save_group
from app.access.forms import GroupForm, show_error
from app.access.models import Group, Membership, Person
from app.access.permissions import requires
from app.db import db
from app.htmx import done
from app.i18n import artifact_words, localized
from app.i18n import gettext as _

blueprint = Blueprint("groups", __name__, url_prefix="/groups", template_folder="../templates")


@blueprint.get("")
@requires("administrator")
def index() -> str:
    members = select(Membership.group_id, func.count().label("members")).group_by(Membership.group_id).subquery()
    rows = db.session.execute(
        select(Group, func.coalesce(members.c.members, 0))
        .outerjoin(members, members.c.group_id == Group.id)
        .order_by(Group.id)
    ).all()
    return render_template("access/groups.html", rows=rows)


@blueprint.route("/new", methods=["GET", "POST"])
@requires("administrator")
def create() -> Response | str | tuple[str, int]:
    form = GroupForm()
    if form.validate_on_submit():
        try:
            group = save_group(form.id.data, artifact_words(form.name_ru.data, form.name_en.data or ""), new=True)
        except PeopleError as error:
            show_error(form, error)
        else:
            return done(_("The group %(name)s is added.", name=localized(group.name)), to=url_for("groups.index"))
    page = render_template("access/group.html", form=form, group=None, members=[])
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/<group_id>", methods=["GET", "POST"])
@requires("administrator")
def edit(group_id: str) -> Response | str | tuple[str, int]:
    group = db.session.get(Group, group_id) or abort(404)
    form = GroupForm(data={"name_ru": group.name.get("ru", ""), "name_en": group.name.get("en", "")})
    del form.id
    if form.validate_on_submit():
        save_group(group_id, artifact_words(form.name_ru.data, form.name_en.data or ""))
        return done(_("The group is saved."), to=url_for("groups.index"))
    members = db.session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == group_id)
        .order_by(Person.last_name, Person.first_name)
    ).all()
    page = render_template("access/group.html", form=form, group=group, members=members)
    return (page, 422) if request.method == "POST" else page
