"""Records and people as FEEL contexts: read-only, and read only as far as an expression asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.access.models import Person
from app.db import db
from app.engine import Actor
from app.files import FileReference
from app.records import rights
from app.records.lifecycle.current import lifecycle_of
from app.records.rights.readable_files import readable_files
from app.records.types import RecordType, Views
from app.records.values.of_records import values_of


class View(Mapping[str, Any]):
    """A context whose entries are computed when they are asked for, once."""

    _names: tuple[str, ...]

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = self._read(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def _read(self, name: str) -> Any:
        raise NotImplementedError


PERSON_NAMES = ("id", "login", "name", "email")


class PersonView(View):
    """A person as {id, login, name, email}."""

    _names = PERSON_NAMES

    def __init__(self, identifier: int) -> None:
        super().__init__()
        self._known["id"] = identifier

    def _read(self, name: str) -> Any:
        person = db.session.get(Person, self._known["id"])
        if person is None:
            return None
        self._known.update(login=person.login, name=person.display_name, email=person.email)
        return self._known[name]


FILE_NAMES = ("id", "name", "size", "media_type")


class FileView(View):
    """A file as {id, name, size, media_type}.

    Parameters:
        file: of which a record or an upload has told what is known; of one that is only named by its id the actor knows
            what they may.
        actor: who reads; None: nobody.
    """

    _names = FILE_NAMES

    def __init__(self, file: FileReference, actor: Actor | None = None) -> None:
        super().__init__()
        self.file = file
        self._known["id"] = file.id
        self._actor = actor

    def _read(self, name: str) -> Any:
        found: FileReference | None = self.file
        if not self.file.is_known:
            readable = readable_files([self.file.id], self._actor) if self._actor else {}
            found = readable.get(self.file.id)
        self._known.update({each: getattr(found, each, None) for each in FILE_NAMES if each != "id"})
        return self._known[name]


def names_of(record_type: RecordType) -> tuple[str, ...]:
    """What an expression may read of a record of this type."""
    own = ("id", "stage") if record_type.has_status else ("id",)
    return own + tuple(field.name for field in record_type.fields) + ("display_name", "created_at")


class RecordView(View):
    """A record by the names of its fields; references and people are contexts in their turn.

    What may be read is a matter of the views that there are: those of a person, and those of commands.

    Parameters:
        identifier: None: of a record that may not be read, not even its id.
        views: makes the views of what the record points to.
    """

    def __init__(self, record_type: RecordType, identifier: int | None, views: Views) -> None:
        super().__init__()
        self.record_type = record_type
        self._names = names_of(record_type)
        self._views = views
        self._known["id"] = identifier

    def forget(self) -> None:
        """Read everything again: the record has changed."""
        self._known = {"id": self._known["id"]}

    def _load(self) -> Any:
        """The model's row, or None when it is gone or may not be read; asked when a field besides `id` is read."""
        raise NotImplementedError

    def _read(self, name: str) -> Any:
        record = self._load()
        if record is None:
            return None
        if name == "display_name":
            return self.record_type.display(record)
        if name == "created_at":
            return record.created_at
        if name == "stage":
            status = lifecycle_of(self.record_type.name).status(record.status)
            return status.stage if status else None
        field = self.record_type.field(name)
        return field.feel(values_of(self.record_type, record, [name])[name], self._views)


class ReadableView(RecordView):
    """A record as one person may read it; of a record that they may not, everything but the given id is null.

    Parameters:
        actor: who reads; None: nobody, who may read nothing.
    """

    def __init__(self, record_type: RecordType, identifier: int | None, actor: Actor | None) -> None:
        super().__init__(record_type, identifier, ReaderViews(actor))
        self._actor = actor

    def _load(self) -> Any:
        identifier = self._known["id"]
        if self._actor is None or identifier is None:
            return None
        record = db.session.get(self.record_type.model, identifier)
        return record if record and rights.may(self.record_type, record, self._actor, "read") else None


class ReaderViews:
    """Makes the views of one person.

    Parameters:
        actor: who reads; None: nobody, who may read nothing.
    """

    def __init__(self, actor: Actor | None) -> None:
        self._actor = actor

    def record(self, record_type: RecordType, identifier: int | None) -> ReadableView:
        """A view of one record."""
        return ReadableView(record_type, identifier, self._actor)

    def file(self, file: FileReference) -> FileView:
        """A view of one file."""
        return FileView(file, self._actor)


def known_names(record_type: RecordType, depth: int = 2) -> dict[str, Mapping[str, Any] | None]:
    """The names of a record for the checks at deploy, nested for what it points to."""
    names: dict[str, Mapping[str, Any] | None] = dict.fromkeys(names_of(record_type))
    for field in record_type.fields:
        names[field.name] = field.feel_names(depth)
    return names
