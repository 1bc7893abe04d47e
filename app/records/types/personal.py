"""Which fields hold personal data, and what stands in its place when it is taken away."""

from collections.abc import Callable
from typing import Any, ClassVar


class Personal:
    """What a field knows of personal data. Most fields hold none."""

    personal: bool | Callable[[Any], bool]
    empty: ClassVar[Any]

    def is_personal(self, record: Any = None) -> bool:
        """Whether it holds personal data in this record, or in any."""
        return self.personal if isinstance(self.personal, bool) else record is None or self.personal(record)

    def anonymised(self, value: Any) -> Any:
        """What stands in the place of personal data."""
        return self.empty
