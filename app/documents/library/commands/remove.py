"""Deleting for good what is in the trash."""

from datetime import timedelta

from sqlalchemy import delete, select

from app.access.security_log import note
from app.clock import clock
from app.db import db
from app.declared_settings import setting_value
from app.documents.library.access import access_of
from app.documents.library.models import LibraryItem
from app.documents.library.tree import below, known_item, lock_tree, require_all_writable
from app.documents.library.versions import PLACE
from app.engine import SYSTEM, UnitOfWork, unit_of_work
from app.files.places import release_many

TRASH_DAYS = "DEALFLOW_LIBRARY_TRASH_DAYS"


def remove(unit: UnitOfWork, item_id: int) -> None:
    """Delete something in the trash for good, with everything in it.

    Raises:
        NotFound: it is not in the trash, or not open to the actor.
        Forbidden: the actor may not change it, or something in it.
    """
    lock_tree()
    access = access_of(unit.actor)
    item = known_item(item_id, access, in_trash=True)
    require_all_writable(item, access)
    _delete(item, unit)


def empty_trash() -> int:
    """Delete for good what was thrown away longer ago than the setting says; called by the clock.

    Returns:
        How many folders and files were in the trash by themselves.
    """
    before = clock.now() - timedelta(days=setting_value(TRASH_DAYS))
    removed = 0
    while True:
        with unit_of_work(SYSTEM) as unit:
            lock_tree()
            old = select(LibraryItem).where(LibraryItem.trashed_at < before).order_by(LibraryItem.id).limit(1)
            item = db.session.scalars(old.execution_options(populate_existing=True)).first()
            if item is None:
                return removed
            _delete(item, unit)
        removed += 1


def _delete(item: LibraryItem, unit: UnitOfWork) -> None:
    inside = select(below(item.id).c.id)
    note("library-removed", item.name, actor=unit.actor, data={"number": item.id})
    release_many(PLACE, inside)
    db.session.execute(
        delete(LibraryItem).where(LibraryItem.id.in_(inside)).execution_options(synchronize_session=False)
    )
    db.session.expunge(item)
