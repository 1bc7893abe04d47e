"""A reference to a record of another type, or of the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, select

from app.bounds import whole_numbers
from app.engine import Actor
from app.i18n import lazy_gettext as _l
from app.records.feel_views import RecordView, known_names
from app.records.fields.person import read_identifier
from app.records.rights import readable
from app.records.types.field import Field
from app.records.types.order import Order
from app.records.types.record_type import RecordType
from app.records.types.registry import registry
from app.records.types.showing import Key, Names, Showing, Shown


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
        return read_identifier(raw)

    def read_cell(self, raw: Any, names: Mapping[str, Any] | None = None) -> Any:
        return self.read((names or {}).get(str(raw).strip().casefold(), raw))

    def _words(self, value: Any, showing: Showing) -> str:
        return showing.names.get((self.target, value), "")

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        words = self.words(value, showing)
        if not words or not self.target_type.searchable:
            return Shown("text", words)  # nobody goes to the card of a category from here
        return Shown("link", words, (self.target, value))

    def feel(self, value: Any) -> Any:
        return None if value is None else RecordView(self.target_type, value)

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        return known_names(self.target_type, depth - 1) if depth else None

    def pointed_to(self, value: Any) -> list[Key]:
        return [] if value is None else [(self.target, value)]

    def searched(self, value: Any) -> list[str]:
        return []

    def history(self, value: Any, names: Names) -> Any:
        return None if value is None else {"id": value, "name": names.get((self.target, value), "")}

    def history_words(self, kept: Any, showing: Showing) -> str:
        return kept.get("name", "") if isinstance(kept, Mapping) else str(kept or "")

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        return self.column.in_(self.found(words, actor))

    def found(self, words: str, actor: Actor) -> Any:
        """A statement for the ids of the targets that the actor may read and that have these words."""
        model = self.target_type.model
        matching = model.search_text.contains(words.lower(), autoescape=True)
        return select(model.id).where(matching, readable(self.target_type, actor))

    def filter_keys(self, words: str) -> list[Key]:
        return [(self.target, each) for each in whole_numbers(words.split(","))]

    def order(self) -> Order:
        target = self.target_type
        if target.model is self.model:
            return Order(self.column)
        column = self.column
        shown = getattr(target.model, target.display_columns[0])
        return Order(shown, lambda statement: statement.outerjoin(target.model, target.model.id == column))

    def _custom_column(self, column: Any) -> Any:
        return column.as_integer()

    def openapi(self) -> dict[str, Any]:
        return {"type": "integer", "description": f"id of a {self.target}"}

    def component(self) -> dict[str, Any]:
        return {"type": "select", "entity": self.target}
