"""`/library/trash`: what was thrown away, and the ways there and back."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.declared_settings import setting_value
from app.documents.library.access import access_of
from app.documents.library.commands.remove import TRASH_DAYS, remove
from app.documents.library.commands.restore import restore
from app.documents.library.commands.trash import throw_away
from app.documents.library.listing import items_in_trash
from app.documents.library.pages import blueprint
from app.documents.library.pages.answers import CHANGED, folder_address, seen_revision
from app.engine import unit_of_work
from app.htmx import done
from app.i18n import gettext as _


@blueprint.get("/library/trash")
@requires("record.read")
def trash() -> str:
    access = access_of(current_actor())
    return render_template(
        "library/trash.html",
        page=items_in_trash(access, request.args.get("page", 1, type=whole_number)),
        page_address=lambda number: url_for("library.trash", page=number),
        days=setting_value(TRASH_DAYS),
    )


@blueprint.post("/library/items/<int:item_id>/trash")
@requires("record.write")
def put_into_trash(item_id: int) -> Response:
    with unit_of_work(current_actor()) as unit:
        item = throw_away(unit, item_id, seen_revision())
    words = _("“%(name)s” is in the trash.", name=item.name)
    undo = url_for("library.take_out", item_id=item_id)
    return done(words, to=folder_address(item.parent_id), events=CHANGED, stay=True, undo=undo)


@blueprint.post("/library/items/<int:item_id>/restore")
@requires("record.write")
def take_out(item_id: int) -> Response:
    with unit_of_work(current_actor()) as unit:
        item = restore(unit, item_id)
    words = _("“%(name)s” is back where it was.", name=item.name)
    return done(words, to=url_for("library.trash"), events=CHANGED, stay=True)


@blueprint.post("/library/items/<int:item_id>/remove")
@requires("record.write")
def delete_for_good(item_id: int) -> ResponseReturnValue:
    with unit_of_work(current_actor()) as unit:
        remove(unit, item_id)
    return done(_("It is deleted for good."), to=url_for("library.trash"), events=CHANGED, stay=True)
