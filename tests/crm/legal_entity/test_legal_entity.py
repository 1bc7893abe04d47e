"""Our own companies: requisites, accounts, signatories, logo and stamp."""

from io import BytesIO

import pytest

from app.records.errors import RecordRefused
from app.records.types import registry
from tests.files import samples
from tests.records.samples import fetch, new
from tests.visitors import signed_in

OURS = {"full_organization_name": "ООО «Здоровый перекус»", "inn": "7727563778", "juridical_address": "Москва"}
ACCOUNT = {"bank_id": "044525225", "account_number": "40702810438000060473"}

WRONG = [
    ({"inn": "500100732259"}, "inn"),
    ({"kind": "individualEntrepreneur", "inn": "500100732259", "kpp": "772701001"}, "kpp"),
    ({"ogrnip": "304500116000157"}, "ogrnip"),
    ({"bank_accounts": [ACCOUNT | {"account_number": "40702810438000060474"}]}, "bank_accounts-0-account_number"),
    ({"bank_accounts": [ACCOUNT | {"bank_id": None}]}, "bank_accounts-0-bank_id"),
]


def test_who_signs_and_where_money_goes(actors):
    director = actors["director"].id
    signatories = [{"person": director, "position": "Директор", "basis": "Устава"}]
    record_id = new(actors["director"], "legal_entity", **OURS, signatories=signatories, bank_accounts=[ACCOUNT])
    held = registry["legal_entity"]
    [signatory] = held.field("signatories").load([record_id])[record_id]
    assert (signatory["person"], signatory["basis"]) == (director, "Устава")
    [account] = held.field("bank_accounts").load([record_id])[record_id]
    assert (account["account_number"], account["currency"]) == ("40702810438000060473", "RUB")
    assert fetch("legal_entity", record_id).mailing_address == "Москва"


@pytest.mark.parametrize(("values", "place"), WRONG)
def test_requisites_fit_each_other(actors, values, place):
    with pytest.raises(RecordRefused) as refused:
        new(actors["director"], "legal_entity", **OURS | values)
    assert list(refused.value.fields) == [place]


def test_a_signatory_stands_there_once(actors):
    rows = [{"person": actors["director"].id}, {"person": actors["director"].id}]
    with pytest.raises(RecordRefused):
        new(actors["director"], "legal_entity", **OURS, signatories=rows)


def test_everybody_reads_and_only_directors_write(crm, actors):
    record_id = new(actors["director"], "legal_entity", **OURS)
    visitor = signed_in(crm, "manager")
    assert "Здоровый перекус" in visitor.get(f"/legal-entities/{record_id}").text
    assert visitor.post(f"/legal-entities/{record_id}/edit", OURS).status_code == 403
    assert visitor.get("/legal-entities/new").status_code == 403


def test_logo_and_stamp_are_pictures(crm, actors):
    visitor = signed_in(crm, "director")
    values = OURS | {"kind": "legalEntity"}
    refused = visitor.post("/legal-entities/new", values | {"_file-stamp": (BytesIO(samples.HTML), "stamp.png")})
    assert refused.status_code == 422
    answer = visitor.post("/legal-entities/new", values | {"_file-stamp": (BytesIO(samples.PNG), "stamp.png")})
    assert answer.status_code == 303, answer.text
    assert "stamp.png" in visitor.get(answer.location).text
