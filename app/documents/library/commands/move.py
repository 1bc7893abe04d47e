"""Moving a folder or file into another folder."""

from app.documents.library.access import access_of
from app.documents.library.commands.rename import touch
from app.documents.library.models import LibraryItem
from app.documents.library.tree import (
    change_rights_below,
    known_folder,
    known_item,
    levels_of,
    lock_tree,
    require_all_writable,
    require_free_name,
    require_place,
    require_revision,
)
from app.engine import NotAllowedNow, UnitOfWork
from app.i18n import gettext as _


def move(unit: UnitOfWork, item_id: int, into_id: int, expected: int | None = None) -> LibraryItem:
    """Move a folder, with everything in it, or a file.

    Folders with rights of their own keep them; everything else is read and written by those of the new place.

    Parameters:
        expected: the revision that the actor has seen.

    Raises:
        NotFound: it or the folder is not there, or not open to the actor.
        Forbidden: the actor may not change it, the folder where it is, the one where it goes, or something in it.
        StaleRevision: somebody has changed it meanwhile.
        RecordRefused: it would come into itself, lie too deep, or meet something of its name.
        NotAllowedNow: it is the library itself.
    """
    lock_tree()
    access = access_of(unit.actor)
    item, into = known_item(item_id, access), known_folder(into_id, access)
    if item.parent_id is None:
        raise NotAllowedNow(_("The library itself is not moved."))
    require_revision(item, expected)
    require_all_writable(item, access)
    access.require_write(known_item(item.parent_id, access))
    access.require_write(into)
    if into.id == item.parent_id:
        return item
    require_place(item.id, levels_of(item), into)
    require_free_name(into.id, item.name_key, item.name)
    before = item.outer_rights_id if item.has_own_rights else item.rights_id
    item.parent_id = into.id
    touch(unit, item)
    change_rights_below(item.id, before, into.rights_id)
    return known_item(item.id, access_of(unit.actor))
