from app.access import demo
from app.access.models import Person
from app.db import db


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
