"""Files that people hand over: their contents on the disk, a row for each of them in the database.

A content is kept first and its row committed later, never the other way round: whatever is cut off in between leaves a
content that nobody refers to, which the sweep removes. What a row refers to is always there.
"""

from app.files.content import Content, keep_content
from app.files.errors import FileRefused
from app.files.models import StoredFile
from app.files.reference import FileReference
from app.files.store import FolderStore, store

__all__ = ["Content", "FileReference", "FileRefused", "FolderStore", "StoredFile", "keep_content", "store"]
