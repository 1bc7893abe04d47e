"""No address, whatever is written into it, breaks anything: walked as every demo person, on both databases."""

import logging

import pytest
from sqlalchemy import select

from app.db import db
from app.engine.models import UserTask
from tests.databases.walking import ODD_TEXTS, addresses, good_values, odd_query, odd_values
from tests.visitors import signed_in

LOGINS = ("manager", "manager2", "director", "observer", "analyst", "admin")


@pytest.fixture
def broken(world, caplog):
    """`broken(visitor, addresses)`: those that are answered with a server error, and why."""
    caplog.set_level(logging.ERROR)

    def walk(visitor, walked) -> list[str]:
        found = []
        for address in walked:
            answer = visitor.get(address)
            if answer.status_code >= 500:
                causes = [repr(record.exc_info[1])[:300] for record in caplog.records if record.exc_info]
                found.append(f"{address}: {answer.status_code} {causes[-1:]}")
        return found

    return walk


def task_ids(world) -> tuple[str, ...]:
    with world.app_context():
        found = db.session.scalars(select(UserTask.id).order_by(UserTask.created_at).limit(2)).all()
        db.session.remove()
    return tuple(found)


def share(login: str) -> tuple[str, ...]:
    """The people divide the odd texts among themselves."""
    return ODD_TEXTS[LOGINS.index(login) :: len(LOGINS)]


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_answers_every_demo_person(world, broken, sampler, login):
    values = good_values(world, task_ids=task_ids(world), groups=("crm-cco",))
    walked = sampler.combinations(3, addresses(world, values), shift=LOGINS.index(login))
    assert broken(signed_in(world, login), (address for (address,) in walked)) == []


@pytest.mark.parametrize("login", LOGINS)
def test_parts_of_addresses_that_are_not_there_are_not_found(world, broken, sampler, login):
    visitor = signed_in(world, login)
    for shift, text in enumerate(share(login)[::2]):
        walked = sampler.combinations(3, addresses(world, odd_values(world, text)), shift=shift)
        assert broken(visitor, (address for (address,) in walked)) == []


@pytest.mark.parametrize("login", LOGINS)
def test_odd_parameters_are_refused_in_words_or_left_alone(world, broken, sampler, login):
    values = {
        "record_type": ("leads", "request-sources"),
        "plural": ("deals",),
        "task_id": task_ids(world)[:1],
        "key": ("deal",),
        "kind": ("process",),
        "name": ("amount", "viewers"),
        "entity": ("deal", "person"),
        "status": ("new",),
        "group_id": ("crm-cco",),
    }
    visitor = signed_in(world, login)
    for shift, text in enumerate(share(login)):
        walked = sampler.combinations(4, addresses(world, values), shift=shift)
        assert broken(visitor, (f"{address}?{odd_query(text)}" for (address,) in walked)) == []


@pytest.mark.parametrize("identifier", ["99999999999999999999", "2147483648", "-1", "0", "1e3", "%00", "1%2F2"])
@pytest.mark.parametrize("address", ["/deals/{}", "/leads/{}/edit", "/tasks/{}", "/api/v1/deals/{}", "/deals/{}/moves"])
def test_an_id_that_is_not_there_is_not_found(world, address, identifier):
    status = signed_in(world, "director").get(address.format(identifier)).status_code
    assert status == 404 or (identifier == "%00" and status == 400)


def test_records_of_others_are_not_found(world):
    with world.app_context():
        from app.access.models import Person
        from app.crm.deal.models import Deal

        mine = select(Person.id).where(Person.login == "manager")
        deal_id = db.session.scalar(select(Deal.id).where(Deal.manager_id == mine.scalar_subquery()))
        db.session.remove()
    visitor = signed_in(world, "manager2")
    for address in ("", "/edit", "/moves", "/delete", "/status", "/field/name", "/history", "/process"):
        assert visitor.get(f"/deals/{deal_id}{address}").status_code == 404, address
    for address, form in (("edit", {"name": "чужая"}), ("delete", {}), ("status", {"_status": "paused"})):
        assert visitor.post(f"/deals/{deal_id}/{address}", form).status_code == 404, address
    assert visitor.get(f"/api/v1/deals/{deal_id}").status_code == 404
