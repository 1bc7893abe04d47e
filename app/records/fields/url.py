"""The address of a page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import ValidationError, validate

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.text import TextField
from app.records.types.errors import ValueRefused

_VALID = validate.URL(schemes={"http", "https"}, require_tld=False)


@dataclass(frozen=True)
class UrlField(TextField):
    """An address with http or https; without a scheme, https is meant."""

    max_length: int | None = 1000

    type: ClassVar[str] = "url"
    holds: ClassVar[Any] = _l("a web address")
    components: ClassVar[tuple[str, ...]] = ("textfield",)
    template: ClassVar[str] = "records/fields/url.html"

    def _read(self, raw: Any) -> str:
        address = super()._read(raw)
        address = address if "://" in address else f"https://{address}"
        try:
            _VALID(address)
        except ValidationError:
            raise ValueRefused(_("This must be the address of a page such as https://example.com.")) from None
        return self._limited(address)

    def _filter_value(self, words: str) -> Any:
        return words.strip()

    def openapi(self) -> dict[str, Any]:
        return super().openapi() | {"format": "uri"}
