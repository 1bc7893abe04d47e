"""Copying a folder or file."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from app.db import db
from app.documents.library.access import Access, access_of
from app.documents.library.models import LibraryGrant, LibraryItem
from app.documents.library.names import judged_name
from app.documents.library.tree import (
    below,
    change_all,
    known_folder,
    known_item,
    levels_of,
    lock_tree,
    require_free_name,
    require_place,
)
from app.documents.library.versions import PLACE
from app.engine import NotAllowedNow, UnitOfWork
from app.files.places import copies_of, settle_copies
from app.folding import fold
from app.i18n import gettext as _
from app.records.errors import RecordRefused

MOST_COPIED = 5000


def copy(unit: UnitOfWork, item_id: int, into_id: int, given_name: str = "") -> LibraryItem:
    """Copy a file, or a folder with what the actor may read in it; contents are kept once.

    Folders with rights of their own keep them; everything else is read and written by those of the new place.

    Parameters:
        given_name: of the copy; by default that of the original.

    Raises:
        NotFound: it or the folder is not there, or not open to the actor.
        Forbidden: the actor may only read the folder where the copy goes.
        RecordRefused: the copy would come into the original, lie too deep, meet something of its name, or is too large.
        NotAllowedNow: it is the library itself.
    """
    lock_tree()
    access = access_of(unit.actor)
    item, into = known_item(item_id, access), known_folder(into_id, access)
    if item.parent_id is None:
        raise NotAllowedNow(_("The library itself is not copied."))
    access.require_write(into)
    name = judged_name(given_name) if given_name else item.name
    require_place(item.id, levels_of(item), into)
    require_free_name(into.id, fold(name), name)
    originals = _copied(item, access)
    copies = _Copies(unit, into, copies_of([each.file_id for each in originals if each.file_id]))
    copies.make(originals, name)
    return known_item(copies.made[item.id], access_of(unit.actor))


def _copied(item: LibraryItem, access: Access) -> Sequence[LibraryItem]:
    """The item and what the actor may read in it, outer folders first."""
    inside = below(item.id)
    statement = (
        select(LibraryItem)
        .join(inside, inside.c.id == LibraryItem.id)
        .where(LibraryItem.trashed_with.is_(None), access.reads)
        .order_by(inside.c.level, LibraryItem.id)
        .limit(MOST_COPIED + 1)
    )
    found = db.session.scalars(statement.execution_options(populate_existing=True)).all()
    if len(found) > MOST_COPIED:
        words = _(
            "“%(name)s” has more than %(most)s files and folders: copy parts of it.", name=item.name, most=MOST_COPIED
        )
        raise RecordRefused({"into": words})
    return found


class _Copies:
    """Copies that are being made.

    Attributes:
        made: ids of the copies by those of the originals.
    """

    def __init__(self, unit: UnitOfWork, into: LibraryItem, files: Mapping[int, int]) -> None:
        self.made: dict[int, int] = {}
        self._unit, self._into, self._files = unit, into, files
        self._rights = {into.id: into.rights_id}  # by id of a copied folder

    def make(self, originals: Sequence[LibraryItem], name: str) -> None:
        """Make copies of them, level by level.

        Parameters:
            originals: outer folders first; the first is what is copied.
            name: of its copy.
        """
        first = originals[0]
        within: dict[int, list[LibraryItem]] = defaultdict(list)
        for each in originals[1:]:
            within[each.parent_id or 0].append(each)
        level = [first]
        while level:
            self._insert([(each, name if each is first else each.name) for each in level])
            level = [child for each in level for child in within[each.id]]
        settle_copies(PLACE, self._files.values(), LibraryItem.file_id, LibraryItem.id)
        self._copy_grants([each.id for each in originals if each.has_own_rights])

    def _insert(self, level: Sequence[tuple[LibraryItem, str]]) -> None:
        values = [self._values(each, name) for each, name in level]
        statement = insert(LibraryItem).returning(LibraryItem.id, sort_by_parameter_order=True)
        ids = db.session.scalars(statement, values).all()
        own = []
        for (each, _name), value, identifier in zip(level, values, ids, strict=True):
            self.made[each.id] = identifier
            self._rights[identifier] = identifier if each.has_own_rights else value["rights_id"]
            if each.has_own_rights:
                own.append({"of": identifier, "outer": value["rights_id"]})
        self._give_own_rights(own)

    def _values(self, original: LibraryItem, name: str) -> dict[str, Any]:
        parent = self.made.get(original.parent_id or 0, self._into.id)
        return {
            "parent_id": parent,
            "is_file": original.is_file,
            "name": name,
            "file_id": self._files[original.file_id] if original.file_id else None,
            "rights_id": self._rights[parent],
            "changed_at": self._unit.now,
            "changed_by_id": self._unit.actor.id,
            "revision": 1,
        }

    def _give_own_rights(self, own: Sequence[Mapping[str, Any]]) -> None:
        for each in own:  # few: a folder is given rights of its own by hand
            values = {"rights_id": each["of"], "outer_rights_id": each["outer"]}
            change_all(LibraryItem.id == each["of"], values=values)

    def _copy_grants(self, folders: Sequence[int]) -> None:
        rows = db.session.scalars(select(LibraryGrant).where(LibraryGrant.folder_id.in_(folders))).all()
        values = [
            {
                "folder_id": self.made[row.folder_id],
                "group_id": row.group_id,
                "person_id": row.person_id,
                "may_write": row.may_write,
            }
            for row in rows
        ]
        if values:
            db.session.execute(insert(LibraryGrant), values)
