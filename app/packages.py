"""Packages from outside the application: record types of an installation's own, loaded by name.

A package is a Python module on the path. It has `init_app(app)`, which registers what it brings (record types, pages,
widgets, actions for diagrams), and may have two folders: `ARTIFACTS`, whose diagrams, forms and lifecycle files are
deployed with those that ship, and `MIGRATIONS`, Alembic versions of its own tables on a branch of their own.
"""

import os
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from alembic.config import Config
from flask import Flask, current_app
from flask_migrate import Migrate
from sqlalchemy import Table

from app.db import Base
from app.settings import SettingsError

_KEY = "dealflow.packages"


def load_packages(app: Flask, names: Iterable[str]) -> None:
    """Import the packages and let each add what it brings.

    Raises:
        SettingsError: there is no such package, or it has no `init_app`.
    """
    loaded: list[ModuleType] = []
    for name in names:
        try:
            package = import_module(name)
        except ModuleNotFoundError as error:
            raise SettingsError(f"DEALFLOW_PACKAGES: {name} cannot be imported: {error}.") from None
        if not hasattr(package, "init_app"):
            raise SettingsError(f"DEALFLOW_PACKAGES: {name} has no init_app(app).")
        package.init_app(app)
        loaded.append(package)
    app.extensions[_KEY] = loaded


def loaded_packages() -> dict[str, ModuleType]:
    """The packages of this installation by name."""
    return {package.__name__: package for package in current_app.extensions[_KEY]}


def package_artifacts() -> list[Path]:
    """The folders of the diagrams and forms that packages bring."""
    return [package.ARTIFACTS for package in current_app.extensions[_KEY] if hasattr(package, "ARTIFACTS")]


def find_migrations(migrate: Migrate, app: Flask) -> None:
    """Let the migrations of packages be found beside our own."""

    @migrate.configure  # type: ignore[untyped-decorator]
    def with_packages(config: Config) -> Config:
        own = Path(config.get_main_option("script_location") or "") / "versions"
        packages = [package.MIGRATIONS for package in app.extensions[_KEY] if hasattr(package, "MIGRATIONS")]
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", os.pathsep.join(str(each) for each in (own, *packages)))
        return config


def only_tables_of(owner: str) -> Callable[..., bool]:
    """Which objects of a database concern a migration, as Alembic asks for it (`include_object`).

    A table that has no model any more is of the package whose migrations have made it.

    Parameters:
        owner: the name of a package, or "" for the application itself.
    """
    owners = _owners_of_tables()

    def concerns(_object: Any, name: str, kind: str, *_rest: Any) -> bool:
        if kind != "table":
            return True
        return (owners[name] if name in owners else _maker(name)) == owner

    return concerns


def _owners_of_tables() -> dict[str, str]:
    """By the name of each table that has a model: the package that declares it, or "" for the application."""
    owners: dict[str, str] = {}
    for mapper in Base.registry.mappers:
        module = mapper.class_.__module__
        owner = next((name for name in loaded_packages() if f"{module}.".startswith(f"{name}.")), "")
        tables = (*mapper.tables, *(relationship.secondary for relationship in mapper.relationships))
        owners |= {table.name: owner for table in tables if isinstance(table, Table)}
    return owners


def _maker(table: str) -> str:
    """The package whose migrations speak of a table."""
    named = re.compile(rf"""["']{re.escape(table)}["']""")
    for name, package in loaded_packages().items():
        versions = package.MIGRATIONS.glob("*.py") if hasattr(package, "MIGRATIONS") else ()
        if any(named.search(version.read_text(encoding="utf-8")) for version in versions):
            return name
    return ""
