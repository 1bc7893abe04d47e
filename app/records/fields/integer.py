"""A whole number."""

from dataclasses import dataclass
from typing import Any, ClassVar

from app.bounds import LARGEST_NUMBER
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.decimal_ import read_decimal
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Showing


@dataclass(frozen=True)
class IntegerField(Field):
    """A whole number."""

    type: ClassVar[str] = "integer"
    holds: ClassVar[Any] = _l("a number")
    components: ClassVar[tuple[str, ...]] = ("number", "textfield")
    operators = ("eq", "contains", "gte", "lte", "in", "empty")
    filter_control: ClassVar[str] = "range"
    totalled: ClassVar[bool] = True
    numeric: ClassVar[bool] = True

    def _read(self, raw: Any) -> int:
        number = read_decimal(raw, 0)
        if number != number.to_integral_value() or abs(number) > LARGEST_NUMBER:
            raise ValueRefused(_("This must be a whole number."))
        return int(number)

    def cell(self, value: Any, showing: Showing) -> Any:
        return value

    def _custom_column(self, column: Any) -> Any:
        return column.as_integer()

    def openapi(self) -> dict[str, Any]:
        return {"type": "integer"}
