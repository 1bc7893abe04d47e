"""What the CRM's record types are tried with."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.crm.reference import Reference
from app.crm.unit.models import Unit
from app.crm.vat_rate.models import VatRate
from app.db import db
from app.records.types.reference_data import ensure_reference_data
from tests.records.samples import new


def id_of(model: type[Reference], code: str) -> int:
    """The id of a row of reference data."""
    return db.session.scalars(select(model.id).where(model.code == code)).one()


@pytest.fixture
def reference_data(crm):
    ensure_reference_data()


@pytest.fixture
def client_id(actors):
    values = {"full_organization_name": "ООО «Ромашка»", "counterparty_kind": "legalEntity"}
    return new(actors["director"], "counterparty", **values)


@pytest.fixture
def product(reference_data, actors):
    """Make a product; answers its id."""

    def make(name="Мюсли", price="142.00", rate="vat10"):
        return new(
            actors["director"],
            "product",
            name=name,
            price=Decimal(price),
            unit=id_of(Unit, "796"),
            vat_rate=id_of(VatRate, rate),
        )

    return make


@pytest.fixture
def deal_id(actors, client_id, product):
    """A deal of the manager with two lines."""
    lines = [{"product": product(), "quantity": 10, "discount": 5}, {"product": product("Доставка", "6500", "vat22")}]
    manager = actors["manager"]
    return new(manager, "deal", name="Поставка", manager=manager.id, counterparty=client_id, lines=lines)
