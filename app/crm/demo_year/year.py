"""Makes the year."""

import random
from datetime import timedelta

from sqlalchemy import select

from app.access.commands import add_person, update_person
from app.access.demo import PASSWORD
from app.access.models import Person
from app.crm.demo_year.names import companies, names
from app.crm.demo_year.sales import Sales
from app.crm.demo_year.timetable import Timetable
from app.crm.request_category.models import RequestCategory
from app.crm.request_source.models import RequestSource
from app.db import db
from app.engine import Actor
from app.records.demo import Demo

LEADS = 300
DEALS = 290
"""Of those that come without a lead; more than a hundred leads become deals besides."""
_SELLERS = ("manager", "manager2", "manager3", "manager4")
_SEED = 2026
_YEAR = timedelta(days=365)


def load(demo: Demo) -> None:
    """Add a year of leads, deals, orders and payments up to now."""
    make_year(demo, LEADS, DEALS)


def make_year(demo: Demo, leads: int, deals: int) -> None:
    """Add a year that begins with so many leads, and with so many deals that come without one."""
    chance = random.Random(_SEED)
    timetable = Timetable(demo.now, chance)
    sales = Sales(timetable, chance, _people(), companies(chance), _directory())
    for step, number in ((sales.new_lead, leads), (sales.new_deal, deals)):
        for _each in range(number):
            timetable.plan(demo.now - chance.random() * _YEAR, step)
    timetable.run()


def _people() -> dict[str, Actor]:
    logins = (*_SELLERS, "director")
    found = {each.login: each for each in db.session.scalars(select(Person).where(Person.login.in_(logins)))}
    for login, (first, middle, last) in names()["sellers"].items():
        if login not in found:
            found[login] = add_person(
                login,
                PASSWORD,
                groups=("crm-cco",),
                demo=True,
                first_name=first,
                last_name=last,
                middle_name=middle,
                job_title=names()["seller"],
                email=f"{login}@dealflow.example",
            )
            update_person(found[login].id, line_manager_id=found["manager"].id)
    return {login: _actor(each) for login, each in found.items()}


def _actor(person: Person) -> Actor:
    group = "crm-manager" if person.login == "director" else "crm-cco"
    return Actor(person.id, person.login, person.display_name, frozenset([group]))


def _directory() -> dict[str, dict[str, int]]:
    sources = db.session.execute(select(RequestSource.code, RequestSource.id)).all()
    categories = db.session.execute(select(RequestCategory.code, RequestCategory.id)).all()
    return {"source": dict(sources), "category": dict(categories)}
