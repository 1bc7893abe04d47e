"""Saying who may read and write a folder."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from app.access.models import Group, Person
from app.access.security_log import note
from app.db import db
from app.documents.library.access import Access, access_of, shown_name
from app.documents.library.commands.rename import touch
from app.documents.library.models import LibraryGrant, LibraryItem
from app.documents.library.tree import change_rights_below, known_folder, lock_tree, require_revision
from app.engine import UnitOfWork
from app.i18n import gettext as _
from app.records.errors import Forbidden, RecordRefused


@dataclass(frozen=True)
class Grant:
    """Who gets a right: a group, a person, or everybody (neither)."""

    group_id: str | None = None
    person_id: int | None = None
    may_write: bool = False


def set_rights(
    unit: UnitOfWork, folder_id: int, grants: Collection[Grant] | None, expected: int | None = None
) -> LibraryItem:
    """Give a folder rights of its own, or let it have those of the folder around it.

    Parameters:
        grants: who may read and write it; none of them: administrators only. None: those of the folder around it.
        expected: the revision that the actor has seen.

    Raises:
        NotFound: the folder is not there.
        Forbidden: the actor is no administrator.
        StaleRevision: somebody has changed it meanwhile.
        RecordRefused: a group or person is not there, or the library itself is given none of its own.
    """
    lock_tree()
    access = access_of(unit.actor)
    folder = known_folder(folder_id, access)
    require_administrator(access)
    require_revision(folder, expected)
    if grants is None and folder.parent_id is None:
        raise RecordRefused({"grants": _("There is nothing around the library itself: give it rights of its own.")})
    _require_known(grants or ())
    db.session.execute(delete(LibraryGrant).where(LibraryGrant.folder_id == folder.id))
    if grants:
        strongest = sorted(set(grants), key=lambda each: each.may_write)
        rows = {(each.group_id, each.person_id): each.may_write for each in strongest}
        values = [
            {"folder_id": folder.id, "group_id": group, "person_id": person, "may_write": may_write}
            for (group, person), may_write in rows.items()
        ]
        db.session.execute(insert(LibraryGrant), values)
    _change_whose(folder, own=grants is not None)
    touch(unit, folder)
    data = {"number": folder.id, "rights": "inherited" if grants is None else [_in_short(each) for each in grants]}
    note("library-rights", shown_name(folder), actor=unit.actor, data=data)
    return folder


def require_administrator(access: Access) -> None:
    """Refuse everybody else.

    Raises:
        Forbidden
    """
    if not access.everywhere:
        raise Forbidden(_("Only administrators say who may read and write a folder."))


def grants_of(folder: LibraryItem) -> list[Grant]:
    """By what a folder is read and written: its own grants, or those of the folder above it that has some."""
    rows = db.session.scalars(
        select(LibraryGrant).where(LibraryGrant.folder_id == folder.rights_id).order_by(LibraryGrant.id)
    )
    return [Grant(row.group_id, row.person_id, row.may_write) for row in rows]


def _change_whose(folder: LibraryItem, *, own: bool) -> None:
    if own == folder.has_own_rights:
        return
    before, after = (folder.rights_id, folder.id) if own else (folder.id, folder.outer_rights_id)
    change_rights_below(folder.id, before, after)
    db.session.refresh(folder)
    folder.outer_rights_id = before if own else None
    db.session.flush()


def _require_known(grants: Collection[Grant]) -> None:
    groups = {each.group_id for each in grants if each.group_id is not None}
    people = {each.person_id for each in grants if each.person_id is not None}
    missing = groups - set(db.session.scalars(select(Group.id).where(Group.id.in_(groups))))
    absent = people - set(db.session.scalars(select(Person.id).where(Person.id.in_(people))))
    if missing or absent:
        name = min(missing) if missing else str(min(absent))
        raise RecordRefused({"grants": _("There is no group or person “%(name)s”.", name=name)})


def _in_short(grant: Grant) -> str:
    who = grant.group_id or (f"person {grant.person_id}" if grant.person_id else "everybody")
    return f"{who}: {'write' if grant.may_write else 'read'}"
