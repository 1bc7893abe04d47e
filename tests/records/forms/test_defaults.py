"""What the form of a new record begins with, as its file says."""

import json

import pytest

from app.records.forms.defaults import form_defaults
from app.records.forms.parse import parse_form
from tests.records.samples import new

RAW = {"type": "default", "id": "f", "schemaVersion": 19, "properties": {"recordType": "deal"}}


def form_of(**defaults):
    components = [
        {"id": f"f_{key}", "type": "textfield", "key": key, "label": key, "properties": {"default": source}}
        for key, source in defaults.items()
    ]
    _key, form = parse_form("f.form", json.dumps({**RAW, "components": components}).encode())
    return form


@pytest.fixture
def client_id(actors):
    return new(actors["manager"], "counterparty", full_organization_name="ООО «Весна»", phone="+7 495 123-45-67")


def test_it_reads_what_the_record_points_to(crm, actors, client_id):
    form = form_of(company="=counterparty.full_organization_name", number_of_users="=string(1 + 1)")
    found = form_defaults(form, {"counterparty": client_id}, actors["manager"])
    assert found == {"company": "ООО «Весна»", "number_of_users": "2"}


def test_of_what_a_person_may_not_read_it_knows_nothing(crm, actors):
    lead_id = new(actors["manager"], "lead", name="Тайна", manager=actors["manager"].id)
    form = form_of(name="=created_from_lead.name")
    assert form_defaults(form, {"created_from_lead": lead_id}, actors["manager2"]) == {}
    assert form_defaults(form, {"created_from_lead": lead_id}, actors["manager"]) == {"name": "Тайна"}


def test_what_does_not_fit_is_left_out(crm, actors):
    assert form_defaults(form_of(amount='="много"', name="=null", company="=1/0"), {}, actors["manager"]) == {}
