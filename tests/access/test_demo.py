import base64
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from app.access import demo
from app.access.commands import set_password
from app.access.models import Person
from app.access.tokens import issue_token
from app.db import db
from app.factory import create_app
from tests.applications import make_settings, running
from tests.visitors import Visitor, signed_in


@contextmanager
def in_production(app: Flask, tmp_path) -> Iterator[Flask]:
    """The same installation, started without demo mode."""
    settings = make_settings(tmp_path, demo=False, database_url=app.config["SQLALCHEMY_DATABASE_URI"])
    with running(create_app(settings)) as started:
        yield started


def test_demo_people_are_who_the_contract_says(people):
    groups = {
        person.login: {group.id for group in person.groups} for person in db.session.scalars(db.select(Person)).all()
    }
    assert groups == {
        "manager": {"crm-cco"},
        "manager2": {"crm-cco"},
        "director": {"crm-manager"},
        "observer": set(),
        "analyst": {"analysts"},
        "admin": {"crm-administrators"},
    }
    assert db.session.get(Person, people["manager2"]).line_manager_id == people["manager"]


def test_loading_them_again_changes_nothing(people):
    assert demo.load_people() == people
    assert db.session.query(Person).count() == len(people)


def test_demo_people_are_listed_in_demo_mode_only(app, people, tmp_path):
    assert "data-fill-login" in Visitor(app).get("/sign-in").text
    with in_production(app, tmp_path) as production:
        assert "data-fill-login" not in Visitor(production).get("/sign-in").text


@pytest.mark.parametrize("login", [person.login for person in demo.PEOPLE])
def test_no_demo_account_comes_in_in_production(app, people, tmp_path, login):
    browser = signed_in(app, login)
    token = issue_token(people[login], "x")
    password = base64.b64encode(f"{login}:demo".encode()).decode()
    with in_production(app, tmp_path) as production:
        assert Visitor(production).sign_in(login).status_code == 422
        for way in (f"Basic {password}", f"Bearer {token}"):
            assert Visitor(production).get("/api/x", headers={"Authorization": way}).status_code == 401
        browser._client.application = production
        assert browser.get("/profile").status_code == 302


def test_a_demo_account_with_a_password_of_its_own_is_no_demo_account(app, people, tmp_path):
    set_password(people["admin"], "quite another one")
    with in_production(app, tmp_path) as production:
        assert Visitor(production).sign_in("admin", "quite another one").status_code == 303
