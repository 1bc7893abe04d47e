"""The content of a file, for who may read the record that holds it."""

from flask import Response, current_app, send_file
from sqlalchemy import select

from app.db import db
from app.engine import Actor, NotFound
from app.files import StoredFile, store
from app.files.media_types import SHOWN
from app.i18n import gettext as _
from app.records.rights.reading import readable_record
from app.records.types import RecordType

#: What comes from others runs nothing and loads nothing, whatever a browser takes it for.
POLICY = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def file_answer(
    record_type: RecordType, record_id: int, file_id: int, actor: Actor, *, shown: bool = False
) -> Response:
    """The answer with the content: to be saved, or where that does no harm to be shown.

    Parameters:
        shown: show it in the browser, if it is a picture or a PDF.

    Raises:
        NotFound: the actor may not read the record, or the record does not hold the file.
    """
    readable_record(record_type, record_id, actor)
    row = _held(record_type, record_id, file_id)
    return content_answer(row, row.name, shown=shown)


def content_answer(row: StoredFile, name: str, *, shown: bool = False) -> Response:
    """The answer with the content of a file that whoever asks may have.

    Parameters:
        name: under which it is saved.
        shown: show it in the browser, if it is a picture or a PDF.

    Raises:
        NotFound: its content is missing.
    """
    path = store().path(row.digest)
    if not path.is_file():
        current_app.logger.error("The content of file %s, %s, is missing: run.py files check", row.id, row.digest)
        raise NotFound(_("The content of “%(name)s” is missing on the server: tell the administrator.", name=name))
    inline = shown and row.media_type in SHOWN
    answer = send_file(
        path,
        mimetype=row.media_type,
        as_attachment=not inline,
        download_name=name,
        etag=row.digest,
        last_modified=row.created_at,
        conditional=True,
    )
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "private, no-cache"  # kept by the browser, asked for at each use
    return answer


def _held(record_type: RecordType, record_id: int, file_id: int) -> StoredFile:
    """The file, while a field that is declared now holds it."""
    row: StoredFile | None = db.session.scalar(
        select(StoredFile).where(
            StoredFile.id == file_id,
            StoredFile.record_type == record_type.name,
            StoredFile.record_id == record_id,
            StoredFile.unused_since.is_(None),
        )
    )
    if row is None or row.field is None or not record_type.has_path(row.field):
        raise NotFound()
    return row
