"""Throwing a folder or file away, for as long as the trash keeps it."""

from sqlalchemy import select

from app.documents.library.access import access_of
from app.documents.library.commands.rename import touch
from app.documents.library.models import LibraryItem
from app.documents.library.tree import (
    below,
    change_all,
    known_item,
    lock_tree,
    require_all_writable,
    require_revision,
)
from app.engine import NotAllowedNow, UnitOfWork
from app.i18n import gettext as _


def throw_away(unit: UnitOfWork, item_id: int, expected: int | None = None) -> LibraryItem:
    """Put a folder, with everything in it, or a file into the trash.

    Parameters:
        expected: the revision that the actor has seen.

    Raises:
        NotFound: it is not there, or not open to the actor.
        Forbidden: the actor may not change it, the folder where it is, or something in it.
        StaleRevision: somebody has changed it meanwhile.
        NotAllowedNow: it is the library itself.
    """
    lock_tree()
    access = access_of(unit.actor)
    item = known_item(item_id, access)
    if item.parent_id is None:
        raise NotAllowedNow(_("The library itself cannot be thrown away."))
    require_revision(item, expected)
    require_all_writable(item, access)
    access.require_write(known_item(item.parent_id, access))
    item.trashed_at = unit.now
    touch(unit, item)
    inside = LibraryItem.id.in_(select(below(item.id).c.id))
    # what was thrown away before by itself stays so
    change_all(inside, LibraryItem.trashed_with.is_(None), values={"trashed_with": item.id})
    return known_item(item.id, access, in_trash=True)
