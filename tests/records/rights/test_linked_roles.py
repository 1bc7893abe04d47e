"""Roles that follow from the records that a record points to, and from who has made it."""

import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.cli.prepare import shipped_files
from app.db import db
from app.engine import SYSTEM, DeploymentRefused, deploy
from app.records import rights
from app.records.types import registry
from tests.api.conftest import ApiClient
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in

PEOPLE = ("manager", "manager2", "director", "observer", "admin", "analyst")


def payment_of(actor, client_id, **values) -> int:
    """A payment of nobody's, made by the actor."""
    needed = {"amount": Decimal(100), "currency": "RUB", "counterparty": client_id}
    return new(actor, "payment", **needed | values)


@pytest.fixture
def deal_id(actors):
    """A deal of one manager that the observer views."""
    manager, observer = actors["manager"], actors["observer"]
    return new(actors["director"], "deal", name="Снеки", manager=manager.id, viewers=[observer.id])


@pytest.fixture
def payment_id(actors, client_id, deal_id):
    """A payment of the deal, of another manager, made by the administrator."""
    return payment_of(actors["admin"], client_id, deal=deal_id, responsible=actors["manager2"].id)


@pytest.fixture
def client_id(actors):
    return new(actors["director"], "counterparty", full_organization_name="ООО «Ромашка»")


def rights_on(crm, login: str, payment_id: int) -> str:
    """What the person may do with the payment over the API: `write`, `read` or nothing."""
    api = ApiClient(crm.test_client(), login, "ru")
    if api.get(f"/api/v1/payments/{payment_id}").status_code != 200:
        assert payment_id not in {each["id"] for each in api.get("/api/v1/payments").json["items"]}
        return ""
    written = api.patch(f"/api/v1/payments/{payment_id}", json={"comment": "<p>Иначе</p>"})
    return "write" if written.status_code == 200 else "read"


def test_who_has_to_do_with_the_deal_has_to_do_with_its_payments(crm, payment_id):
    assert {login: rights_on(crm, login, payment_id) for login in PEOPLE} == {
        "manager": "write",  # of the deal
        "manager2": "write",  # responsible
        "director": "write",
        "observer": "read",  # views the deal
        "admin": "write",  # has made it
        "analyst": "",
    }


def test_a_payment_that_is_done_is_only_read_by_the_manager_of_its_deal(crm, actors, payment_id):
    move(actors["director"], "payment", payment_id, "paid", fact_payment_date=date(2026, 1, 20))

    assert rights_on(crm, "manager", payment_id) == "read"
    assert rights_on(crm, "director", payment_id) == "write"


def test_a_payment_that_points_nowhere_belongs_to_its_creator_and_its_responsible(crm, actors, client_id):
    payment_id = payment_of(actors["director"], client_id, responsible=actors["manager2"].id)
    of_manager = payment_of(actors["manager"], client_id, responsible=actors["manager2"].id)

    assert {login: rights_on(crm, login, payment_id) for login in ("manager", "manager2", "director", "observer")} == {
        "manager": "",
        "manager2": "write",
        "director": "write",
        "observer": "",
    }
    assert rights_on(crm, "manager", of_manager) == "write"
    assert rights_on(crm, "director", of_manager) == ""


def test_rights_follow_the_deal_to_its_next_manager(crm, actors, deal_id, payment_id):
    api = ApiClient(crm.test_client(), "director", "ru")
    assert api.patch(f"/api/v1/deals/{deal_id}", json={"manager": actors["manager2"].id}).status_code == 200

    assert rights_on(crm, "manager", payment_id) == ""


def test_a_list_shows_exactly_the_records_that_open(crm, actors, client_id, deal_id):
    deals = [deal_id, new(actors["director"], "deal", name="Соусы"), None]
    made = [
        payment_of(actors[by], client_id, deal=deal, responsible=actors["manager2"].id if responsible else None)
        for by in ("director", "manager", "admin")
        for deal in deals
        for responsible in (True, False)
    ]
    payment = registry["payment"]
    for login in PEOPLE:
        listed = set(db.session.scalars(select(payment.model.id).where(rights.readable(payment, actors[login]))))
        opened = {each for each in made if rights.may(payment, fetch("payment", each), actors[login], "read")}
        assert listed & set(made) == opened, login


