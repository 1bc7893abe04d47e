"""One value of a list that the declaration gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, false

from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.i18n import localized
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Showing


@dataclass(frozen=True)
class Choice:
    """One value: its id, and lazy words or `{"ru": …, "en": …}` of an artifact."""

    id: str
    label: Any

    @property
    def words(self) -> str:
        return localized(self.label) if isinstance(self.label, Mapping) else str(self.label)


@dataclass(frozen=True)
class ChoiceField(Field):
    """One of several values.

    Attributes:
        choices: in the order in which they are offered.
    """

    choices: tuple[Choice, ...] = ()

    type: ClassVar[str] = "choice"
    holds: ClassVar[Any] = _l("one of a list")
    components: ClassVar[tuple[str, ...]] = ("select", "radio")
    filter_control: ClassVar[str] = "choices"

    def _read(self, raw: Any) -> str:
        if str(raw) not in {choice.id for choice in self.choices}:
            raise ValueRefused(_("Choose one of the listed values."))
        return str(raw)

    def read_cell(self, raw: Any, names: Any = None) -> Any:
        by_words = {choice.words.casefold(): choice.id for choice in self.choices}
        return self.read(by_words.get(str(raw).strip().casefold(), raw))

    def choice_label(self, value: str | None) -> str:
        """The words of a choice in the current language; the raw id when it is not among the choices (any more)."""
        return next((choice.words for choice in self.choices if choice.id == value), value or "")

    def _words(self, value: Any, showing: Showing) -> str:
        return self.choice_label(value)

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        matching = [each.id for each in self.choices if words.lower() in each.words.lower()]
        return self.column.in_(matching) if matching else false()

    @property
    def groups(self) -> bool:
        return self.stored_in_row and not self.many

    def offered(self) -> list[tuple[str, str]]:
        return [(each.id, each.words) for each in self.choices]

    def known_texts(self) -> list[str]:
        return [each.id for each in self.choices]

    @property
    def list_name(self) -> str:
        """By which forms name the list: of a field in rows with the name of the rows."""
        return f"{self.within}.{self.name}" if self.within else self.name

    def openapi(self) -> dict[str, Any]:
        return {"type": "string", "enum": [choice.id for choice in self.choices]}

    def component(self) -> dict[str, Any]:
        return {"type": "select", "choices": self.list_name}
