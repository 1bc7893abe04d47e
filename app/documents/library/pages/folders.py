"""`/library`: what is in a folder, files that are put into it and got back."""

from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.documents.library.access import Access, access_of
from app.documents.library.commands.add_file import add_file, receive_content
from app.documents.library.handing_out import content_of
from app.documents.library.listing import ItemPage, found_in, items_in, one_shown
from app.documents.library.models import LibraryItem
from app.documents.library.pages import blueprint
from app.documents.library.pages.answers import folder_address
from app.documents.library.tree import known_folder, top_folder
from app.engine import CommandError, unit_of_work
from app.files.media_types import SHOWN
from app.htmx import wants_json
from app.i18n import gettext as _
from app.i18n import ngettext
from app.records.commands.verdicts import Verdict, verdict_of, verdict_on_form


@blueprint.get("/library")
@requires("record.read")
def top() -> str:
    return folder(top_folder().id)


@blueprint.get("/library/<int:folder_id>")
@requires("record.read")
def folder(folder_id: int) -> str:
    access = access_of(current_actor())
    found = known_folder(folder_id, access)
    words = " ".join(request.args.get("q", "").replace("\x00", "").split())
    return render_template(
        "library/folder.html",
        folder=one_shown(found, access),
        page=_page(found, words, access),
        words=words,
        is_shown=lambda item: item.media_type in SHOWN,
        folder_address=folder_address,
        page_address=lambda number: url_for("library.folder", **_kept(folder_id, words), page=number),
        everywhere=access.everywhere,
    )


@blueprint.get("/library/items/<int:item_id>/content")
@requires("record.read")
def content(item_id: int) -> Response:
    """The content of a file, to be saved; with `?show` pictures and PDFs are shown."""
    return content_of(item_id, current_actor(), shown="show" in request.args)


@blueprint.post("/library/<int:folder_id>/files")
@requires("record.write")
@accepts_record_files
def upload(folder_id: int) -> ResponseReturnValue:
    """Put files into a folder, each by itself: one that is refused does not hold back the others."""
    access = access_of(current_actor())
    access.require_write(known_folder(folder_id, access))
    files = [each for each in request.files.getlist("file") if each.filename]
    if wants_json():
        return _for_script(folder_id, files)
    taken = 0
    for each in files:
        refused = _put(folder_id, each)
        if refused is None:
            taken += 1
        else:
            flash(_in_words(refused), "error")
    if taken:
        flash(ngettext("%(num)s file is in the folder.", "%(num)s files are in the folder.", taken), "success")
    elif not files:
        flash(_("Choose files first."), "warning")
    return redirect(folder_address(folder_id), 303)


def _for_script(folder_id: int, files: list[FileStorage]) -> ResponseReturnValue:
    if not files:
        return jsonify(message=_("Choose files first.")), 422
    refused = _put(folder_id, files[0])
    if refused is not None:
        return jsonify(message=_in_words(refused)), refused.status
    return jsonify(name=files[0].filename), 201


def _put(folder_id: int, file: FileStorage) -> Verdict | None:
    """Put a file into a folder; what is said of it when it is refused."""
    try:
        received = receive_content(file.stream, file.filename or "", folder_id, current_actor())
        with unit_of_work(current_actor()) as unit:
            add_file(unit, folder_id, received)
    except CommandError as error:
        db.session.rollback()
        return verdict_of(error) if wants_json() else verdict_on_form(error)
    return None


def _in_words(refused: Verdict) -> str:
    return " ".join(refused.fields.values()) or refused.message


def _page(found: LibraryItem, words: str, access: Access) -> ItemPage:
    number = request.args.get("page", 1, type=whole_number)
    return found_in(found, words, access, number) if words else items_in(found, access, number)


def _kept(folder_id: int, words: str) -> dict[str, Any]:
    return {"folder_id": folder_id, "q": words or None}
