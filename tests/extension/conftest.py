"""An application into which the package of orders is loaded."""

import pytest

from app.cli.prepare import collect
from app.crm.counterparty import counterparty
from app.engine import SYSTEM, deploy, unit_of_work
from app.records.commands import create_record
from app.records.types import RecordType, registry
from tests.extension import orders


@pytest.fixture
def order(crm) -> RecordType:
    """The record type, registered, its artifacts deployed; taken out again when the test ends."""
    declared = registry.register(orders.order)
    try:
        deploy(collect([orders.ARTIFACTS]), name="orders", actor=SYSTEM)
        yield declared
    finally:
        registry.withdraw(declared)


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
