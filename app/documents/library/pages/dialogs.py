"""The dialogs of the library: a new folder, another name, another place, a copy. Without scripts they are pages."""

from collections.abc import Callable
from pathlib import PurePath

from flask import Response, render_template, request, url_for

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import LARGEST_NUMBER, whole_number
from app.documents.library.access import access_of
from app.documents.library.commands.copy import copy
from app.documents.library.commands.create_folder import create_folder
from app.documents.library.commands.move import move
from app.documents.library.commands.rename import rename
from app.documents.library.listing import Shown, folders_in, one_shown
from app.documents.library.models import LibraryItem
from app.documents.library.pages import blueprint
from app.documents.library.pages.answers import carried_out, folder_address, seen_revision
from app.documents.library.tree import known_folder, readable_item
from app.engine import UnitOfWork
from app.i18n import gettext as _
from app.records.commands.verdicts import Verdict


@blueprint.get("/library/<int:folder_id>/folders/new")
@requires("record.write")
def ask_new_folder(folder_id: int) -> str:
    return _new_folder_form(folder_id)


@blueprint.post("/library/<int:folder_id>/folders/new")
@requires("record.write")
def new_folder(folder_id: int) -> Response:
    name = request.form.get("name", "")
    return carried_out(
        lambda unit: create_folder(unit, folder_id, name),
        lambda item: _("The folder “%(name)s” is made.", name=item.name),
        lambda verdict: _new_folder_form(folder_id, verdict),
    )


@blueprint.get("/library/items/<int:item_id>/rename")
@requires("record.write")
def ask_name(item_id: int) -> str:
    return _rename_form(item_id)


@blueprint.post("/library/items/<int:item_id>/rename")
@requires("record.write")
def give_name(item_id: int) -> Response:
    name = request.form.get("name", "")
    return carried_out(
        lambda unit: rename(unit, item_id, name, seen_revision()),
        lambda item: _("It is called “%(name)s” now.", name=item.name),
        lambda verdict: _rename_form(item_id, verdict),
    )


@blueprint.get("/library/items/<int:item_id>/move")
@requires("record.write")
def ask_place(item_id: int) -> str:
    return _place_form("move", item_id)


@blueprint.post("/library/items/<int:item_id>/move")
@requires("record.write")
def put_elsewhere(item_id: int) -> Response:
    return _placed(
        "move",
        item_id,
        lambda unit: move(unit, item_id, _into(), seen_revision()),
        lambda item: _("“%(name)s” is moved.", name=item.name),
    )


@blueprint.get("/library/items/<int:item_id>/copy")
@requires("record.write")
def ask_copy(item_id: int) -> str:
    return _place_form("copy", item_id)


@blueprint.post("/library/items/<int:item_id>/copy")
@requires("record.write")
def make_copy(item_id: int) -> Response:
    name = request.form.get("name", "")
    return _placed(
        "copy",
        item_id,
        lambda unit: copy(unit, item_id, _into(), name),
        lambda item: _("The copy “%(name)s” is made.", name=item.name),
    )


def _placed(
    action: str, item_id: int, command: Callable[[UnitOfWork], LibraryItem], words: Callable[[LibraryItem], str]
) -> Response:
    return carried_out(command, words, lambda verdict: _place_form(action, item_id, verdict))


def _into() -> int:
    """The folder that was chosen; none is one that is not there."""
    return request.form.get("into", LARGEST_NUMBER, type=whole_number)


def _new_folder_form(folder_id: int, verdict: Verdict | None = None) -> str:
    access = access_of(current_actor())
    parent = known_folder(folder_id, access)
    access.require_write(parent)
    return render_template(
        "library/name.html",
        title=_("New folder"),
        save=_("Make"),
        action=url_for("library.new_folder", folder_id=folder_id),
        path=[*one_shown(parent, access).path, one_shown(parent, access)],
        name=request.form.get("name", ""),
        revision=None,
        **_problems(verdict),
        folder_address=folder_address,
        cancel=folder_address(folder_id),
    )


def _rename_form(item_id: int, verdict: Verdict | None = None) -> str:
    item, access = readable_item(item_id, current_actor())
    access.require_write(item)
    shown = one_shown(item, access)
    return render_template(
        "library/name.html",
        title=_("Rename “%(name)s”", name=shown.name),
        save=_("Rename"),
        action=url_for("library.give_name", item_id=item_id),
        path=shown.path,
        name=request.form.get("name", item.name),
        revision=item.revision,
        **_problems(verdict),
        folder_address=folder_address,
        cancel=folder_address(item.parent_id),
    )


def _place_form(action: str, item_id: int, verdict: Verdict | None = None) -> str:
    item, access = readable_item(item_id, current_actor())
    if action == "move":
        access.require_write(item)
    chosen = request.values.get("into", item.parent_id or item.id, type=whole_number)
    into = known_folder(chosen, access)
    shown, place = one_shown(item, access), one_shown(into, access)
    endpoint = {"move": "library.ask_place", "copy": "library.ask_copy"}[action]
    return render_template(
        "library/place.html",
        copying=action == "copy",
        item=shown,
        place=place,
        folders=folders_in(into, access, request.args.get("page", 1, type=whole_number)),
        name=request.form.get("name") or (_free_name(shown) if into.id == item.parent_id else item.name),
        chooser_address=lambda folder_id: url_for(endpoint, item_id=item_id, into=folder_id),
        page_address=lambda number: url_for(endpoint, item_id=item_id, into=into.id, page=number),
        action=request.path,
        **_problems(verdict),
        cancel=folder_address(item.parent_id),
    )


def _free_name(item: Shown) -> str:
    """What a copy beside the original may be called."""
    suffix = PurePath(item.name).suffix if item.is_file else ""
    stem = item.name.removesuffix(suffix)
    return _("%(name)s (copy)", name=stem) + suffix


def _problems(verdict: Verdict | None) -> dict[str, str]:
    """What is wrong with the name, and with the rest."""
    if verdict is None:
        return {"wrong_name": "", "problem": ""}
    wrong_name = verdict.fields.get("name", "")
    others = [words for name, words in verdict.fields.items() if name != "name"]
    return {"wrong_name": wrong_name, "problem": " ".join(others) or ("" if wrong_name else verdict.message)}
