"""A reference to a record of another type, or of the same."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, case, select, true

from app.bounds import whole_numbers
from app.engine import Actor
from app.i18n import lazy_gettext as _l
from app.records.fields.person import read_identifier
from app.records.rights import readable, reads_all
from app.records.rights.feel_views import known_names
from app.records.types.field import Field
from app.records.types.no_access import NO_ACCESS, is_no_access, no_access_json, no_access_words
from app.records.types.order import Order
from app.records.types.record_type import RecordType
from app.records.types.registry import registry
from app.records.types.remembered import kept_name
from app.records.types.showing import Key, Names, Showing, Shown
from app.records.types.views import Views
from app.records.values.searching import matches

_OUT_OF_REACH = 0
"""Of a group: what the records point to may not be read."""


NO_ACCESS_SCHEMA = {
    "type": "object",
    "properties": {"access": {"type": "boolean", "enum": [False]}},
    "required": ["access"],
    "description": "in the place of what the caller may not read; sent back it changes nothing",
}


@dataclass(frozen=True)
class ReferenceField(Field):
    """The id of a record.

    Attributes:
        target: name of the record type that it points to.
        copies: fields beside it, in the record or row, that are copied from the target while they are empty, and
            always when they are read-only: their names, and those of the target's fields (`{"price": "price"}`).
    """

    target: str = ""
    copies: Mapping[str, str] = field(default_factory=dict, hash=False)

    type: ClassVar[str] = "reference"
    holds: ClassVar[Any] = _l("a reference")
    components: ClassVar[tuple[str, ...]] = ("select",)
    filter_control: ClassVar[str] = "records"
    is_pointer: ClassVar[bool] = True
    template: ClassVar[str] = "records/fields/reference.html"

    @property
    def groups(self) -> bool:
        return self.stored_in_row

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.target,)

    @property
    def target_type(self) -> RecordType:
        """The declaration of what it points to."""
        return registry[self.target]

    def problems(self) -> list[str]:
        if registry.get(self.target) is None:
            return [f"points to “{self.target}”, which is no record type: register it, or name another one"]
        unknown = [theirs for theirs in self.copies.values() if not self.target_type.has_field(theirs)]
        return [f"copies “{theirs}”, which {self.target} does not have" for theirs in unknown]

    def _read(self, raw: Any) -> Any:
        return NO_ACCESS if is_no_access(raw) else read_identifier(raw)

    def read_cell(self, raw: Any, names: Mapping[str, Any] | None = None) -> Any:
        return self.read((names or {}).get(str(raw).strip().casefold(), raw))

    def _words(self, value: Any, showing: Showing) -> str:
        return self.name_of(value, showing.names)

    def name_of(self, target: Any, names: Names) -> str:
        """The words for one of the records that it points to."""
        return no_access_words(self.target_type.label) if target is NO_ACCESS else names.get((self.target, target), "")

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        words = self.words(value, showing)
        if not words or value is NO_ACCESS or not self.target_type.searchable:
            return Shown("text", words)  # nobody goes to the card of a category from here
        return Shown("link", words, (self.target, value))

    def json(self, value: Any) -> Any:
        return no_access_json() if value is NO_ACCESS else value

    def feel(self, value: Any, views: Views) -> Any:
        return None if value is None else views.record(self.target_type, None if value is NO_ACCESS else value)

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        return known_names(self.target_type, depth - 1) if depth else None

    def pointed_to(self, value: Any) -> list[Key]:
        return [] if value is None or value is NO_ACCESS else [(self.target, value)]

    def readable_only(self, value: Any, readable: Container[Key]) -> Any:
        return value if value is None or (self.target, value) in readable else NO_ACCESS

    def is_withheld(self, value: Any) -> bool:
        return value is NO_ACCESS

    def restored(self, value: Any, held: Any, readable: Container[Key]) -> Any:
        return held if value is NO_ACCESS else value

    def searched(self, value: Any) -> list[str]:
        return []

    def history(self, value: Any, names: Names) -> Any:
        return None if value is None else {"id": value, "name": names.get((self.target, value), "")}

    def history_words(self, kept: Any, showing: Showing) -> str:
        if is_no_access(kept):
            return no_access_words(self.target_type.label)
        return kept_name(kept)

    def history_keys(self, kept: Any) -> list[Key]:
        identifier = kept.get("id") if isinstance(kept, Mapping) else kept
        return [(self.target, identifier)] if isinstance(identifier, int) else []

    def history_readable(self, kept: Any, readable: Container[Key]) -> Any:
        keys = self.history_keys(kept)
        return kept if kept is None or (keys and keys[0] in readable) else no_access_json()

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        return self.column.in_(self.found(words, actor))

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        asked = super().condition(operator, words, actor)
        return asked if operator in ("empty", "contains") else and_(asked, self._is_readable(actor))

    def _is_readable(self, actor: Actor) -> ColumnElement[bool]:
        """Whether the actor may read what the field points to: by nothing else of it is anything found or ordered."""
        if reads_all(self.target_type, actor):
            return self.column.is_not(None)
        return self.column.in_(self.readable_ids(actor))

    def readable_ids(self, actor: Actor) -> Any:
        """A statement for the ids of the targets that the actor may read."""
        return select(self.target_type.model.id).where(readable(self.target_type, actor))

    def found(self, words: str, actor: Actor) -> Any:
        """A statement for the ids of the targets that the actor may read and that have these words."""
        model = self.target_type.model
        matching = matches(self.target_type, words)
        return select(model.id).where(true() if matching is None else matching, readable(self.target_type, actor))

    def filter_keys(self, words: str) -> list[Key]:
        return [(self.target, each) for each in whole_numbers(words.split(","))]

    def order(self, actor: Actor) -> Order:
        target = self.target_type
        if target.model is self.model:
            return Order(case((self._is_readable(actor), self.column), else_=None))
        shown = target.field(target.display_columns[0]).order(actor).column
        known = and_(target.model.id == self.column, readable(target, actor))
        return Order(shown, lambda statement: statement.outerjoin(target.model, known))

    def group(self, actor: Actor) -> Any:
        empty = (self.column.is_(None), None)
        return case(empty, (self._is_readable(actor), self.column), else_=_OUT_OF_REACH)

    def group_value(self, found: Any) -> Any:
        return NO_ACCESS if found == _OUT_OF_REACH else found

    def _custom_column(self, column: Any) -> Any:
        return column.as_integer()

    def openapi(self) -> dict[str, Any]:
        return {"oneOf": [{"type": "integer", "description": f"id of a {self.target}"}, NO_ACCESS_SCHEMA]}

    def component(self) -> dict[str, Any]:
        return {"type": "select", "entity": self.target}
