"""The sums of lists in words."""

from collections.abc import Mapping
from decimal import Decimal

from app.records.types import RecordType
from app.records.values.amounts import amount_words


def amounts_in_words(record_type: RecordType, field: str | None, amounts: Mapping[str, Decimal]) -> list[str]:
    """The sums of a field, one for each currency.

    Parameters:
        amounts: by currency; those of numbers without one stand under an empty text.
    """
    return [
        amount_words(amount, currency) if currency else record_type.field(field or "").words(amount)
        for currency, amount in amounts.items()
    ]
