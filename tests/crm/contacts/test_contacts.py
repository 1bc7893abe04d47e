"""The contacts of a counterparty on the card of a lead or deal that has none."""

from tests.records.samples import new
from tests.visitors import signed_in


def test_a_deal_without_contacts_shows_those_of_its_counterparty(crm, actors):
    contacts = [{"full_name": "Пётр Мельников"}]
    client = new(actors["manager"], "counterparty", full_organization_name="АО «Лето»", contacts=contacts)
    deal_id = new(actors["manager"], "deal", name="Без своих", manager=actors["manager"].id, counterparty=client)
    page = signed_in(crm, "manager").get(f"/deals/{deal_id}").text
    assert "Of the counterparty:" in page
    assert "Пётр Мельников" in page


def test_a_counterparty_without_contacts_lends_none(crm, actors):
    client = new(actors["manager"], "counterparty", full_organization_name="АО «Лето»")
    deal = new(actors["manager"], "deal", name="Снеки", manager=actors["manager"].id, counterparty=client)
    widget = signed_in(crm, "manager").get(f"/deals/{deal}/widget/contacts", htmx=True).text
    assert "Of the counterparty" not in widget
    assert "There are no contacts" in widget


def test_contacts_of_its_own_come_first(crm, actors):
    client = new(
        actors["manager"], "counterparty", full_organization_name="АО «Лето»", contacts=[{"full_name": "Пётр"}]
    )
    own = [{"full_name": "Анна Белова"}]
    values = {"manager": actors["manager"].id, "counterparty": client, "contacts": own}
    page = signed_in(crm, "manager").get(f"/deals/{new(actors['manager'], 'deal', name='Своя', **values)}").text
    assert "Анна Белова" in page
    assert "Of the counterparty:" not in page
