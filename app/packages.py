"""Packages from outside the application: record types of an installation's own, loaded by name.

A package is a Python module on the path. It has `init_app(app)`, which registers what it brings (record types, pages,
widgets, actions for diagrams), and may have two folders: `ARTIFACTS`, whose diagrams, forms and lifecycle files are
deployed with those that ship, and `MIGRATIONS`, Alembic versions of its own tables on a branch of their own.
"""

import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from alembic.config import Config
from flask import Flask, current_app
from flask_migrate import Migrate

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


def package_artifacts() -> list[Path]:
    """The folders of the diagrams and forms that packages bring."""
    return [package.ARTIFACTS for package in current_app.extensions[_KEY] if hasattr(package, "ARTIFACTS")]


def find_migrations(migrate: Migrate, app: Flask, own: Path) -> None:
    """Let the migrations of packages be found beside our own.

    Parameters:
        own: the folder of our versions.
    """

    @migrate.configure  # type: ignore[untyped-decorator]
    def with_packages(config: Config) -> Config:
        packages = [package.MIGRATIONS for package in app.extensions[_KEY] if hasattr(package, "MIGRATIONS")]
        config.set_main_option("path_separator", "os")
        config.set_main_option("version_locations", os.pathsep.join(str(each) for each in (own, *packages)))
        return config
