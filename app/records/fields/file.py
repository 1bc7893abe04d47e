"""A file, or several."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import Schema, fields
from sqlalchemy import ColumnElement, and_, exists
from sqlalchemy.orm import aliased

from app.engine import Actor
from app.files import FileReference, FileRefused, StoredFile
from app.files.content import require_accepted
from app.files.places import Place, files_in, ids_ever_in, put_in, take
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.person import read_identifier
from app.records.fields.text import contains
from app.records.rights.feel_views import FILE_NAMES
from app.records.types.comparing import is_true
from app.records.types.errors import FilterRefused, ValueRefused
from app.records.types.field import Field
from app.records.types.order import Order
from app.records.types.registry import registry
from app.records.types.remembered import kept_entries, kept_name
from app.records.types.showing import Key, Names, Showing
from app.records.types.tombstone import TOMBSTONE
from app.records.types.views import Views

FILE = "file"
MOST_FILES = 100


class FileSchema(Schema):
    """A file in the API. To write one, its id is enough, alone or in the object."""

    id = fields.Integer(required=True)
    name = fields.String(dump_only=True)
    size = fields.Integer(dump_only=True, metadata={"description": "in bytes"})
    media_type = fields.String(dump_only=True)
    address = fields.String(dump_only=True, allow_none=True, metadata={"description": "where its content is"})


@dataclass(frozen=True)
class RefusedUpload:
    """Stands in a posted form for a file that was not taken; the words say why."""

    words: str


@dataclass(frozen=True)
class FileField(Field):
    """A file that was handed over before and is named by its id; no content is in the record.

    Attributes:
        many: it takes several, in their order.
        accept: the media types that it takes (`application/pdf`, `image/*`), told by the content; none: any.
    """

    many: bool = False  # type: ignore[misc]
    accept: tuple[str, ...] = ()

    type: ClassVar[str] = FILE
    holds: ClassVar[Any] = _l("a file")
    components: ClassVar[tuple[str, ...]] = ("filepicker",)
    operators: ClassVar[Collection[str]] = ("contains", "empty")
    stored_in_row: ClassVar[bool] = False
    comes_along: ClassVar[bool] = False
    draws_in_rows: ClassVar[bool] = True
    value_schema: ClassVar[Any] = FileSchema
    template: ClassVar[str] = "records/fields/file.html"

    # declaration

    @property
    def fits_in_rows(self) -> bool:
        return True

    @property
    def sortable(self) -> bool:
        return not self.many and not self.within

    @property
    def targets(self) -> tuple[str, ...]:
        return (FILE,)

    def problems(self) -> Sequence[str]:
        return [
            f"accepts “{each}”, which is no media type: write it as application/pdf or image/*"
            for each in self.accept
            if each.count("/") != 1
        ]

    @property
    def place(self) -> Place:
        """Where its files stand in the table."""
        return Place(self.owner, f"{self.within}.{self.name}" if self.within else self.name)

    # reading

    def _read(self, raw: Any) -> Any:
        given = raw if isinstance(raw, (list, tuple)) else [raw]
        files = list(dict.fromkeys(_named(each) for each in given if each not in (None, "")))
        if not self.many and len(files) > 1:
            raise ValueRefused(_("Only one file can be here."))
        if len(files) > MOST_FILES:
            raise ValueRefused(_("At most %(count)s files.", count=MOST_FILES))
        return self._held(files)

    def read_cell(self, raw: Any, names: Mapping[str, Any] | None = None) -> Any:
        parts = [each.strip() for each in str(raw or "").split(",")]
        return self.read([(names or {}).get(each.casefold(), each) for each in parts if each])

    def settle(self, value: Any, before: Any) -> Any:
        held = {each.id: each for each in listed(before)}
        taken = take(each.id for each in listed(value) if each.id not in held)
        files = []
        for each in listed(value):
            found = held.get(each.id) or taken.get(each.id)
            if found is None:
                raise ValueRefused(_("This file is not there any more: attach it again."))
            if each.id in taken:
                self._require_accepted(found)
            files.append(found)
        return self._held(files)

    def _require_accepted(self, file: FileReference) -> None:
        try:
            require_accepted(file.name, file.media_type, self.accept)
        except FileRefused as refused:
            raise ValueRefused(str(refused)) from None

    def _held(self, files: Sequence[FileReference]) -> Any:
        """These files as the field holds them."""
        return list(files) if self.many else next(iter(files), None)

    # storing

    def load(self, record_ids: Collection[int]) -> dict[int, Any]:
        found = files_in(self.place, record_ids)
        return {each: self._held(found[each].get(None, ())) for each in record_ids}

    def write(self, record_id: int, value: Any) -> None:
        put_in(self.place, record_id, {None: listed(value)})

    def load_rows(self, record_ids: Collection[int]) -> dict[int, Any]:
        found = files_in(self.place, record_ids)
        return {row: self._held(files) for rows in found.values() for row, files in rows.items() if row is not None}

    def write_rows(self, record_id: int, values: Mapping[int, Any]) -> None:
        put_in(self.place, record_id, {row: listed(value) for row, value in values.items()})

    # showing

    def _words(self, value: Any, showing: Showing) -> str:
        return ", ".join(_name(each, showing) for each in listed(value))

    def json(self, value: Any) -> Any:
        shown = [_SCHEMA.dump(self._members(each)) for each in listed(value)]
        return shown if self.many else next(iter(shown), None)

    def _members(self, file: FileReference) -> dict[str, Any]:
        own = {"id": file.id, "name": file.name, "size": file.size, "media_type": file.media_type}
        return own | {"address": self._address(file)}

    def _address(self, file: FileReference) -> str | None:
        declared = registry.get(self.owner)
        if declared is None or file.record_id is None:
            return None
        return f"/api/v1/{declared.plural}/{file.record_id}/files/{file.id}"

    def from_json(self, kept: Any) -> Any:
        given = kept if isinstance(kept, list) else [kept]
        return self._held([_kept(each) for each in given if each])

    def feel(self, value: Any, views: Views) -> Any:
        made = [views.file(each) for each in listed(value)]
        return made if self.many else next(iter(made), None)

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        return None if self.many else dict.fromkeys(FILE_NAMES)

    def pointed_to(self, value: Any) -> list[Key]:
        return [(FILE, each.id) for each in listed(value)]

    def may_stay(self, record_id: int) -> list[Key]:
        return [(FILE, each) for each in ids_ever_in(self.place, record_id)]

    def searched(self, value: Any) -> list[str]:
        return [each.name for each in listed(value)]

    # history

    def history(self, value: Any, names: Names) -> Any:
        kept = [{"id": each.id, "name": each.name or names.get((FILE, each.id), "")} for each in listed(value)]
        return kept if self.many else next(iter(kept), None)

    def history_words(self, kept: Any, showing: Showing) -> str:
        return ", ".join(kept_name(each) for each in kept_entries(kept))

    def history_change(self, before: Any, after: Any, names: Names) -> dict[str, Any]:
        """Of several files, which went and which came."""
        if not self.many:
            return super().history_change(before, after, names)
        went = [each for each in before or [] if each not in (after or [])]
        came = [each for each in after or [] if each not in (before or [])]
        return {"old": self.history(went, names), "new": self.history(came, names)}

    def merge(self, mine: Any, seen: Sequence[Mapping[str, Any]], now: Any, choice: str | None = None) -> Any:
        """Of several files what both have added is added, and what one has removed is removed."""
        if not self.many:
            return super().merge(mine, seen, now, choice)
        came = {each["id"] for change in seen for each in change["new"]}
        went = {each["id"] for change in seen for each in change["old"]}
        stay = [each for each in mine if each.id not in went]
        return stay + [each for each in now if each.id in came and each not in stay]

    # personal data

    def personal_texts(self, value: Any) -> Sequence[str]:
        given = value if isinstance(value, list) else [value]
        names = (each.get("name", "") if isinstance(each, Mapping) else each.name for each in given if each)
        return [name for name in names if name]

    def history_anonymised(self, kept: Any) -> Any:
        if isinstance(kept, list):
            return [self.history_anonymised(each) for each in kept]
        return {**kept, "name": TOMBSTONE} if isinstance(kept, Mapping) else kept

    # filters

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        if operator not in self.operators:
            name = self.name if operator == "eq" else f"{self.name}__{operator}"
            raise FilterRefused(_("There is no filter “%(name)s”.", name=name))
        if operator == "empty":
            found = exists().where(self._belongs(StoredFile))
            return ~found if is_true(words) else found
        return exists().where(self._belongs(StoredFile), contains(StoredFile.name, words))

    def _belongs(self, table: Any) -> ColumnElement[bool]:
        """Whether a file is in this field of the record, or of the row."""
        here = and_(
            table.record_type == self.place.record_type,
            table.field == self.place.field,
            table.unused_since.is_(None),
        )
        if not self.within:
            return and_(here, table.record_id == self.model.id)
        return and_(here, table.record_id == self.model.record_id, table.row_id == self.model.id)

    def filter_words(self, words: str, showing: Showing) -> str:
        return words

    def order(self, actor: Actor) -> Order:
        held = aliased(StoredFile)
        return Order(held.name, lambda statement: statement.outerjoin(held, self._belongs(held)))

    # documents and forms

    def openapi(self) -> dict[str, Any]:
        return {"type": "array", "maxItems": MOST_FILES} if self.many else {"type": "object"}

    def component(self) -> dict[str, Any]:
        return {"type": "filepicker"} | ({"multiple": True} if self.many else {})


_SCHEMA = FileSchema()


def listed(value: Any) -> list[FileReference]:
    """The files of a value, whether the field takes one or several."""
    if value is None:
        return []
    return list(value) if isinstance(value, Iterable) else [value]


def _named(raw: Any) -> FileReference:
    """The file that somebody names; whether it is there, and theirs, is asked later."""
    if isinstance(raw, FileReference):
        return raw
    if isinstance(raw, RefusedUpload):
        raise ValueRefused(raw.words)
    try:
        return FileReference(read_identifier(raw))
    except ValueRefused:
        raise ValueRefused(_("This is no file: attach one, or give the id of an upload.")) from None


def _kept(members: Any) -> FileReference:
    """A file as `json` has written it."""
    return FileReference(members["id"], members.get("name", ""), members.get("size", 0), members.get("media_type", ""))


def _name(file: FileReference, showing: Showing) -> str:
    return file.name or showing.names.get((FILE, file.id)) or _("file no. %(id)s", id=file.id)
