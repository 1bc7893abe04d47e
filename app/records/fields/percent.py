"""A share in hundredths: a discount, a probability, a tax rate."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from app.i18n import lazy_gettext as _l
from app.records.fields.decimal_ import DecimalField
from app.records.types.showing import Showing


@dataclass(frozen=True)
class PercentField(DecimalField):
    """A number of hundredths, from 0 to 100 where nothing else is said; 20 means 20 %."""

    minimum: Decimal | None = Decimal(0)
    maximum: Decimal | None = Decimal(100)

    type: ClassVar[str] = "percent"
    holds: ClassVar[Any] = _l("a percentage")
    totalled: ClassVar[bool] = False

    def _read(self, raw: Any) -> Decimal:
        return super()._read(type(raw)(raw.strip().removesuffix("%")) if isinstance(raw, str) else raw)

    def _words(self, value: Any, showing: Showing) -> str:
        return f"{super()._words(value, showing)}\u00a0%"
