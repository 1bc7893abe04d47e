"""The columns and tables that every record type shares."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ForeignKey, FromClause, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.db import Base, Json, UtcDateTime

# The history keeps the ids of what was deleted: SQLite would give them to what comes next.
KEEPS_IDS = {"sqlite_autoincrement": True}


class Record:
    """Mixed into the model of a record type.

    `revision` rises by one with every change; `search_text` holds the folded words by which the record is found;
    `custom` holds the fields that an analyst has added without a migration.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None]
    modified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    modified_by_id: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
    search_text: Mapped[str] = mapped_column(Text, default="")
    custom: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    if TYPE_CHECKING:
        __table__: ClassVar[FromClause]  # of the model that it is mixed into

    __table_args__: tuple[Any, ...] | dict[str, Any] = KEEPS_IDS

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.revision}


class RecordWithStatus(Record):
    """A record that lives by a diagram."""

    number: Mapped[int] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(String(64))  # models put it in front of an index that serves their lists
    status_changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecordPerson(Base):
    """A person in a field that takes many people, such as the viewers of a deal."""

    __tablename__ = "record_person"

    record_type: Mapped[str] = mapped_column(String(64), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_record_person_person", "person_id", "record_type", "field", "record_id"),)


class Row:
    """Mixed into the model of a row of a list: the line of an order, a contact.

    `record_type`, `record_id` and `field` say whose row it is, `ordinal` orders the list, `revision` rises by one with
    every change. A table of rows needs the index of `row_indexes`.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(64))
    ordinal: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)


def row_indexes(table: str) -> tuple[Index | dict[str, bool], ...]:
    """What the table of a row needs: its records find it by an index, and no id is given twice."""
    return (Index(f"ix_{table}_record", "record_type", "record_id", "field", "ordinal"), KEEPS_IDS)


class Contact(Row, Base):
    """Somebody to talk to about a record. `position` is the job; the main one comes first."""

    __tablename__ = "contact"
    __table_args__ = row_indexes("contact")

    field: Mapped[str] = mapped_column(String(64), default="contacts")
    full_name: Mapped[str] = mapped_column(String(255), default="")
    position: Mapped[str] = mapped_column(String(255), default="")
    department: Mapped[str] = mapped_column(String(255), default="")
    phone: Mapped[str] = mapped_column(String(64), default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    main: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str] = mapped_column(Text, default="")


class RecordReference(Base):
    """A link of a record to another one, in a field that takes many references."""

    __tablename__ = "record_reference"

    record_type: Mapped[str] = mapped_column(String(64), primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(64), primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_record_reference_target", "record_type", "field", "target_id", "record_id"),)


class RecordLink(Base):
    """A link from one record to another, of a kind that is read in both directions."""

    __tablename__ = "record_link"
    __table_args__ = (
        UniqueConstraint("record_type", "record_id", "other_type", "other_id", "kind", name="uq_record_link_ends"),
        Index("ix_record_link_other", "other_type", "other_id"),
        KEEPS_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[int]
    other_type: Mapped[str] = mapped_column(String(64))
    other_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None]


class RecordComment(Base):
    """What somebody has written about a record.

    `author_id` is empty where a process has written it, then `process` is its name; `edited_at` is empty while the text
    is as it was written; `revision` rises by one with every change; `from_id` is the record on which it was written,
    where that was merged into this one.
    """

    __tablename__ = "record_comment"
    __table_args__ = (Index("ix_record_comment_record", "record_type", "record_id", "id"), KEEPS_IDS)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[int]
    author_id: Mapped[int | None]
    process: Mapped[dict[str, str] | None] = mapped_column(Json)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=1)
    from_id: Mapped[int | None]


class CommentMention(Base):
    """Somebody is called in a comment; `seen_at` is when they saw it."""

    __tablename__ = "comment_mention"
    __table_args__ = (Index("ix_comment_mention_person", "person_id", "seen_at"),)

    comment_id: Mapped[int] = mapped_column(ForeignKey("record_comment.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecordMerge(Base):
    """A record has gone into another one of its type; `kept` is by what it can be undone."""

    __tablename__ = "record_merge"
    __table_args__ = (
        Index("ix_record_merge_source", "record_type", "source_id"),
        Index("ix_record_merge_target", "record_type", "target_id"),
        KEEPS_IDS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str] = mapped_column(String(64))
    source_id: Mapped[int]
    target_id: Mapped[int]
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    merged_by_id: Mapped[int | None]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    kept: Mapped[dict[str, Any]] = mapped_column(Json)


class Counter(Base):
    """The last number given to a record type; taken inside the transaction, so numbers have no holes."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
