"""Yes or no."""

from dataclasses import dataclass
from typing import Any, ClassVar

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Showing


@dataclass(frozen=True)
class BooleanField(Field):
    """Yes or no, or nothing said yet."""

    type: ClassVar[str] = "boolean"
    holds: ClassVar[Any] = _l("yes or no")
    components: ClassVar[tuple[str, ...]] = ("checkbox",)
    filter_control: ClassVar[str] = "choices"

    def _read(self, raw: Any) -> bool:
        if isinstance(raw, bool):
            return raw
        if str(raw).lower() in ("true", "on", "1"):
            return True
        if str(raw).lower() in ("false", "off", "0"):
            return False
        raise ValueRefused(_("This must be yes or no."))

    def read_cell(self, raw: Any, names: Any = None) -> Any:
        words = str(raw).strip().lower()
        given = {_("Yes").lower(): True, _("No").lower(): False}
        return given[words] if words in given else self.read(raw)

    def _words(self, value: Any, showing: Showing) -> str:
        return _("Yes") if value else _("No")

    @property
    def groups(self) -> bool:
        return self.stored_in_row and not self.many

    def offered(self) -> list[tuple[str, str]]:
        return [("true", _("Yes")), ("false", _("No"))]

    def _custom_column(self, column: Any) -> Any:
        return column.as_boolean()

    def openapi(self) -> dict[str, Any]:
        return {"type": "boolean"}
