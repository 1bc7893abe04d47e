"""Making a folder."""

from app.db import db
from app.documents.library.access import access_of
from app.documents.library.models import LibraryItem
from app.documents.library.names import judged_name
from app.documents.library.tree import known_folder, lock_tree, require_free_name, require_place
from app.engine import UnitOfWork
from app.folding import fold


def create_folder(unit: UnitOfWork, parent_id: int, given_name: str) -> LibraryItem:
    """Make a folder within another; the same people may read and write it.

    Raises:
        NotFound: the folder around it is not there, or not open to the actor.
        Forbidden: the actor may only read it.
        RecordRefused: the name cannot be used, or the folder would lie too deep.
    """
    name = judged_name(given_name)
    lock_tree()
    access = access_of(unit.actor)
    parent = known_folder(parent_id, access)
    access.require_write(parent)
    require_place(None, 1, parent)
    require_free_name(parent.id, fold(name), name)
    folder = LibraryItem(
        parent_id=parent.id,
        is_file=False,
        name=name,
        rights_id=parent.rights_id,
        changed_at=unit.now,
        changed_by_id=unit.actor.id,
    )
    db.session.add(folder)
    db.session.flush()
    return folder
