"""The records that an installation begins with: each package brings its own."""

from collections.abc import Callable

from sqlalchemy import func, select

from app.db import db
from app.records.types import registry

_fills: dict[str, Callable[[], None]] = {}


def register_reference_data(record_type: str, fill: Callable[[], None]) -> None:
    """Add the records with which a type begins.

    Parameters:
        fill: makes them, in a transaction of its own; called at the first start, and as long as there are none.
    """
    _fills[record_type] = fill


def ensure_reference_data() -> None:
    """Fill the types that have no records yet."""
    for name, fill in _fills.items():
        if db.session.scalar(select(func.count()).select_from(registry[name].model)) == 0:
            fill()
