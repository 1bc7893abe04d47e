"""Where a request came from, on the card."""

from app.crm.deal.models import Deal
from app.db import db
from tests.records.samples import move, new
from tests.visitors import signed_in


def test_marketing_of_a_deal_shows_what_its_lead_says(crm, actors):
    client = new(
        actors["manager"], "counterparty", full_organization_name="ООО «Весна»", counterparty_kind="legalEntity"
    )
    lead_id = new(
        actors["manager"],
        "lead",
        name="Заявка",
        manager=actors["manager"].id,
        counterparty=client,
        ga_client_id="GA-77",
        emessage="Здравствуйте",
    )
    move(actors["manager"], "lead", lead_id, "deal_creation")
    made = db.session.query(Deal).filter_by(created_from_lead_id=lead_id).one()
    made.ga_client_id = made.emessage = None
    db.session.commit()
    page = signed_in(crm, "manager").get(f"/deals/{made.id}").text
    assert "GA-77" in page
    assert "Здравствуйте" in page
    assert "from the lead" in page


def test_cards_of_other_types_have_no_such_widget(crm, actors):
    client = new(actors["manager"], "counterparty", full_organization_name="АО «Лето»")
    assert "widget-marketing" not in signed_in(crm, "manager").get(f"/counterparties/{client}").text
