"""`/api/v1/library`: the folders and files of the document library."""

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, request
from marshmallow import Schema, fields, validate

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.api.arguments import number_argument
from app.api.bodies import RequestBody, RequestSchema, read_body
from app.api.commands import Answer, run_command, run_silently
from app.api.description import INTEGER, STRING, described
from app.api.errors import BadRequest
from app.api.v1 import blueprint
from app.api.v1.files import BINARY, UploadRequest
from app.documents.library import listing
from app.documents.library.access import Access, access_of
from app.documents.library.commands.add_file import add_file, receive_content
from app.documents.library.commands.copy import copy
from app.documents.library.commands.create_folder import create_folder
from app.documents.library.commands.move import move
from app.documents.library.commands.remove import remove
from app.documents.library.commands.rename import rename
from app.documents.library.commands.restore import restore
from app.documents.library.commands.set_rights import Grant, grants_of, require_administrator, set_rights
from app.documents.library.commands.trash import throw_away
from app.documents.library.handing_out import content_of
from app.documents.library.models import LibraryItem
from app.documents.library.tree import known_folder, readable_item, top_folder
from app.engine import UnitOfWork, unit_of_work
from app.i18n import gettext as _
from app.records.errors import RecordRefused


class LibraryNameRequest(RequestBody):
    """The name of a folder or file."""

    name = fields.String(required=True)


class LibraryMoveRequest(RequestBody):
    """Into which folder something goes."""

    into = fields.Integer(required=True, strict=True)


class LibraryCopyRequest(LibraryMoveRequest):
    """The same of a copy, and its name; left out: that of the original."""

    name = fields.String(load_default="")


class LibraryGrantBody(RequestSchema):
    """Who may read a folder and, with `write`, change it: a group, a person, or everybody (neither)."""

    group = fields.String(load_default=None, allow_none=True)
    person = fields.Integer(load_default=None, allow_none=True, strict=True)
    write = fields.Boolean(load_default=False)


class LibraryRightsRequest(RequestBody):
    """The rights of a folder; null: those of the folder around it."""

    grants = fields.List(
        fields.Nested(LibraryGrantBody), required=True, allow_none=True, validate=validate.Length(max=500)
    )


class LibraryRightsAnswer(Schema):
    """The rights that count for a folder; `inherited`: they are those of a folder around it."""

    inherited = fields.Boolean(required=True)
    grants = fields.List(fields.Nested(LibraryGrantBody), required=True)


