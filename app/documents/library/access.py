"""Who may read and write what of the library: asked once for a person, then known of every folder and file."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from app.access.permissions import ADMINISTRATORS
from app.db import db
from app.documents.library.models import LibraryGrant, LibraryItem
from app.engine import Actor
from app.i18n import gettext as _
from app.records.errors import Forbidden


@dataclass(frozen=True)
class Access:
    """What a person may do, by the folders that have grants of their own (`LibraryItem.rights_id`).

    Attributes:
        everywhere: an administrator.
        readable, writable: ids of such folders.
    """

    everywhere: bool = False
    readable: frozenset[int] = frozenset()
    writable: frozenset[int] = frozenset()

    def may_read(self, item: LibraryItem) -> bool:
        return self.everywhere or item.rights_id in self.readable

    def may_write(self, item: LibraryItem) -> bool:
        return self.everywhere or item.rights_id in self.writable

    @property
    def reads(self) -> ColumnElement[bool]:
        """Whether the person may read an item of the table."""
        return true() if self.everywhere else LibraryItem.rights_id.in_(self.readable)

    @property
    def writes(self) -> ColumnElement[bool]:
        """Whether the person may change an item of the table."""
        return true() if self.everywhere else LibraryItem.rights_id.in_(self.writable)

    def require_write(self, item: LibraryItem) -> None:
        """Refuse who may only read it.

        Raises:
            Forbidden
        """
        if self.may_write(item):
            return
        if item.is_file:
            raise Forbidden(_("You may read “%(name)s”, but not change it.", name=item.name))
        raise Forbidden(_("You may read the folder “%(name)s”, but not change what is in it.", name=shown_name(item)))


def shown_name(item: LibraryItem) -> str:
    """What an item is called; the library itself has its name in the language of the request."""
    return item.name if item.parent_id is not None else _("Document library")


def access_of(actor: Actor) -> Access:
    """What a person may do in the library: one statement, none for administrators.

    A folder is read by whom its own grants name, if they may also read the folder around it.
    """
    if actor.id is None or ADMINISTRATORS in actor.groups:
        return Access(everywhere=True)
    outermost = select(LibraryItem.id).where(
        LibraryItem.parent_id.is_(None), _granted(LibraryItem.id, actor, writing=False)
    )
    readable = outermost.cte("readable", recursive=True)
    inner = aliased(LibraryItem)
    readable = readable.union(
        select(inner.id).where(inner.outer_rights_id == readable.c.id, _granted(inner.id, actor, writing=False))
    )
    rows = db.session.execute(select(readable.c.id, _granted(readable.c.id, actor, writing=True))).all()
    return Access(
        readable=frozenset(identifier for identifier, _may_write in rows),
        writable=frozenset(identifier for identifier, may_write in rows if may_write),
    )


def _granted(folder_id: ColumnElement[int] | object, actor: Actor, *, writing: bool) -> ColumnElement[bool]:
    """Whether a grant of the folder names the person."""
    everybody = and_(LibraryGrant.group_id.is_(None), LibraryGrant.person_id.is_(None))
    named = or_(
        everybody,
        LibraryGrant.person_id == actor.id,
        LibraryGrant.group_id.in_(actor.groups) if actor.groups else false(),
    )
    enough = LibraryGrant.may_write if writing else true()
    return exists().where(LibraryGrant.folder_id == folder_id, named, enough)
