"""Several values of a list that the declaration gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, String, cast, false, or_

from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.choice import ChoiceField
from app.records.types.errors import ValueRefused
from app.records.types.showing import Showing


@dataclass(frozen=True)
class ChoicesField(ChoiceField):
    """Any number of several values, kept as a JSON list in their declared order."""

    type: ClassVar[str] = "choices"
    holds: ClassVar[Any] = _l("some of a list")
    components: ClassVar[tuple[str, ...]] = ("checklist", "taglist")
    many: ClassVar[bool] = True

    @property
    def sortable(self) -> bool:
        return False

    def _read(self, raw: Any) -> Any:
        given = [raw] if isinstance(raw, str) else raw
        if not isinstance(given, Iterable) or isinstance(given, Mapping):
            raise ValueRefused(_("Choose from the list."))
        chosen = {super(ChoicesField, self)._read(each) for each in given if each not in (None, "")}
        return [choice.id for choice in self.choices if choice.id in chosen]

    def read_cell(self, raw: Any, names: Any = None) -> Any:
        by_words = {choice.words.casefold(): choice.id for choice in self.choices}
        parts = [each.strip() for each in str(raw or "").split(",")]
        return self.read([by_words.get(each.casefold(), each) for each in parts if each])

    def get(self, record: Any) -> Any:
        return super().get(record) or []

    def _words(self, value: Any, showing: Showing) -> str:
        return ", ".join(self.choice_label(each) for each in value)

    def searched(self, value: Any) -> list[str]:
        return [self.choice_label(each) for each in value]

    def _has(self, choice: str) -> ColumnElement[bool]:
        # ids are plain words, and no id stands in quotes within another
        return cast(self.column, String).contains(f'"{choice}"', autoescape=True)

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        if operator not in ("eq", "in"):
            return super().condition(operator, words, actor)
        asked = [each for each in (words.split(",") if operator == "in" else [words]) if each]
        return or_(false(), *(self._has(one) for each in asked for one in self._filter_value(each)))

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        return or_(false(), *(self._has(each.id) for each in self.choices if words.lower() in each.words.lower()))

    def _nothing(self) -> ColumnElement[bool]:
        text = cast(self.column, String)
        return or_(self.column.is_(None), text.in_(("[]", "null")))

    def filter_words(self, words: str, showing: Showing) -> str:
        return self.choice_label(words)

    def _custom_column(self, column: Any) -> Any:
        return column.as_json()

    def openapi(self) -> dict[str, Any]:
        return {"type": "array", "items": super().openapi()}

    def component(self) -> dict[str, Any]:
        return {"type": "checklist", "choices": self.list_name}
