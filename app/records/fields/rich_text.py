"""Text with headings, lists and links, kept as sanitised HTML."""

from dataclasses import dataclass
from html import unescape
from typing import Any, ClassVar

import nh3

from app.i18n import lazy_gettext as _l
from app.records.fields.text import TextField, as_text
from app.records.types.comparing import shortened
from app.records.types.showing import Names, Showing
from app.records.values.rich_text import clean_rich_text


@dataclass(frozen=True)
class RichTextField(TextField):
    """A text with marks. Lists show its words without them."""

    type: ClassVar[str] = "rich_text"
    holds: ClassVar[Any] = _l("rich text")
    components: ClassVar[tuple[str, ...]] = ("textarea",)
    operators = ("eq", "contains", "in", "empty")
    template: ClassVar[str] = "records/fields/rich_text.html"

    @property
    def is_long(self) -> bool:  # type: ignore[override]
        return True

    def _read(self, raw: Any) -> str:
        return clean_rich_text(self._limited(as_text(raw)))

    def _words(self, value: Any, showing: Showing) -> str:
        return plain_text(value)

    def history(self, value: Any, names: Names) -> Any:
        return shortened(plain_text(value)) if value else value

    def history_words(self, kept: Any, showing: Showing) -> str:
        return str(kept or "")  # the history keeps the words alone

    def component(self) -> dict[str, Any]:
        return {"type": "textarea", "properties": {"richText": "true"}}


def plain_text(html: str) -> str:
    """The words of sanitised rich text, without its marks."""
    return " ".join(unescape(nh3.clean(html.replace("<", " <"), tags=set())).split())
