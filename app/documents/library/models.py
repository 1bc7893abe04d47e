"""The tables of the library."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    event,
    false,
    insert,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.db import Base, UtcDateTime, table_of
from app.folding import LONGEST_ORDER, fold, stored_order

LONGEST_NAME = 255
_LONGEST_KEY = 3 * LONGEST_NAME  # a letter in lower case may be up to three signs
_ORDER = String(LONGEST_ORDER).with_variant(String(LONGEST_ORDER, collation="C"), "postgresql")
_PRESENT = text("trashed_with IS NULL")
_ONLY_PRESENT: Any = {"sqlite_where": _PRESENT, "postgresql_where": _PRESENT}


def _name_key(context: Any) -> str:
    return fold(context.get_current_parameters()["name"])


def _name_order(context: Any) -> str:
    return stored_order(context.get_current_parameters()["name"])


class LibraryItem(Base):
    """A folder or a file of the library. The one without a parent is the library itself.

    `rights_id` is the folder whose grants say who may read and write it: itself, or the nearest above it that has
    grants of its own. `outer_rights_id` is, of such a folder, the next of them above: who may not read that one may not
    read what is in it. Both are kept with every change, so that no question about rights walks up the tree.

    `trashed_with` is what was thrown away so that this is gone: itself, or a folder above it.
    """

    __tablename__ = "library_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"), index=True)
    is_file: Mapped[bool]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_key: Mapped[str] = mapped_column(String(_LONGEST_KEY), default=_name_key)
    name_order: Mapped[str] = mapped_column(_ORDER, default=_name_order)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    rights_id: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"), index=True)
    outer_rights_id: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"), index=True)
    trashed_with: Mapped[int | None] = mapped_column(ForeignKey("library_item.id"), index=True)
    trashed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        Index("uq_library_item_name", "parent_id", "name_key", unique=True, **_ONLY_PRESENT),
        Index("ix_library_item_list", "parent_id", "is_file", "name_order", "id", **_ONLY_PRESENT),
        CheckConstraint("is_file = (file_id IS NOT NULL)", name="file"),
        {"sqlite_autoincrement": True},
    )

    @validates("name")
    def _keep_keys(self, _attribute: str, value: str) -> str:
        self.name_key, self.name_order = fold(value), stored_order(value)
        return value

    @property
    def has_own_rights(self) -> bool:
        """Whether it is a folder with grants of its own."""
        return self.rights_id == self.id


class LibraryGrant(Base):
    """Who may read a folder and what is in it, and perhaps change it: a group, a person, or everybody (neither)."""

    __tablename__ = "library_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    folder_id: Mapped[int] = mapped_column(ForeignKey("library_item.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[str | None] = mapped_column(ForeignKey("person_group.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    may_write: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (CheckConstraint("group_id IS NULL OR person_id IS NULL", name="one"),)


@event.listens_for(table_of(LibraryGrant), "after_create")
def _make_top(_table: Table, connection: Connection, **_more: Any) -> None:
    """The library itself, which everybody may read and fill until an administrator says otherwise."""
    items, grants = table_of(LibraryItem), table_of(LibraryGrant)
    made = insert(items).values(is_file=False, name="", changed_at=datetime.now(UTC), revision=1).returning(items.c.id)
    top = connection.execute(made).scalar_one()
    connection.execute(update(items).where(items.c.id == top).values(rights_id=top, name=""))
    connection.execute(insert(grants).values(folder_id=top, may_write=True))
