"""Records and people as FEEL contexts: read-only, and read only as far as an expression asks."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.access.models import Person
from app.db import db
from app.engine import Actor
from app.files import FileReference
from app.records import rights
from app.records.lifecycle.current import lifecycle_of
from app.records.readable_files import readable_files
from app.records.types import Field, RecordType
from app.records.values import values_of


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
    """A record by the names of its fields, whoever asks; references and people are contexts in their turn.

    Only commands and the diagrams that they run evaluate it; what a person sends or sees goes through `seen_by`.

    Parameters:
        load: returns the model's row (or None when it is gone); called when a field besides `id` is first read.
    """

    def __init__(self, record_type: RecordType, identifier: int, load: Callable[[], Any] | None = None) -> None:
        super().__init__()
        self.record_type = record_type
        self._names = names_of(record_type)
        self._load = load or (lambda: db.session.get(record_type.model, identifier))
        self._known["id"] = identifier

    def forget(self) -> None:
        """Read everything again: the record has changed."""
        self._known = {"id": self._known["id"]}

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
        return self._value(self.record_type.field(name), record)

    def _value(self, field: Field, record: Any) -> Any:
        return field.feel(values_of(self.record_type, record, [field.name])[field.name])


class ReadableView(RecordView):
    """A record as one person may read it; of a record that they may not, everything but the id is null.

    Parameters:
        actor: who reads; None: nobody, who may read nothing.
    """

    def __init__(self, record_type: RecordType, identifier: int, actor: Actor | None) -> None:
        super().__init__(record_type, identifier, self._readable)
        self._actor = actor

    def _readable(self) -> Any:
        if self._actor is None:
            return None
        record = db.session.get(self.record_type.model, self._known["id"])
        return record if record and rights.may(self.record_type, record, self._actor, "read") else None

    def _value(self, field: Field, record: Any) -> Any:
        return seen_by(super()._value(field, record), self._actor)


def seen_by(value: Any, actor: Actor | None) -> Any:
    """A value of FEEL as one person may read it: the records in it are views with the person's rights.

    Parameters:
        actor: who reads; None: nobody, who may read nothing.
    """
    if isinstance(value, RecordView):
        return ReadableView(value.record_type, value["id"], actor)
    if isinstance(value, FileView):
        return FileView(value.file, actor)
    if isinstance(value, list):
        return [seen_by(each, actor) for each in value]
    if isinstance(value, dict):
        return {name: seen_by(each, actor) for name, each in value.items()}
    return value


def known_names(record_type: RecordType, depth: int = 2) -> dict[str, Mapping[str, Any] | None]:
    """The names of a record for the checks at deploy, nested for what it points to."""
    names: dict[str, Mapping[str, Any] | None] = dict.fromkeys(names_of(record_type))
    for field in record_type.fields:
        names[field.name] = field.feel_names(depth)
    return names
