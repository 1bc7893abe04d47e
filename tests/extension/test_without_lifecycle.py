"""A record type whose lifecycle file is not published yet: nobody may see its records, and all else goes on."""

import pytest

from app.cli.prepare import deploy_shipped
from app.crm.counterparty import counterparty
from app.db import db
from app.engine import unit_of_work
from app.factory import create_app
from app.periodic.registry import withdraw_periodic_job
from app.records.commands.create import create_record
from app.records.types import registry
from tests.applications import make_settings, remember_templates, running
from tests.extension import orders
from tests.extension.conftest import PACKAGE


@pytest.fixture
def crm(tmp_path, copied, shipped_databases):
    """The package is loaded, its artifacts are not published."""
    settings = make_settings(tmp_path, database_url=copied(shipped_databases), packages=(PACKAGE,))
    try:
        with running(remember_templates(create_app(settings))) as application:
            db.create_all()
            yield application
    finally:
        registry.withdraw(orders.order)
        withdraw_periodic_job("orders.late")


@pytest.fixture
def client_id(crm, actors) -> int:
    with unit_of_work(actors["director"]) as unit:
        return create_record(unit, counterparty, {"full_organization_name": "Заря"}).id


@pytest.mark.parametrize(
    "path", ["/search?q=заря", "/search/suggestions?q=заря", "/counterparties/{id}", "/deals", "/"]
)
def test_the_pages_of_other_types_are_there(client_id, sign_in, path):
    page = sign_in("director").get(path.format(id=client_id), follow_redirects=True)
    assert page.status_code == 200
    assert "supply-orders" not in page.text


def test_its_own_pages_say_what_is_missing(client_id, sign_in):
    page = sign_in("director").get("/supply-orders")
    assert page.status_code == 404
    assert "supply_order.lifecycle.yaml" in page.text


def test_whoever_starts_the_server_is_told(crm, monkeypatch):
    monkeypatch.setattr(orders, "ARTIFACTS", orders.ARTIFACTS / "none")
    told: list[str] = []
    deploy_shipped(told.append)
    assert [line for line in told if "supply_order.lifecycle.yaml" in line] != []


def test_whoever_starts_the_server_is_told_nothing_when_all_are_there(crm):
    told: list[str] = []
    deploy_shipped(told.append)
    assert [line for line in told if "lifecycle" in line] == []
