"""What all tests share: an application on a database of its own."""

from pathlib import Path

import pytest

from app.clock import clock
from app.db import db
from app.factory import create_app
from app.settings import Settings


def make_settings(data: Path, **changes) -> Settings:
    """Settings of a test installation in the folder `data`."""
    values = {
        "host": "127.0.0.1",
        "port": 5000,
        "data": data,
        "database_url": f"sqlite:///{data / 'test.sqlite3'}",
        "demo": False,
        "secret_key": "a key for tests",
        "language": "ru",
        "time_zone": "Europe/Moscow",
        "secure_cookies": False,
        "upload_limit": 10,
        "step_limit": 500,
        "clock_interval": 0,
        "threads": 4,
    }
    return Settings(**(values | changes))


@pytest.fixture
def app(tmp_path):
    """An application with an empty database on disk, inside its application context."""
    application = create_app(make_settings(tmp_path))
    with application.app_context():
        db.create_all()
        yield application
        db.session.remove()
        db.engine.dispose()
    clock.reset()
