"""Records as the commands see them, whoever asks: for the diagrams, formulas and checks that a command runs.

Only a command has a unit of work, so only a command can make these views; which modules may is a contract of the
imports (`setup.cfg`). What a person sends or is shown is evaluated over `app.records.rights.feel_views.ReaderViews`.
"""

from collections.abc import Callable
from typing import Any

from app.db import db
from app.engine import UnitOfWork
from app.files import FileReference
from app.records.rights.feel_views import FileView, RecordView
from app.records.types import RecordType


class CommandView(RecordView):
    """A record without rights.

    Parameters:
        unit: of the command that is running.
        load: returns the model's row; called when a field besides `id` is first read.
    """

    def __init__(
        self, unit: UnitOfWork, record_type: RecordType, identifier: int | None, load: Callable[[], Any] | None = None
    ) -> None:
        super().__init__(record_type, identifier, CommandViews(unit))
        self._given = load

    def _load(self) -> Any:
        if self._given is not None:
            return self._given()
        identifier = self._known["id"]
        return None if identifier is None else db.session.get(self.record_type.model, identifier)


class CommandViews:
    """Makes the views of one command.

    Parameters:
        unit: of the command that is running.
    """

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit

    def record(self, record_type: RecordType, identifier: int | None) -> CommandView:
        """A view of one record."""
        return CommandView(self._unit, record_type, identifier)

    def file(self, file: FileReference) -> FileView:
        """A view of one file, of which the record has told what is known."""
        return FileView(file)
