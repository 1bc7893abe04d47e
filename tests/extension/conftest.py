"""An application into which the package of orders is loaded, as an installation would load it."""

import pytest
from flask import Flask

from app.cli.prepare import deploy_shipped
from app.crm.counterparty import counterparty
from app.db import db, write_transaction
from app.engine import unit_of_work
from app.factory import create_app
from app.periodic.registry import withdraw_periodic_job
from app.records.commands.create import create_record
from app.records.types import RecordType, registry
from tests.applications import make_settings, remember_templates, running
from tests.extension import orders
from tests.files import samples
from tests.files.samples import uploaded

PACKAGE = "tests.extension.orders"


@pytest.fixture
def crm(tmp_path, copied, shipped_databases) -> Flask:
    """What ships, and the package."""
    settings = make_settings(tmp_path, database_url=copied(shipped_databases), packages=(PACKAGE,))
    application = create_app(settings)
    try:
        with running(remember_templates(application)):
            db.create_all()
            deploy_shipped(lambda line: None)
            yield application
    finally:
        registry.withdraw(orders.order)
        withdraw_periodic_job("orders.late")


@pytest.fixture
def order(crm) -> RecordType:
    return orders.order


@pytest.fixture
def new_order(order, actors):
    """`new_order(lines=[…])`: the id of an order."""

    def make(who: str = "manager", **values):
        with unit_of_work(actors[who]) as unit:
            return create_record(unit, order, {"name": "Заказ", **values}).id

    return make


@pytest.fixture
def suppliers(crm, actors) -> dict[str, int]:
    """Two counterparties, by name."""
    with unit_of_work(actors["director"]) as unit:
        made = [create_record(unit, counterparty, {"full_organization_name": name}) for name in ("Заря", "Восток")]
        return {record.full_organization_name: record.id for record in made}


@pytest.fixture
def upload(order, actors):
    """`upload("manager", name="a.pdf")`: the id of a file that somebody has given."""

    def give(who: str = "manager", content: bytes = samples.PDF, name: str = "offer.pdf") -> int:
        with write_transaction():
            return uploaded(actors[who].id, content, name)

    return give
