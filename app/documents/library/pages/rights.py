"""`/library/<folder>/rights`: who may read and write a folder."""

from collections.abc import Iterator

from flask import Response, render_template, request
from sqlalchemy import select

from app.access.models import Group, Person
from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_numbers
from app.db import db
from app.documents.library.access import access_of
from app.documents.library.commands.set_rights import Grant, grants_of, set_rights
from app.documents.library.listing import one_shown
from app.documents.library.models import LibraryItem
from app.documents.library.pages import blueprint
from app.documents.library.pages.answers import carried_out, folder_address, seen_revision
from app.documents.library.tree import known_folder
from app.i18n import gettext as _
from app.records.commands.verdicts import Verdict

READ, WRITE = "read", "write"
_OWN = "own"


@blueprint.get("/library/<int:folder_id>/rights")
@requires("administrator")
def ask_rights(folder_id: int) -> str:
    return _form(folder_id)


@blueprint.post("/library/<int:folder_id>/rights")
@requires("administrator")
def give_rights(folder_id: int) -> Response:
    grants = list(_posted()) if request.form.get("whose") == _OWN else None
    return carried_out(
        lambda unit: set_rights(unit, folder_id, grants, seen_revision()),
        lambda item: _("The rights are saved."),
        lambda verdict: _form(folder_id, verdict),
    )


def _posted() -> Iterator[Grant]:
    """The grants that the form names."""
    if (level := request.form.get("everybody")) in (READ, WRITE):
        yield Grant(may_write=level == WRITE)
    for name, level in request.form.items():
        if name.startswith("group-") and level in (READ, WRITE):
            yield Grant(group_id=name.removeprefix("group-"), may_write=level == WRITE)
    for level in (READ, WRITE):
        for person_id in whole_numbers(request.form.getlist(f"people-{level}")):
            yield Grant(person_id=person_id, may_write=level == WRITE)


def _form(folder_id: int, verdict: Verdict | None = None) -> str:
    access = access_of(current_actor())
    folder = known_folder(folder_id, access)
    shown = one_shown(folder, access)
    grants = list(_posted()) if verdict else grants_of(folder)
    own = request.form.get("whose") == _OWN if verdict else folder.has_own_rights
    return render_template(
        "library/rights.html",
        folder=shown,
        own=own,
        levels={each.group_id: WRITE if each.may_write else READ for each in grants if each.person_id is None},
        groups=db.session.scalars(select(Group).order_by(Group.id)).all(),
        readers=_people(grants, may_write=False),
        writers=_people(grants, may_write=True),
        problem=" ".join(verdict.fields.values()) or verdict.message if verdict else "",
        folder_address=folder_address,
        cancel=_where(folder),
    )


def _people(grants: list[Grant], *, may_write: bool) -> list[tuple[int, str]]:
    named = [each.person_id for each in grants if each.person_id is not None and each.may_write == may_write]
    people = db.session.scalars(select(Person).where(Person.id.in_(named)).order_by(Person.id))
    return [(each.id, each.display_name) for each in people]


def _where(folder: LibraryItem) -> str:
    return folder_address(folder.id)
