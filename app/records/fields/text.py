"""A line of text, or a text without marks."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import ColumnElement

from app.engine import Actor
from app.folding import dictionary_order, fold, folded
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.types.comparing import empty_text, shortened
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.order import Order
from app.records.types.showing import Names
from app.records.types.tombstone import TOMBSTONE

_LONG = 10_000


#: What the column is called in which a model keeps the order of a text: `name_order` of `name`.
ORDER = "_order"


@dataclass(frozen=True)
class TextField(Field):
    """A text.

    Attributes:
        max_length: in characters.
    """

    max_length: int | None = None

    type: ClassVar[str] = "text"
    holds: ClassVar[Any] = _l("a text")
    components: ClassVar[tuple[str, ...]] = ("textfield", "textarea")
    operators: ClassVar[Collection[str]] = ("eq", "contains", "gte", "lte", "in", "empty")

    def anonymised(self, value: Any) -> Any:
        try:
            return self.read(TOMBSTONE) if value else value
        except ValueRefused:  # an address or a number
            return self.empty

    @property
    def is_long(self) -> bool:  # type: ignore[override]
        return (self.max_length or 0) > _LONG

    def _read(self, raw: Any) -> str:
        return self._limited(as_text(raw).strip())

    def _limited(self, text: str) -> str:
        if self.max_length and len(text) > self.max_length:
            words = _("At most %(count)s characters, not %(actual)s.", count=self.max_length, actual=len(text))
            raise ValueRefused(words)
        return text

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        return contains(self.column, words)

    def order(self, actor: Actor) -> Order:
        kept = getattr(self.model, f"{self.attribute}{ORDER}", None)
        return Order(dictionary_order(self.column) if kept is None else kept)

    def _nothing(self) -> ColumnElement[bool]:
        return empty_text(self.column)

    def history(self, value: Any, names: Names) -> Any:
        return shortened(value) if value else value

    def openapi(self) -> dict[str, Any]:
        return {"type": "string"} | ({"maxLength": self.max_length} if self.max_length else {})


def as_text(raw: Any) -> str:
    """What was given as a text, as it is.

    Raises:
        ValueRefused: it is no text, or no database keeps it.
    """
    if not isinstance(raw, (str, int, Decimal)) or isinstance(raw, bool):
        raise ValueRefused(_("This must be a text."))
    text = str(raw)
    if "\x00" in text:
        raise ValueRefused(_("This text has a character that cannot be kept."))
    return text


def contains(column: Any, words: str) -> ColumnElement[bool]:
    """Whether a text has these words somewhere, as people read it; `%` and `_` are ordinary characters."""
    found: ColumnElement[bool] = folded(column).contains(fold(words), autoescape=True)
    return found
