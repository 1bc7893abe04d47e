"""A person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, or_, select

from app.access.models import Person
from app.bounds import LARGEST_NUMBER, whole_numbers
from app.engine import Actor
from app.folding import dictionary_order
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.text import contains
from app.records.rights.feel_views import PERSON_NAMES, PersonView
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.order import Order
from app.records.types.showing import Key, Names, Showing
from app.records.types.views import Views

PERSON = "person"


@dataclass(frozen=True)
class PersonField(Field):
    """The id of a person."""

    type: ClassVar[str] = "person"
    holds: ClassVar[Any] = _l("a person")
    components: ClassVar[tuple[str, ...]] = ("select",)
    filter_control: ClassVar[str] = "people"
    holds_people: ClassVar[bool] = True
    is_pointer: ClassVar[bool] = True
    template: ClassVar[str] = "records/fields/person.html"

    @property
    def groups(self) -> bool:
        return self.stored_in_row and not self.many

    @property
    def targets(self) -> tuple[str, ...]:
        return (PERSON,)

    def _read(self, raw: Any) -> Any:
        return read_identifier(raw)

    def read_cell(self, raw: Any, names: Mapping[str, Any] | None = None) -> Any:
        return self.read((names or {}).get(str(raw).strip().casefold(), raw))

    def _words(self, value: Any, showing: Showing) -> str:
        return showing.names.get((PERSON, value), "")

    def feel(self, value: Any, views: Views) -> Any:
        return None if value is None else PersonView(value)

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        return dict.fromkeys(PERSON_NAMES)

    def pointed_to(self, value: Any) -> list[Key]:
        return [] if value is None else [(PERSON, value)]

    def searched(self, value: Any) -> list[str]:
        return []

    def history(self, value: Any, names: Names) -> Any:
        return None if value is None else {"id": value, "name": names.get((PERSON, value), "")}

    def history_words(self, kept: Any, showing: Showing) -> str:
        return kept.get("name", "") if isinstance(kept, Mapping) else str(kept or "")

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        return self.column.in_(people_named(words))

    def filter_keys(self, words: str) -> list[Key]:
        return [(PERSON, each) for each in whole_numbers(words.split(","))]

    def order(self, actor: Actor) -> Order:
        column = self.column
        return Order(
            dictionary_order(Person.last_name), lambda statement: statement.outerjoin(Person, Person.id == column)
        )

    def _custom_column(self, column: Any) -> Any:
        return column.as_integer()

    def openapi(self) -> dict[str, Any]:
        return {"type": "integer", "description": "id of a person"}

    def component(self) -> dict[str, Any]:
        return {"type": "select", "entity": PERSON}


def read_identifier(raw: Any) -> int:
    """An id, alone or within a context.

    Raises:
        ValueRefused: there can be no such id.
    """
    if isinstance(raw, Mapping):
        raw = raw.get("id")
    if isinstance(raw, bool):
        raise ValueRefused(_("Choose one from the list."))
    try:
        number = int(str(raw))
    except ValueError:
        raise ValueRefused(_("Choose one from the list.")) from None
    if not 0 < number <= LARGEST_NUMBER:
        raise ValueRefused(_("Choose one from the list."))
    return number


def people_named(words: str) -> Any:
    """A statement for the ids of the people who are called so."""
    named = or_(*(contains(each, words) for each in (Person.first_name, Person.last_name, Person.login)))
    return select(Person.id).where(named)
