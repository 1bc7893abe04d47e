"""Giving a folder or file another name."""

from app.db import db
from app.documents.library.access import access_of
from app.documents.library.models import LibraryItem
from app.documents.library.names import judged_name
from app.documents.library.tree import known_item, lock_tree, require_free_name, require_revision
from app.engine import NotAllowedNow, UnitOfWork
from app.folding import fold
from app.i18n import gettext as _


def rename(unit: UnitOfWork, item_id: int, given_name: str, expected: int | None = None) -> LibraryItem:
    """Give a folder or file another name.

    Parameters:
        expected: the revision that the actor has seen.

    Raises:
        NotFound: it is not there, or not open to the actor.
        Forbidden: the actor may only read it.
        StaleRevision: somebody has changed it meanwhile.
        RecordRefused: the name cannot be used.
        NotAllowedNow: it is the library itself.
    """
    name = judged_name(given_name)
    lock_tree()
    access = access_of(unit.actor)
    item = known_item(item_id, access)
    access.require_write(item)
    if item.parent_id is None:
        raise NotAllowedNow(_("The library itself keeps its name."))
    access.require_write(known_item(item.parent_id, access))
    require_revision(item, expected)
    require_free_name(item.parent_id, fold(name), name, but=item.id)
    if name != item.name:
        item.name = name
        touch(unit, item)
    return item


def touch(unit: UnitOfWork, item: LibraryItem) -> None:
    """Note that the actor has changed it."""
    item.revision += 1
    item.changed_at, item.changed_by_id = unit.now, unit.actor.id
    db.session.flush()
