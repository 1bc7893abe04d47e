"""The demo records: every one is made and moved through the diagrams, as a person would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select

from app.access.demo import load_people
from app.access.models import Membership, Person
from app.clock import clock
from app.crm.counterparty.record_type import counterparty
from app.crm.deal.record_type import deal
from app.crm.demo_records import COUNTERPARTIES, DEALS, LEADS, DemoDeal, DemoLead
from app.crm.lead.record_type import lead
from app.crm.request_category.models import RequestCategory
from app.crm.request_source.models import RequestSource
from app.db import db
from app.engine import Actor, unit_of_work
from app.records.commands import create_record, request_status

DAY = timedelta(days=1)


def load_demo() -> str:
    """Add the demo people and, when there are no records yet, the demo records.

    Returns:
        Words for the person who asked.
    """
    people = load_people()
    if db.session.scalar(select(func.count()).select_from(deal.model)):
        return "The demo people are there; records are not added to a database that has some."
    actors = {login: _actor(person_id) for login, person_id in people.items()}
    director = actors["director"]
    clients = {}
    for row in COUNTERPARTIES:
        with unit_of_work(director) as unit:
            clients[row["full_organization_name"]] = create_record(unit, counterparty, row).id
    references = {
        "category": dict(db.session.execute(select(RequestCategory.code, RequestCategory.id)).all()),
        "source": dict(db.session.execute(select(RequestSource.code, RequestSource.id)).all()),
        "client": clients,
        "person": people,
    }
    now = clock.now()
    for each in LEADS:
        _add_lead(each, actors, references, now)
    for each in DEALS:
        _add_deal(each, actors, references, now)
    return f"Added {len(people)} people, {len(clients)} counterparties, {len(LEADS)} leads and {len(DEALS)} deals."


def _add_lead(each: DemoLead, actors: dict[str, Actor], references: dict, now: datetime) -> None:
    values = _common(each, references) | {"counterparty_text": each.company}
    with _at(now - each.days_ago * DAY):
        with unit_of_work(actors["director"]) as unit:
            record_id = create_record(unit, lead, values).id
        _move(lead, record_id, each.way, actors[each.manager or "director"], now, each.days_ago)


def _add_deal(each: DemoDeal, actors: dict[str, Actor], references: dict, now: datetime) -> None:
    values = _common(each, references) | {"company": each.company}
    with _at(now - each.days_ago * DAY):
        with unit_of_work(actors["director"]) as unit:
            record_id = create_record(unit, deal, values).id
        _move(deal, record_id, each.way, actors[each.manager or "director"], now, each.days_ago)


def _common(each: DemoLead | DemoDeal, references: dict) -> dict:
    return {
        "name": each.name,
        "amount": Decimal(each.amount) if each.amount else None,
        "manager": references["person"].get(each.manager),
        "viewers": [references["person"]["observer"]] if each.watched else [],
        "counterparty": references["client"].get(each.client),
        "request_category": references["category"][each.category],
        "request_source": references["source"][each.source],
        "description": f"<p>{each.description}</p>" if each.description else None,
        "number_of_users": each.number_of_users,
        "contacts": list(each.contacts),
    }


def _move(record_type, record_id: int, way: tuple, actor: Actor, now: datetime, days_ago: int) -> None:
    """Walk the statuses of the way, spread evenly over the days since the record was made."""
    for step, (status, fields) in enumerate(way, start=1):
        age = days_ago * (len(way) + 1 - step) / (len(way) + 1)
        with _at(now - age * DAY), unit_of_work(actor) as unit:
            request_status(unit, record_type, record_id, status, fields)


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    clock.set(lambda: moment)
    try:
        yield
    finally:
        clock.reset()


def _actor(person_id: int) -> Actor:
    person = db.session.get(Person, person_id)
    groups = db.session.scalars(select(Membership.group_id).where(Membership.person_id == person_id))
    return Actor(person.id, person.login, person.display_name, frozenset(groups))
