"""The application factory: puts the packages together, from the ground up."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_migrate import Migrate

from app import access, api, bounds, crm, documents, errors, files, hosts, i18n, jobs, records, studio, web
from app.clock import clock
from app.core_settings import CORE
from app.db import db
from app.declared_settings import read_package_settings, refuse_undeclared
from app.feel.clock import use_clock
from app.packages import find_migrations, load_packages
from app.settings import Settings, read_settings
from app.web.limits import FIELDS, BoundedRequest


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application.

    Parameters:
        settings: what `read_settings` returns; read from the environment when not given.

    Raises:
        SettingsError: a variable of the environment cannot be used.
        DeclarationError: a record type is not declared as it must be.
    """
    from_environment = settings is None
    settings = settings or read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    app = Flask("app.web", instance_path=str(settings.data))
    app.request_class = BoundedRequest
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_connections(settings),
        MAX_CONTENT_LENGTH=settings.upload_limit * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=settings.upload_limit * 1024 * 1024,  # long texts are posted as forms, too
        MAX_FORM_PARTS=FIELDS,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_lifetime),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
    )
    zone = ZoneInfo(settings.time_zone)
    use_clock(lambda: clock.now().astimezone(zone))  # what now() and today() say in expressions
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.ensure_ascii = False
    app.json.sort_keys = False
    db.init_app(app)
    find_migrations(Migrate(app, db), app)
    bounds.init_app(app)
    hosts.init_app(app)
    i18n.init_app(app)
    files.init_app(app)
    access.init_app(app)
    records.init_app(app)
    documents.init_app(app)
    crm.init_app(app)
    studio.init_app(app)
    web.init_app(app)
    api.init_app(app)
    jobs.init_app(app)
    errors.init_app(app)
    load_packages(app, settings.packages)
    read_package_settings(app)
    if from_environment:
        refuse_undeclared(app, CORE)
    records.all_declared(app)
    return app


def _connections(settings: Settings) -> dict[str, Any]:
    """A connection for every thread and two for the clock; those that a restarted database has cut are replaced."""
    return {
        "pool_size": settings.threads + 2,
        "pool_pre_ping": not settings.database_url.startswith("sqlite"),
    }
