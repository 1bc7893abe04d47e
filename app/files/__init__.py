"""Files that people hand over: their contents on the disk, a row for each of them in the database.

A content is kept first and its row committed later, never the other way round: whatever is cut off in between leaves a
content that nobody refers to, which the sweep removes. What a row refers to is always there.
"""

from datetime import timedelta

from flask import Flask

from app.files.content import Content, keep_content
from app.files.errors import FileRefused
from app.files.models import StoredFile
from app.files.reference import FileReference
from app.files.store import FolderStore, store
from app.files.sweeping import sweep
from app.i18n import lazy_gettext as _l
from app.periodic import register_periodic_job

__all__ = ["Content", "FileReference", "FileRefused", "FolderStore", "StoredFile", "init_app", "keep_content", "store"]


def init_app(_app: Flask) -> None:
    """Let the clock remove what nobody needs."""
    register_periodic_job("files.sweep", sweep, _l("Files that nothing refers to"), every=timedelta(hours=1))
