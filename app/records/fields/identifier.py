"""A number that an authority gives: digits alone, of a certain length, often with check digits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.text import TextField
from app.records.types.errors import ValueRefused


@dataclass(frozen=True)
class IdentifierField(TextField):
    """A number of an authority, kept as text since zeros lead it. Spaces and hyphens between its digits are let go.

    Attributes:
        lengths: how many digits it may have.
        has_valid_digits: whether its check digits fit; None: it has none.
        check: as of every field; its words come instead of the general ones.
    """

    lengths: tuple[int, ...] = ()
    has_valid_digits: Callable[[str], bool] | None = None

    type: ClassVar[str] = "identifier"
    holds: ClassVar[Any] = _l("a registration number")
    components: ClassVar[tuple[str, ...]] = ("textfield",)

    def _read(self, raw: Any) -> str:
        number = super()._read(raw).replace(" ", "").replace("-", "")
        if not number.isascii() or not number.isdecimal():
            raise ValueRefused(_("This number has digits only."))
        if self.lengths and len(number) not in self.lengths:
            lengths = " / ".join(str(each) for each in self.lengths)
            raise ValueRefused(
                _("This number has %(lengths)s digits, not %(actual)s.", lengths=lengths, actual=len(number))
            )
        if self.has_valid_digits is not None and not self.has_valid_digits(number):
            raise ValueRefused(_("There is a slip in this number: its check digit does not fit."))
        return number

    def _filter_value(self, words: str) -> Any:
        return words.strip()
