"""Which fields hold personal data, and what stands in its place when it is taken away."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from app.records.types.tombstone import TOMBSTONE


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

    def personal_texts(self, value: Any) -> Sequence[str]:
        """The texts in personal data, as the record holds them or as the history keeps them.

        Of what it points to these are names, whatever the type of the field was then.
        """
        if isinstance(value, list):
            return [text for each in value for text in self.personal_texts(each)]
        text = value.get("name") if isinstance(value, Mapping) else value
        return [text] if isinstance(text, str) and text else []

    def history_anonymised(self, kept: Any) -> Any:
        """What stands in the history in the place of personal data."""
        if isinstance(kept, list):
            return [self.history_anonymised(each) for each in kept]
        if isinstance(kept, Mapping):
            return {**kept, "id": None, "name": TOMBSTONE}
        return TOMBSTONE if self.personal_texts(kept) else kept
