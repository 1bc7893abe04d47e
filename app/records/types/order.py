"""How lists are sorted by a field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select


@dataclass(frozen=True)
class Order:
    """How a list is sorted by a field.

    Attributes:
        column: what is compared.
        joined: joins to a statement what the column needs.
    """

    column: Any
    joined: Callable[[Select[Any]], Select[Any]] = lambda statement: statement
