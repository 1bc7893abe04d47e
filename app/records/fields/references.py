"""Several references, and the other side of references that other records hold."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, select

from app.db import db
from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.person import read_identifier
from app.records.fields.persons import read_identifiers
from app.records.fields.reference import NO_ACCESS_SCHEMA, ReferenceField
from app.records.models import RecordReference
from app.records.rights import reads_all
from app.records.types.comparing import is_true
from app.records.types.errors import FilterRefused, ValueRefused
from app.records.types.field import Field
from app.records.types.no_access import NO_ACCESS, is_no_access, no_access_json
from app.records.types.registry import registry
from app.records.types.remembered import kept_entries
from app.records.types.showing import Key, Names, Showing, Shown
from app.records.types.views import Views
from app.records.values.related import references_from, references_to, replace_references, replace_references_to


@dataclass(frozen=True)
class ReferencesField(ReferenceField):
    """The ids of records of another type.

    Attributes:
        inverse: the field of the target that is the other side. A `ReferenceField` there: this side lists the records
            that point here, and is only read. A `ReferencesField` there: both sides show, and write, the same links.
            Empty: the links are of this side.
    """

    inverse: str = ""

    type: ClassVar[str] = "references"
    holds: ClassVar[Any] = _l("references")
    components: ClassVar[tuple[str, ...]] = ("taglist",)
    many: ClassVar[bool] = True
    stored_in_row: ClassVar[bool] = False
    is_pointer: ClassVar[bool] = False
    template: ClassVar[str] = "records/fields/references.html"

    @property
    def _other_side(self) -> Field | None:
        return self.target_type.field(self.inverse) if self.inverse else None

    @property
    def _pointing(self) -> Field | None:
        """The single reference of the target of which this is the other side."""
        other = self._other_side
        return None if other is None or other.many else other

    def problems(self) -> list[str]:
        found = super().problems()
        target = registry.get(self.target)
        if target is None or not self.inverse:
            return found
        if not target.has_field(self.inverse):
            return [*found, f"is the other side of “{self.target}.{self.inverse}”, which is no field"]
        other = target.field(self.inverse)
        if not isinstance(other, ReferenceField) or other.target != self.owner:
            found.append(f"is the other side of “{self.target}.{self.inverse}”, which does not point to {self.owner}")
        elif isinstance(other, ReferencesField) and other.inverse:
            found.append(f"and “{self.target}.{self.inverse}” both say `inverse`: one side declares it")
        elif not other.many and not self.read_only:
            found.append(f"is filled by “{self.target}.{self.inverse}”: declare it read_only=True")
        return found

    def _read(self, raw: Any) -> Any:
        given = [raw] if is_no_access(raw) else list(raw) if isinstance(raw, (list, tuple)) else raw
        if not isinstance(given, list):
            return read_identifiers(given)
        known = [each for each in given if not is_no_access(each)]
        return read_identifiers(known) + [NO_ACCESS] * (len(known) < len(given))

    def read_cell(self, raw: Any, names: Mapping[str, Any] | None = None) -> Any:
        parts = [each.strip() for each in str(raw or "").split(",")]
        return self.read([(names or {}).get(each.casefold(), each) for each in parts if each])

    def load(self, record_ids: Collection[int]) -> dict[int, Any]:
        pointing = self._pointing
        if pointing is not None:
            rows = db.session.execute(
                select(pointing.column, pointing.model.id)
                .where(pointing.column.in_(record_ids))
                .order_by(pointing.model.id)
            )
            found: dict[int, list[int]] = {each: [] for each in record_ids}
            for record_id, target_id in rows:
                found[record_id].append(target_id)
            return found
        if self.inverse:
            return references_to(self.target, self.inverse, record_ids)
        return references_from(self.owner, self.name, record_ids)

    def write(self, record_id: int, value: Any) -> None:
        if self.inverse:
            replace_references_to(self.target, self.inverse, record_id, value)
        else:
            replace_references(self.owner, self.name, record_id, value)

    def _words(self, value: Any, showing: Showing) -> str:
        return ", ".join(filter(None, (self.name_of(each, showing.names) for each in value)))

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        return Shown("text", self.words(value, showing))

    def json(self, value: Any) -> Any:
        return [super(ReferencesField, self).json(each) for each in value or []]

    def feel(self, value: Any, views: Views) -> Any:
        return [views.record(self.target_type, None if each is NO_ACCESS else each) for each in value or []]

    def feel_names(self, depth: int) -> Mapping[str, Any] | None:
        return None

    def pointed_to(self, value: Any) -> list[Key]:
        return [(self.target, each) for each in value or [] if each is not NO_ACCESS]

    def readable_only(self, value: Any, readable: Container[Key]) -> Any:
        known = [each for each in value or [] if (self.target, each) in readable]
        if self.inverse or len(known) == len(value or []):
            return known  # who else points here is a matter of their records, not of this one
        return [*known, NO_ACCESS]

    def is_withheld(self, value: Any) -> bool:
        return NO_ACCESS in (value or ())

    def restored(self, value: Any, held: Any, readable: Container[Key]) -> Any:
        unseen = [each for each in held or [] if (self.target, each) not in readable]
        return sorted({*(each for each in value if each is not NO_ACCESS), *unseen})

    def history(self, value: Any, names: Names) -> Any:
        return [{"id": each, "name": names.get((self.target, each), "")} for each in value or []]

    def history_words(self, kept: Any, showing: Showing) -> str:
        return ", ".join(super(ReferencesField, self).history_words(each, showing) for each in kept_entries(kept))

    def history_keys(self, kept: Any) -> list[Key]:
        return [key for each in kept_entries(kept) for key in super(ReferencesField, self).history_keys(each)]

    def history_readable(self, kept: Any, readable: Container[Key]) -> Any:
        seen = [super(ReferencesField, self).history_readable(each, readable) for each in kept_entries(kept)]
        known = [each for each in seen if not is_no_access(each)]
        return known if self.inverse or len(known) == len(seen) else [*known, no_access_json()]

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        if operator not in self.operators:
            raise FilterRefused(_("There is no filter “%(name)s”.", name=f"{self.name}__{operator}"))
        own_id: ColumnElement[int] = self.model.id
        if operator == "empty":
            everything = None if not self.inverse or reads_all(self.target_type, actor) else self.readable_ids(actor)
            linked = own_id.in_(self._linked(everything))
            return ~linked if is_true(words) else linked
        if operator == "contains":
            return own_id.in_(self._linked(self.found(words, actor)))
        asked = words.split(",") if operator == "in" else [words]
        wanted = [self._one(each) for each in asked if each]
        return own_id.in_(self._linked(self.readable_ids(actor).where(self.target_type.model.id.in_(wanted))))

    def _one(self, words: str) -> int:
        try:
            return read_identifier(words)
        except ValueRefused as error:
            raise FilterRefused(f"{self.label}: {error}") from None

    def _linked(self, targets: Any) -> Any:
        """A statement for the ids of the records that are linked with these targets, or with any."""
        pointing = self._pointing
        if pointing is not None:
            statement = select(pointing.column).where(pointing.column.is_not(None))
            return statement if targets is None else statement.where(pointing.model.id.in_(targets))
        mine, theirs = RecordReference.record_id, RecordReference.target_id
        owner, name = self.owner, self.name
        if self.inverse:
            mine, theirs, owner, name = theirs, mine, self.target, self.inverse
        statement = select(mine).where(RecordReference.record_type == owner, RecordReference.field == name)
        return statement if targets is None else statement.where(theirs.in_(targets))

    def filter_words(self, words: str, showing: Showing) -> str:
        return self.words([int(words)], showing) or words if words.strip().isdecimal() else words

    def openapi(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"oneOf": [{"type": "integer"}, NO_ACCESS_SCHEMA]},
            "description": f"ids of {self.target_type.plural}",
        }

    def component(self) -> dict[str, Any]:
        return {"type": "taglist", "entity": self.target}
