"""Several people."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, exists

from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.person import PERSON, PersonField, people_named, read_identifier
from app.records.models import RecordPerson
from app.records.rights.feel_views import PersonView
from app.records.types.comparing import is_true
from app.records.types.errors import FilterRefused, ValueRefused
from app.records.types.remembered import kept_entries, kept_name
from app.records.types.showing import Key, Names, Showing
from app.records.types.views import Views
from app.records.values.related import people_of, replace_people

MOST_ENTRIES = 500


@dataclass(frozen=True)
class PersonsField(PersonField):
    """The ids of people, in a table of their own."""

    type: ClassVar[str] = "persons"
    holds: ClassVar[Any] = _l("a list of people")
    components: ClassVar[tuple[str, ...]] = ("taglist",)
    many: ClassVar[bool] = True
    stored_in_row: ClassVar[bool] = False
    is_pointer: ClassVar[bool] = False
    template: ClassVar[str] = "records/fields/persons.html"

    def _read(self, raw: Any) -> Any:
        return read_identifiers(raw)

    def read_cell(self, raw: Any, names: Mapping[str, Any] | None = None) -> Any:
        parts = [each.strip() for each in str(raw or "").split(",")]
        return self.read([(names or {}).get(each.casefold(), each) for each in parts if each])

    def load(self, record_ids: Collection[int]) -> dict[int, Any]:
        found = people_of(self.owner, record_ids)
        return {each: found.get((each, self.name), []) for each in record_ids}

    def write(self, record_id: int, value: Any) -> None:
        replace_people(self.owner, record_id, self.name, value)

    def _words(self, value: Any, showing: Showing) -> str:
        return ", ".join(filter(None, (showing.names.get((PERSON, each)) for each in value)))

    def feel(self, value: Any, views: Views) -> Any:
        return [PersonView(each) for each in value or []]

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        return None

    def pointed_to(self, value: Any) -> list[Key]:
        return [(PERSON, each) for each in value or []]

    def history(self, value: Any, names: Names) -> Any:
        return [{"id": each, "name": names.get((PERSON, each), "")} for each in value or []]

    def history_words(self, kept: Any, showing: Showing) -> str:
        return ", ".join(kept_name(each) for each in kept_entries(kept))

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        if operator not in self.operators:
            raise FilterRefused(_("There is no filter “%(name)s”.", name=f"{self.name}__{operator}"))
        of_record = and_(
            RecordPerson.record_type == self.owner,
            RecordPerson.field == self.name,
            RecordPerson.record_id == self.model.id,
        )
        if operator == "empty":
            found = exists().where(of_record)
            return ~found if is_true(words) else found
        if operator == "contains":
            return exists().where(of_record, RecordPerson.person_id.in_(people_named(words)))
        people = words.split(",") if operator == "in" else [words]
        return exists().where(of_record, RecordPerson.person_id.in_([self._one(each) for each in people]))

    def _one(self, words: str) -> int:
        try:
            return read_identifier(words)
        except ValueRefused as error:
            raise FilterRefused(f"{self.label}: {error}") from None

    def filter_words(self, words: str, showing: Showing) -> str:
        return self.words([int(words)], showing) or words if words.strip().isdecimal() else words

    def openapi(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "integer"}}

    def component(self) -> dict[str, Any]:
        return {"type": "taglist", "entity": PERSON}


def read_identifiers(raw: Any) -> list[int]:
    """Several ids, each once, in order.

    Raises:
        ValueRefused: one of them cannot be an id, or there are too many.
    """
    if isinstance(raw, (str, int, Decimal, Mapping)):
        raw = [raw]
    if not isinstance(raw, Iterable):
        raise ValueRefused(_("Choose from the list."))
    identifiers = sorted({read_identifier(each) for each in raw if each not in (None, "")})
    if len(identifiers) > MOST_ENTRIES:
        raise ValueRefused(_("At most %(count)s rows.", count=MOST_ENTRIES))
    return identifiers
