"""Orders: a record type with rows and computed values, as another developer would add it."""

from pathlib import Path

from flask import Flask

from app.records.types import registry
from tests.extension.orders.record_type import order

ARTIFACTS = Path(__file__).parent / "artifacts"
MIGRATIONS = Path(__file__).parent / "migrations"

__all__ = ["ARTIFACTS", "MIGRATIONS", "init_app", "order"]


def init_app(app: Flask) -> None:
    """Everything that the package adds to an application."""
    registry.register(order)
