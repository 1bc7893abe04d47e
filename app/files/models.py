"""The table of files."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime


class StoredFile(Base):
    """A file that somebody gave, and where it belongs. It never changes: another version is another file.

    Several files may have the same content, which is kept once. `record_type`, `record_id` and `field` say whose it is
    (`lines.drawing` for a field of rows, then with `row_id`), `ordinal` its place among several. `unused_since` is when
    nothing referred to it any more: of an upload that no record has taken yet, when it came.
    """

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(127))
    size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None]
    record_type: Mapped[str | None] = mapped_column(String(64))
    record_id: Mapped[int | None]
    field: Mapped[str | None] = mapped_column(String(129))
    row_id: Mapped[int | None]
    ordinal: Mapped[int] = mapped_column(default=0)
    unused_since: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    # The history keeps the ids of what was deleted: SQLite would give them to what comes next.
    __table_args__ = (
        Index("ix_stored_file_record", "record_type", "record_id", "field"),
        {"sqlite_autoincrement": True},
    )
