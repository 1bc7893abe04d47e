"""An amount of money, in the currency that a companion field says."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.decimal_ import DecimalField
from app.records.types.errors import ValueRefused
from app.records.types.showing import Showing, Shown
from app.records.values.amounts import amount_writer

LARGEST_AMOUNT = Decimal("9999999999999.99")


@dataclass(frozen=True)
class MoneyField(DecimalField):
    """An amount with two decimals.

    Attributes:
        currency: the attribute of the record that holds the code of its currency (ISO 4217), empty when there is none.
        minimum: amounts are not negative where nothing else is said.
    """

    minimum: Decimal | None = Decimal(0)
    currency: str = "currency"

    type: ClassVar[str] = "money"
    holds: ClassVar[Any] = _l("an amount")
    template: ClassVar[str] = "records/fields/money.html"

    def _bounded(self, number: Decimal) -> Decimal:
        if number < 0 and self.minimum == 0:
            raise ValueRefused(_("The amount must not be negative."))
        if abs(number) > LARGEST_AMOUNT:
            raise ValueRefused(_("The amount is too large."))
        return super()._bounded(number)

    def _words(self, value: Any, showing: Showing) -> str:
        return amount_writer()(value, None)

    def with_currency(self, record: Any, value: Any, showing: Showing) -> str:
        """The amount with the sign of the record's currency."""
        write = showing.once("amounts", amount_writer)
        return "" if value is None else write(value, getattr(record, self.currency, None) if self.currency else None)

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        return Shown("number", self.with_currency(record, value, showing))

    def openapi(self) -> dict[str, Any]:
        return super().openapi() | {"example": "120000.00"}

    def component(self) -> dict[str, Any]:
        return {"type": "number", "properties": {"format": "money"}}
