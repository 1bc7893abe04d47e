"""A number with decimals, exact."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any, ClassVar

from babel.numbers import format_decimal
from flask_babel import get_locale

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Showing
from app.written import Unreadable, Written, read_number

_MOST_DIGITS = 18
_FINEST = -30
"""Of the first digit of a number; what is smaller is a slip."""
_OF_MACHINES = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class DecimalField(Field):
    """A number.

    Attributes:
        scale: how many decimals it has at most.
        minimum, maximum: its bounds, or None.
    """

    scale: int = 2
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    type: ClassVar[str] = "decimal"
    holds: ClassVar[Any] = _l("a number")
    components: ClassVar[tuple[str, ...]] = ("number",)
    operators = ("eq", "contains", "gte", "lte", "in", "empty")
    filter_control: ClassVar[str] = "range"
    totalled: ClassVar[bool] = True
    numeric: ClassVar[bool] = True

    def _read(self, raw: Any) -> Decimal:
        number = read_decimal(raw, self.scale)
        if has_more_decimals(number, self.scale):
            raise ValueRefused(self._too_fine())
        return self._bounded(round(number, self.scale))

    def _too_fine(self) -> str:
        if self.scale == 0:
            return _("This must be a whole number.")
        return _("At most two decimals.") if self.scale == 2 else _("At most %(count)s decimals.", count=self.scale)

    def _bounded(self, number: Decimal) -> Decimal:
        if self.minimum is not None and number < self.minimum:
            raise ValueRefused(_("At least %(limit)s.", limit=self._words(self.minimum, Showing())))
        if self.maximum is not None and number > self.maximum:
            raise ValueRefused(_("At most %(limit)s.", limit=self._words(self.maximum, Showing())))
        if abs(number) >= Decimal(10) ** (_MOST_DIGITS - self.scale):
            raise ValueRefused(_("This number is too large."))
        return number

    def fit(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return self.read(value)
        _require_roundable(value)
        return self.read(value.quantize(Decimal(1).scaleb(-self.scale), rounding=ROUND_HALF_UP))

    def _words(self, value: Any, showing: Showing) -> str:
        decimals = "" if self.scale == 0 else "." + "#" * self.scale
        return format_decimal(value, "#,##0" + decimals, locale=get_locale() or "ru")

    def cell(self, value: Any, showing: Showing) -> Any:
        return value

    def json(self, value: Any) -> Any:
        return None if value is None else str(value)

    def from_json(self, kept: Any) -> Any:
        return None if kept is None else Decimal(kept)

    def _custom_column(self, column: Any) -> Any:
        return column.as_numeric(_MOST_DIGITS, self.scale)

    def bound(self, value: Any) -> Any:
        return value

    def openapi(self) -> dict[str, Any]:
        decimals = rf"(\.\d{{1,{self.scale}}})?" if self.scale else ""
        sign = "" if self.minimum is not None and self.minimum >= 0 else "-?"
        return {"type": "string", "pattern": rf"^{sign}\d+{decimals}$"}


def read_decimal(raw: Any, decimals: int | None = None) -> Decimal:
    """A number: what a person has written is read in the language of the page, anything else as programs write it.

    Parameters:
        decimals: as of `read_number`.

    Raises:
        ValueRefused: this is no number, or may be one of two.
    """
    if isinstance(raw, Written):
        try:
            number = read_number(raw, decimals)
        except Unreadable as error:
            raise ValueRefused(str(error)) from None
    else:
        number = _of_machine(raw)
    if number.adjusted() < _FINEST:
        raise ValueRefused(_("This must be a number."))
    _require_roundable(number)
    return number


def has_more_decimals(number: Decimal, decimals: int) -> bool:
    """Whether something is lost when the number is written with so many decimals."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= decimals:
        return False
    with localcontext(prec=_MOST_DIGITS + 2 + decimals):  # so that no number of `read_decimal` is too long
        return number != round(number, decimals)


def _require_roundable(number: Decimal) -> None:
    """Refuse a number that has too many digits to be rounded at all, and one that is none."""
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        raise ValueRefused(_("This number is too large."))


def _of_machine(raw: Any) -> Decimal:
    """`1250.50`; spaces group digits in every language."""
    text = "".join(str(raw).split())
    if not _OF_MACHINES.fullmatch(text):
        raise ValueRefused(_("This must be a number."))
    return Decimal(text)
