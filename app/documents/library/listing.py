"""What folders, searches and the trash show, page by page: a fixed number of statements, however much there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.access.models import Person, person_name
from app.db import db
from app.documents.library.access import Access, shown_name
from app.documents.library.models import LibraryItem
from app.documents.library.tree import Step, below, path_to, paths_to
from app.files import StoredFile
from app.folding import fold
from app.records.values.searching import LONGEST_SEARCH

PER_PAGE = 50
MOST_PER_PAGE = 500
_MOST_WORDS = 5


@dataclass(frozen=True)
class Shown:
    """A folder or file as a person sees it.

    Attributes:
        name: as it is shown; the library itself has one by the language.
        size: in bytes, of a file.
        changed_by: the name of who changed it last.
        path: the folders around it, where they are asked for.
    """

    id: int
    parent_id: int | None
    is_file: bool
    name: str
    size: int | None
    media_type: str
    changed_at: datetime
    changed_by: str
    trashed_at: datetime | None
    revision: int
    may_write: bool
    has_own_rights: bool
    path: Sequence[Step] = field(default=())


@dataclass(frozen=True)
class ItemPage:
    """A page of a list."""

    items: Sequence[Shown]
    total: int
    page: int
    per_page: int


def items_in(folder: LibraryItem, access: Access, page: int = 1, per_page: int = PER_PAGE) -> ItemPage:
    """What is in a folder, folders first, each by the alphabet: two statements."""
    conditions = (LibraryItem.parent_id == folder.id, LibraryItem.trashed_with.is_(None), access.reads)
    order = (LibraryItem.is_file, LibraryItem.name_order, LibraryItem.id)
    return _page(access, conditions, order, page, per_page)


def found_in(folder: LibraryItem, words: str, access: Access, page: int = 1, per_page: int = PER_PAGE) -> ItemPage:
    """What has these words in its name, in a folder and in all folders within it: three statements."""
    conditions = [LibraryItem.parent_id.is_not(None), LibraryItem.trashed_with.is_(None), access.reads]
    if folder.parent_id is not None:
        inside = below(folder.id)
        conditions += [LibraryItem.id.in_(select(inside.c.id)), LibraryItem.id != folder.id]
    for word in words[:LONGEST_SEARCH].split()[:_MOST_WORDS]:
        conditions.append(LibraryItem.name_key.contains(fold(word), autoescape=True))
    order = (LibraryItem.is_file, LibraryItem.name_order, LibraryItem.id)
    return _page(access, conditions, order, page, per_page, with_paths=True)


def items_in_trash(access: Access, page: int = 1, per_page: int = PER_PAGE) -> ItemPage:
    """What was thrown away by itself and the person may read, the latest first: three statements."""
    conditions = (LibraryItem.trashed_at.is_not(None), access.reads)
    order = (LibraryItem.trashed_at.desc(), LibraryItem.id.desc())
    return _page(access, conditions, order, page, per_page, with_paths=True)


def folders_in(folder: LibraryItem, access: Access, page: int = 1, per_page: int = PER_PAGE) -> ItemPage:
    """The folders in a folder: where something could go."""
    conditions = (
        LibraryItem.parent_id == folder.id,
        LibraryItem.is_file.is_(False),
        LibraryItem.trashed_with.is_(None),
        access.reads,
    )
    return _page(access, conditions, (LibraryItem.name_order, LibraryItem.id), page, per_page)


def one_shown(item: LibraryItem, access: Access) -> Shown:
    """A folder or file with the way to it: two statements."""
    row = db.session.execute(_columns().where(LibraryItem.id == item.id)).one()
    return _shown(row, access, {item.parent_id or 0: path_to(item)})


def _page(
    access: Access,
    conditions: Sequence[Any],
    order: Sequence[Any],
    page: int,
    per_page: int,
    *,
    with_paths: bool = False,
) -> ItemPage:
    total = db.session.scalar(select(func.count()).select_from(LibraryItem).where(*conditions)) or 0
    last = max(1, (total + per_page - 1) // per_page)
    page = min(max(1, page), last)
    listed = _columns().where(*conditions).order_by(*order).limit(per_page).offset((page - 1) * per_page)
    rows = db.session.execute(listed).all()
    paths = paths_to([row.LibraryItem.parent_id for row in rows]) if with_paths else {}
    return ItemPage([_shown(row, access, paths) for row in rows], total, page, per_page)


def _columns() -> Select[*tuple[Any, ...]]:
    people = (Person.id.label("person_id"), Person.first_name, Person.last_name, Person.login)
    return (
        select(LibraryItem, StoredFile.size, StoredFile.media_type, *people)
        .outerjoin(StoredFile, StoredFile.id == LibraryItem.file_id)
        .outerjoin(Person, Person.id == LibraryItem.changed_by_id)
        .execution_options(populate_existing=True)
    )


def _shown(row: Any, access: Access, paths: Mapping[int, Sequence[Step]]) -> Shown:
    item: LibraryItem = row.LibraryItem
    return Shown(
        id=item.id,
        parent_id=item.parent_id,
        is_file=item.is_file,
        name=shown_name(item),
        size=row.size,
        media_type=row.media_type or "",
        changed_at=item.changed_at,
        changed_by=person_name(row.first_name, row.last_name, row.login) if row.person_id else "",
        trashed_at=item.trashed_at,
        revision=item.revision,
        may_write=access.may_write(item),
        has_own_rights=item.has_own_rights,
        path=paths.get(item.parent_id or 0, ()),
    )
