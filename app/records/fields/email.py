"""An e-mail address."""

from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import ValidationError, validate

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.text import TextField
from app.records.types.errors import ValueRefused

_VALID = validate.Email()


@dataclass(frozen=True)
class EmailField(TextField):
    """One address, kept as it is written."""

    max_length: int | None = 255

    type: ClassVar[str] = "email"
    holds: ClassVar[Any] = _l("an e-mail address")
    components: ClassVar[tuple[str, ...]] = ("textfield",)
    template: ClassVar[str] = "records/fields/email.html"

    def _read(self, raw: Any) -> str:
        address = super()._read(raw)
        try:
            _VALID(address)
        except ValidationError:
            raise ValueRefused(_("This is no e-mail address.")) from None
        return address

    def _filter_value(self, words: str) -> Any:
        return words.strip()  # a part of an address may be looked for

    def openapi(self) -> dict[str, Any]:
        return super().openapi() | {"format": "email"}
