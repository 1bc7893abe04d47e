"""An application of its own for words and languages: nothing is kept in its database."""

import flask_babel
import pytest
from flask import Flask

from app import i18n


@pytest.fixture(autouse=True, scope="module")
def application():
    """An application that knows languages and a zone, and nothing else."""
    application = Flask("written")
    flask_babel.Babel(application)
    application.config["BABEL_TRANSLATION_DIRECTORIES"] = str(i18n.TRANSLATIONS)
    with application.test_request_context():
        yield application
