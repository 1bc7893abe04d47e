"""Taking a folder or file out of the trash."""

from app.documents.library.access import access_of
from app.documents.library.commands.rename import touch
from app.documents.library.models import LibraryItem
from app.documents.library.tree import change_all, items_of, known_item, lock_tree, require_free_name
from app.engine import NotAllowedNow, UnitOfWork
from app.i18n import gettext as _


def restore(unit: UnitOfWork, item_id: int) -> LibraryItem:
    """Put what was thrown away back to where it was, with everything that was in it.

    Raises:
        NotFound: it is not in the trash, or not open to the actor.
        Forbidden: the actor may not change it, or the folder where it was.
        NotAllowedNow: the folder where it was is in the trash itself.
        RecordRefused: something else there has its name.
    """
    lock_tree()
    access = access_of(unit.actor)
    item = known_item(item_id, access, in_trash=True)
    access.require_write(item)
    parent = known_parent(item)
    if parent.trashed_with is not None:
        raise NotAllowedNow(_("Its folder “%(name)s” is in the trash, too: restore that first.", name=parent.name))
    access.require_write(parent)
    require_free_name(parent.id, item.name_key, item.name)
    item.trashed_at = None
    touch(unit, item)
    change_all(LibraryItem.trashed_with == item.id, values={"trashed_with": None})
    return known_item(item.id, access)


def known_parent(item: LibraryItem) -> LibraryItem:
    """The folder in which something is or was; it is there as long as that is."""
    assert item.parent_id is not None
    return items_of([item.parent_id])[item.parent_id]
