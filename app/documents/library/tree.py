"""Walking through the tree of folders; changes of it come one after the other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Select, func, literal, select, update
from sqlalchemy.orm import aliased

from app.bounds import LARGEST_NUMBER
from app.db import db
from app.documents.library.access import Access, access_of
from app.documents.library.models import LibraryItem
from app.engine import Actor, NotFound, StaleRevision
from app.i18n import gettext as _
from app.i18n import ngettext
from app.records.errors import Forbidden, RecordRefused

MOST_LEVELS = 30
_EITHER_WAY = MOST_LEVELS + 1


@dataclass(frozen=True)
class Step:
    """A folder on the way to an item."""

    id: int
    name: str


def lock_tree() -> None:
    """Let nobody else change the library until this transaction ends: two moves at once could make a circle."""
    db.session.execute(select(LibraryItem.id).where(LibraryItem.parent_id.is_(None)).with_for_update())


def top_folder() -> LibraryItem:
    """The library itself."""
    return db.session.scalars(_fresh(LibraryItem.parent_id.is_(None))).one()


def readable_item(item_id: int, actor: Actor, *, in_trash: bool = False) -> tuple[LibraryItem, Access]:
    """A folder or file, and what the actor may do in the library: two statements.

    Parameters:
        in_trash: it has been thrown away, by itself.

    Raises:
        NotFound: it is not there, or the actor may not know of it.
    """
    access = access_of(actor)
    return known_item(item_id, access, in_trash=in_trash), access


def known_item(item_id: int, access: Access, *, in_trash: bool = False) -> LibraryItem:
    """The same, for whom the access is known."""
    item = db.session.scalars(_fresh(LibraryItem.id == item_id)).one_or_none() if item_id <= LARGEST_NUMBER else None
    if item is None or not access.may_read(item):
        raise NotFound(_("This folder or file is not there any more, or not open to you."))
    if in_trash and item.trashed_with != item.id:
        raise NotFound(_("“%(name)s” is not in the trash any more.", name=item.name))
    if not in_trash and item.trashed_with is not None:
        raise NotFound(_("“%(name)s” is in the trash: restore it first.", name=item.name))
    return item


def known_folder(item_id: int, access: Access) -> LibraryItem:
    """A folder.

    Raises:
        NotFound: it is not there, is a file, or the actor may not know of it.
    """
    item = known_item(item_id, access)
    if item.is_file:
        raise NotFound(_("“%(name)s” is a file, not a folder.", name=item.name))
    return item


def require_revision(item: LibraryItem, expected: int | None) -> None:
    """Refuse who has seen another state of the item.

    Parameters:
        expected: the revision that was seen; None: whichever.

    Raises:
        StaleRevision
    """
    if expected is not None and item.revision != expected:
        words = _("Somebody has changed “%(name)s” in the meantime. Look at it again.", name=item.name)
        raise StaleRevision(words, revision=item.revision)


def require_free_name(parent_id: int | None, name_key: str, name: str, but: int | None = None) -> None:
    """Refuse a name that something else in the folder has.

    Parameters:
        name_key: the name folded.
        but: the id of what may have it.

    Raises:
        RecordRefused
    """
    here = (LibraryItem.parent_id == parent_id, LibraryItem.trashed_with.is_(None), LibraryItem.name_key == name_key)
    if db.session.scalar(select(LibraryItem.id).where(*here, LibraryItem.id != (but or 0))) is not None:
        raise RecordRefused({"name": _("“%(name)s” is in this folder already: choose another name.", name=name)})


def path_to(item: LibraryItem) -> list[Step]:
    """The folders around an item, the library itself first: one statement."""
    return paths_to([item.parent_id]).get(item.parent_id or 0, []) if item.parent_id else []


def paths_to(folder_ids: Collection[int | None]) -> Mapping[int, list[Step]]:
    """The ways to these folders, themselves last, by their ids: one statement."""
    wanted = {each for each in folder_ids if each}
    if not wanted:
        return {}
    above = _above(select(LibraryItem.id, LibraryItem.parent_id, LibraryItem.name).where(LibraryItem.id.in_(wanted)))
    known = {row.id: row for row in db.session.execute(select(above)).all()}
    found = {}
    for each in wanted & known.keys():
        steps: list[Step] = []
        at: int | None = each
        while at is not None:
            row = known[at]
            steps.insert(0, Step(row.id, row.name if row.parent_id else _("Document library")))
            at = row.parent_id
        found[each] = steps
    return found


def require_place(item_id: int | None, levels: int, folder: LibraryItem) -> None:
    """Refuse to put something into a folder that is itself, is in itself, or lies too deep.

    Parameters:
        item_id: what is put there; None: something new.
        levels: of folders that it has, itself counted.

    Raises:
        RecordRefused
    """
    way = [each.id for each in path_to(folder)] + [folder.id]
    if item_id in way:
        raise RecordRefused({"into": _("A folder cannot be put into itself or into a folder within it.")})
    if len(way) - 1 + levels > MOST_LEVELS:
        words = ngettext(
            "Folders lie at most %(num)s level deep here: choose a place further up.",
            "Folders lie at most %(num)s levels deep here: choose a place further up.",
            MOST_LEVELS,
        )
        raise RecordRefused({"into": words})


def levels_of(item: LibraryItem) -> int:
    """How many levels of folders an item has, itself counted; a file has none."""
    if item.is_file:
        return 0
    inside = below(item.id)
    folders = select(func.max(inside.c.level)).join(LibraryItem, LibraryItem.id == inside.c.id)
    return (db.session.scalar(folders.where(LibraryItem.is_file.is_(False))) or 0) + 1


def below(item_id: int) -> CTE:
    """Ids of an item and of everything in it, with their level, its own being 0."""
    found = select(literal(item_id).label("id"), literal(0).label("level")).cte("below", recursive=True)
    child = aliased(LibraryItem)
    return found.union_all(
        select(child.id, (found.c.level + 1).label("level")).where(
            child.parent_id == found.c.id, found.c.level < _EITHER_WAY
        )
    )


def require_all_writable(item: LibraryItem, access: Access) -> None:
    """Refuse to take away with a folder what others keep in it for themselves.

    Raises:
        Forbidden
    """
    access.require_write(item)
    if item.is_file or access.everywhere:
        return
    inside = below(item.id)
    others = select(LibraryItem.id).join(inside, inside.c.id == LibraryItem.id)
    foreign = others.where(LibraryItem.rights_id == LibraryItem.id, ~access.writes)
    if db.session.scalar(foreign.limit(1)) is not None:
        raise Forbidden(_("Not everything in “%(name)s” is yours to change: ask an administrator.", name=item.name))


def change_rights_below(item_id: int, before: int | None, after: int | None) -> None:
    """Let everything from an item down that was read by the grants of one folder be read by those of another."""
    if before == after:
        return
    inside = select(below(item_id).c.id)
    for column in (LibraryItem.rights_id, LibraryItem.outer_rights_id):
        change_all(LibraryItem.id.in_(inside), column == before, values={column.key: after})


def change_all(*conditions: Any, values: Mapping[str, Any]) -> None:
    """Change many items at once; who has some of them before their eyes reads them again (`known_item`)."""
    statement = update(LibraryItem).where(*conditions).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))


def _above(first: Any) -> CTE:
    found: CTE = first.cte("above", recursive=True)
    parent = aliased(LibraryItem)
    return found.union(select(parent.id, parent.parent_id, parent.name).where(parent.id == found.c.parent_id))


def _fresh(*conditions: Any) -> Select[LibraryItem]:
    return select(LibraryItem).where(*conditions).execution_options(populate_existing=True)


def items_of(ids: Sequence[int]) -> Mapping[int, LibraryItem]:
    """These items, by their ids."""
    return {each.id: each for each in db.session.scalars(_fresh(LibraryItem.id.in_(ids)))} if ids else {}