class LibraryStep(Schema):
    """A folder on the way to something."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)


class LibraryPermissions(Schema):
    """What the caller may do."""

    read = fields.Boolean(required=True)
    write = fields.Boolean(required=True)


class LibraryItemAnswer(Schema):
    """A folder or file; `path` leads to it where it is asked for by itself, in a search and in the trash."""

    id = fields.Integer(required=True)
    type = fields.String(required=True, validate=validate.OneOf(["folder", "file"]))
    name = fields.String(required=True)
    parent_id = fields.Integer(required=True, allow_none=True)
    size = fields.Integer(required=True, allow_none=True)
    media_type = fields.String(required=True, allow_none=True)
    changed_at = fields.DateTime(required=True)
    changed_by = fields.String(required=True)
    trashed_at = fields.DateTime(required=True, allow_none=True)
    revision = fields.Integer(required=True)
    permissions = fields.Nested(LibraryPermissions, required=True)
    path = fields.List(fields.Nested(LibraryStep), required=True)


class LibraryItemsAnswer(Schema):
    """A page of a list."""

    items = fields.List(fields.Nested(LibraryItemAnswer), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)


class LibraryFolderAnswer(LibraryItemsAnswer):
    """A folder, and a page of what is in it or, with `q`, of what was found in it and below."""

    folder = fields.Nested(LibraryItemAnswer, required=True)


ITEM, ITEMS, FOLDER = LibraryItemAnswer(), LibraryItemsAnswer(), LibraryFolderAnswer()
NAME, INTO, COPY = LibraryNameRequest(), LibraryMoveRequest(), LibraryCopyRequest()
RIGHTS, RIGHTS_GIVEN = LibraryRightsAnswer(), LibraryRightsRequest()
PAGES = {"page": INTEGER, "per_page": INTEGER}
SEARCHED = {"q": STRING, **PAGES}
IDEMPOTENT, CONDITIONAL = {"Idempotency-Key": STRING}, {"If-Match": STRING}
MISSING = {404: "NotFound"}
REFUSED = {403: "Forbidden", 404: "NotFound", 409: "NotAllowedNow", 422: "ValidationError"}
STALE = {**REFUSED, 412: "StaleRevision"}


@blueprint.get("/library")
@requires("record.read")
@described("What is in the library, or found in it", query=SEARCHED, answer=FOLDER, errors=MISSING)
def list_library() -> Response:
    return _listed(top_folder().id)


@blueprint.get("/library/<int:item_id>/items")
@requires("record.read")
@described("What is in a folder, or found in it and below", query=SEARCHED, answer=FOLDER, errors=MISSING)
def list_library_folder(item_id: int) -> Response:
    return _listed(item_id)


@blueprint.get("/library/<int:item_id>")
@requires("record.read")
@described("A folder or file", answer=ITEM, errors=MISSING)
def get_library_item(item_id: int) -> Response:
    item, access = readable_item(item_id, current_actor())
    body, _status, headers = _answer(item, access, 200)
    response = jsonify(body)
    response.headers.update(headers)
    return response


@blueprint.get("/library/<int:item_id>/content")
@requires("record.read")
@described(
    "The content of a file; `show` for one that a browser may show",
    query={"show": STRING},
    answer=BINARY,
    answer_media="application/octet-stream",
    errors=MISSING,
)
def download_library_file(item_id: int) -> Response:
    return content_of(item_id, current_actor(), shown="show" in request.args)


@blueprint.post("/library/<int:item_id>/folders")
@requires("record.write")
@described("Make a folder in a folder", body=NAME, answer=ITEM, status=201, headers=IDEMPOTENT, errors=REFUSED)
def create_library_folder(item_id: int) -> Response:
    name = read_body(NAME)["name"]
    return _run(lambda unit: create_folder(unit, item_id, name), 201)


@blueprint.post("/library/<int:item_id>/files")
@requires("record.write")
@accepts_record_files
@described(
    "Put a file into a folder; a name that is taken is refused, so that a repeated request has no second effect",
    body=UploadRequest(),
    media="multipart/form-data",
    answer=ITEM,
    status=201,
    errors={**REFUSED, 413: "RequestEntityTooLarge"},
)
def upload_library_file(item_id: int) -> tuple[Response, int, dict[str, str]]:
    access = access_of(current_actor())
    access.require_write(known_folder(item_id, access))
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise RecordRefused({"file": _("Send the file as the part “file” of a multipart/form-data body.")})
    content = receive_content(upload.stream, upload.filename, item_id, current_actor())
    with unit_of_work(current_actor()) as unit:
        item = add_file(unit, item_id, content)
    body, status, headers = _answer(item, access, 201)
    return jsonify(body), status, headers


@blueprint.patch("/library/<int:item_id>")
@requires("record.write")
@described(
    "Rename a folder or file; with If-Match only if it was not changed meanwhile",
    body=NAME,
    answer=ITEM,
    headers={**CONDITIONAL, **IDEMPOTENT},
    errors=STALE,
)
def rename_library_item(item_id: int) -> Response:
    name = read_body(NAME)["name"]
    return _run(lambda unit: rename(unit, item_id, name, _expected()))


@blueprint.post("/library/<int:item_id>/move")
@requires("record.write")
@described(
    "Move a folder or file into another folder; with If-Match only if it was not changed meanwhile",
    body=INTO,
    answer=ITEM,
    headers={**CONDITIONAL, **IDEMPOTENT},
    errors=STALE,
)
def move_library_item(item_id: int) -> Response:
    into = read_body(INTO)["into"]
    return _run(lambda unit: move(unit, item_id, into, _expected()))


@blueprint.post("/library/<int:item_id>/copy")
@requires("record.write")
@described(
    "Copy a file, or a folder with what the caller may read in it",
    body=COPY,
    answer=ITEM,
    status=201,
    headers=IDEMPOTENT,
    errors=REFUSED,
)
def copy_library_item(item_id: int) -> Response:
    given = read_body(COPY)
    return _run(lambda unit: copy(unit, item_id, given["into"], given["name"]), 201)


@blueprint.delete("/library/<int:item_id>")
@requires("record.write")
@described(
    "Put a folder or file into the trash; with If-Match only if it was not changed meanwhile",
    headers={**CONDITIONAL, **IDEMPOTENT},
    errors=STALE,
)
def trash_library_item(item_id: int) -> Response:
    return run_silently(lambda unit: throw_away(unit, item_id, _expected()))


@blueprint.get("/library/trash")
@requires("record.read")
@described("What is in the trash, the latest first", query=PAGES, answer=ITEMS)
def list_library_trash() -> Response:
    page = listing.items_in_trash(access_of(current_actor()), *_asked_page())
    return jsonify(ITEMS.dump(_page(page)))


@blueprint.post("/library/trash/<int:item_id>/restore")
@requires("record.write")
@described("Put something in the trash back to where it was", answer=ITEM, headers=IDEMPOTENT, errors=REFUSED)
def restore_library_item(item_id: int) -> Response:
    return _run(lambda unit: restore(unit, item_id))


@blueprint.delete("/library/trash/<int:item_id>")
@requires("record.write")
@described("Delete something in the trash for good", headers=IDEMPOTENT, errors={403: "Forbidden", **MISSING})
def remove_library_item(item_id: int) -> Response:
    return run_silently(lambda unit: remove(unit, item_id))


@blueprint.get("/library/<int:item_id>/rights")
@requires("administrator")
@described("Who may read and write a folder", answer=RIGHTS, errors=MISSING)
def get_library_rights(item_id: int) -> Response:
    access = access_of(current_actor())
    folder = known_folder(item_id, access)
    require_administrator(access)
    return jsonify(_rights(folder))


@blueprint.put("/library/<int:item_id>/rights")
@requires("administrator")
@described(
    "Give a folder rights of its own, or those of the folder around it; with If-Match only if it was not changed",
    body=RIGHTS_GIVEN,
    answer=RIGHTS,
    headers={**CONDITIONAL, **IDEMPOTENT},
    errors=STALE,
)
def set_library_rights(item_id: int) -> Response:
    given = read_body(RIGHTS_GIVEN)["grants"]
    grants = None if given is None else [Grant(each["group"], each["person"], each["write"]) for each in given]
    if any(each.group_id is not None and each.person_id is not None for each in grants or ()):
        raise BadRequest(_("A grant names a group or a person, not both."))

    return run_command(lambda unit: (_rights(set_rights(unit, item_id, grants, _expected())), 200))


def _run(command: Callable[[UnitOfWork], LibraryItem], status: int = 200) -> Response:
    def run(unit: UnitOfWork) -> Answer:
        item = command(unit)
        return _answer(item, access_of(unit.actor), status)

    return run_command(run)


def _expected() -> int | None:
    """The revision that the caller has seen; one that cannot be fits none."""
    given = request.headers.get("If-Match")
    if given is None or given == "*":
        return None
    text = given.removeprefix("W/").strip('"')
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _answer(item: LibraryItem, access: Access, status: int) -> tuple[Any, int, dict[str, str]]:
    return ITEM.dump(_members(listing.one_shown(item, access))), status, {"ETag": f'"{item.revision}"'}


def _listed(folder_id: int) -> Response:
    folder, access = readable_item(folder_id, current_actor())
    known_folder(folder.id, access)
    words = request.args.get("q", "").strip()
    if words:
        page = listing.found_in(folder, words.replace("\x00", ""), access, *_asked_page())
    else:
        page = listing.items_in(folder, access, *_asked_page())
    return jsonify(FOLDER.dump({**_page(page), "folder": _members(listing.one_shown(folder, access))}))


def _asked_page() -> tuple[int, int]:
    per_page = number_argument("per_page", listing.PER_PAGE)
    return number_argument("page", 1), min(max(1, per_page), listing.MOST_PER_PAGE)


def _page(page: listing.ItemPage) -> dict[str, Any]:
    return {"items": [_members(each) for each in page.items], "total": page.total, "page": page.page}


def _members(each: listing.Shown) -> dict[str, Any]:
    return {
        "id": each.id,
        "type": "file" if each.is_file else "folder",
        "name": each.name,
        "parent_id": each.parent_id,
        "size": each.size,
        "media_type": each.media_type or None,
        "changed_at": each.changed_at,
        "changed_by": each.changed_by,
        "trashed_at": each.trashed_at,
        "revision": each.revision,
        "permissions": {"read": True, "write": each.may_write},
        "path": [{"id": step.id, "name": step.name} for step in each.path],
    }


def _rights(folder: LibraryItem) -> Any:
    grants = [{"group": each.group_id, "person": each.person_id, "write": each.may_write} for each in grants_of(folder)]
    return RIGHTS.dump({"inherited": not folder.has_own_rights, "grants": grants})
