"""Where fields take the FEEL views of records and files from: who reads is said where an expression begins."""

from collections.abc import Mapping
from typing import Any, Protocol


class Views(Protocol):
    """Makes views: with the rights of a person (`app.records.rights.feel_views.ReaderViews`), or, inside a command,
    without (`app.records.commands.command_views.CommandViews`)."""

    def record(self, record_type: Any, identifier: int | None) -> Mapping[str, Any]:
        """A view of one record.

        Parameters:
            record_type: a `RecordType`.
            identifier: None: of a record that may not be read, not even its id.
        """

    def file(self, file: Any) -> Mapping[str, Any]:
        """A view of one file.

        Parameters:
            file: an `app.files.FileReference`.
        """