@pytest.mark.parametrize(("login", "moves"), [("observer", False), ("manager", True), ("director", True)])
def test_the_board_knows_who_moves_a_card(crm, payment_id, login, moves):
    board = signed_in(crm, login).get("/payments/board").get_data(as_text=True)
    card = re.search(rf'<div class="([^"]*)" id="card-{payment_id}"', board)

    assert card is not None
    assert ("movable" in card[1]) is moves


def test_a_page_of_records_asks_once_for_all_links(crm, actors, client_id, deal_id, count_statements):
    payment = registry["payment"]
    ids = [payment_of(actors["director"], client_id, deal=deal_id) for _ in range(5)]
    records = [fetch("payment", each) for each in ids]
    held = rights.PageRights(payment, records, actors["observer"], {})

    with count_statements() as asked:
        assert [held.may(each, "read") for each in records] == [True] * 5
    assert len(asked) <= 3  # one for each of its links


REFUSED = [
    ("through: [order, deal]\n    role: manager", "through: [order, deal]", "through-half"),
    ("through: [deal]\n    role: viewers", "through: [deal]\n    role: viewers\n    right: read", "through-half"),
    ("through: [deal]\n    role: viewers", "through: [responsible]\n    role: viewers", "through-unknown"),
    ("through: [deal]\n    role: viewers", "through: [deel]\n    role: viewers", "through-unknown"),
    ("through: [deal]\n    role: viewers", "through: [order]\n    role: viewers", "through-role-unknown"),
    ("create: [responsible,", "create: [link_manager,", "create-linked"),
]


@pytest.mark.parametrize(("old", "new", "code"), REFUSED)
def test_a_wrong_link_is_refused(crm, old, new, code):
    text = shipped_files()["payment.lifecycle.yaml"].decode()
    assert old in text

    with pytest.raises(DeploymentRefused) as refused:
        deploy({"payment.lifecycle.yaml": text.replace(old, new).encode()}, name="wrong", actor=SYSTEM)
    assert code in {each.code for each in refused.value.problems}


def test_a_role_that_others_follow_from_stays(crm):
    text = shipped_files()["deal.lifecycle.yaml"].decode().replace("viewers", "onlookers")
    text = text.replace("attribute: onlookers", "attribute: viewers")

    with pytest.raises(DeploymentRefused) as refused:
        deploy({"deal.lifecycle.yaml": text.encode()}, name="gone", actor=SYSTEM)
    assert "role-followed" in {each.code for each in refused.value.problems}


def test_rights_do_not_follow_from_each_other_in_a_circle(crm):
    text = shipped_files()["payment.lifecycle.yaml"].decode()
    circle = shipped_files()["order.lifecycle.yaml"].decode()
    circle = circle.replace("  cco:\n", "  of_deal:\n    through: [deal]\n    right: read\n  cco:\n", 1)
    deal = shipped_files()["deal.lifecycle.yaml"].decode()
    deal = deal.replace("  cco:\n", "  of_lead:\n    through: [created_from_lead]\n    right: read\n  cco:\n", 1)
    lead = shipped_files()["lead.lifecycle.yaml"].decode()
    lead = lead.replace("  cco:\n", "  of_deal:\n    through: [created_deal]\n    right: read\n  cco:\n", 1)
    files = {
        "payment.lifecycle.yaml": text,
        "order.lifecycle.yaml": circle,
        "deal.lifecycle.yaml": deal,
        "lead.lifecycle.yaml": lead,
    }

    with pytest.raises(DeploymentRefused) as refused:
        deploy({name: each.encode() for name, each in files.items()}, name="circle", actor=SYSTEM)
    assert {each.file_name for each in refused.value.problems if each.code == "through-circle"} == {
        "deal.lifecycle.yaml",
        "lead.lifecycle.yaml",
    }


def test_a_right_on_the_deal_can_be_the_role(crm, actors, payment_id):
    text = shipped_files()["payment.lifecycle.yaml"].decode()
    text = text.replace("through: [deal]\n    role: viewers", "through: [deal]\n    right: read")
    text = text.replace("  link_viewers: {read: all}", "  link_viewers: {write: all}")
    deploy({"payment.lifecycle.yaml": text.encode()}, name="by right", actor=SYSTEM)

    assert rights_on(crm, "observer", payment_id) == "write"
    assert rights_on(crm, "analyst", payment_id) == ""
