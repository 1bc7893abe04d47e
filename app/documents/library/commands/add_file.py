"""Putting a file into a folder."""

from typing import IO

from app.db import db
from app.documents.library.access import access_of
from app.documents.library.models import LibraryItem
from app.documents.library.tree import known_folder, lock_tree, require_free_name
from app.documents.library.versions import PLACE
from app.engine import Actor, UnitOfWork
from app.files import Content, FileRefused, keep_content
from app.files.places import add_upload, put_in
from app.files.reference import reference_to
from app.folding import fold
from app.records.errors import RecordRefused


def receive_content(stream: IO[bytes], given_name: str, folder_id: int, actor: Actor) -> Content:
    """Keep the content of a file on the disk, before anything is locked; `add_file` gives it its place.

    Raises:
        NotFound: the folder is not there, or not open to the actor.
        Forbidden: the actor may only read it.
        RecordRefused: the file is not taken, with words.
    """
    access = access_of(actor)
    access.require_write(known_folder(folder_id, access))
    try:
        return keep_content(stream, given_name)
    except FileRefused as refused:
        raise RecordRefused({"file": str(refused)}) from None


def add_file(unit: UnitOfWork, folder_id: int, content: Content) -> LibraryItem:
    """Put a file whose content is kept into a folder.

    Raises:
        NotFound: the folder is not there any more, or not open to the actor.
        Forbidden: the actor may only read it.
        RecordRefused: the folder has something of this name.
    """
    lock_tree()
    access = access_of(unit.actor)
    folder = known_folder(folder_id, access)
    access.require_write(folder)
    require_free_name(folder.id, fold(content.name), content.name)
    upload = add_upload(content, unit.actor.id)
    item = LibraryItem(
        parent_id=folder.id,
        is_file=True,
        name=content.name,
        file_id=upload.id,
        rights_id=folder.rights_id,
        changed_at=unit.now,
        changed_by_id=unit.actor.id,
    )
    db.session.add(item)
    db.session.flush()
    put_in(PLACE, item.id, {None: [reference_to(upload)]})
    return item
