"""A file as a record holds it."""

from dataclasses import dataclass, field

from app.files.models import StoredFile


@dataclass(frozen=True)
class FileReference:
    """Which file it is; two are the same when their ids are.

    Attributes:
        name, size, media_type: what is known of it; the size is in bytes. Nothing of what somebody has only named.
        record_id: the record that holds it; None while none does.
        is_known: whether it was read from the table.
    """

    id: int
    name: str = field(default="", compare=False)
    size: int = field(default=0, compare=False)
    media_type: str = field(default="", compare=False)
    record_id: int | None = field(default=None, compare=False)
    is_known: bool = field(default=False, compare=False)


def reference_to(row: StoredFile) -> FileReference:
    """The file of a row of the table."""
    held = row.record_id if row.unused_since is None else None
    return FileReference(row.id, row.name, row.size, row.media_type, held, True)
