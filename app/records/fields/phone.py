"""A telephone number."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.text import TextField
from app.records.types.errors import ValueRefused

_MARKS = re.compile(r"[^0-9]")
_FEWEST_DIGITS = 3


@dataclass(frozen=True)
class PhoneField(TextField):
    """A number as people write it, with an extension or a remark behind it; it is found by its digits, too."""

    max_length: int | None = 64

    type: ClassVar[str] = "phone"
    holds: ClassVar[Any] = _l("a phone number")
    components: ClassVar[tuple[str, ...]] = ("textfield",)
    template: ClassVar[str] = "records/fields/phone.html"

    def _read(self, raw: Any) -> str:
        number = super()._read(raw)
        if len(digits_of(number)) < _FEWEST_DIGITS:
            raise ValueRefused(_("This is no phone number: it has hardly any digits."))
        return number

    def _filter_value(self, words: str) -> Any:
        return words.strip()

    def searched(self, value: Any) -> list[str]:
        return [value, digits_of(value)] if value else []


def digits_of(number: str) -> str:
    """The digits of a number alone."""
    return _MARKS.sub("", number)
