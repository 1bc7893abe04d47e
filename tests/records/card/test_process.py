"""The diagram of a record knows where the record stands and which way it came."""

import pytest

from tests.records.samples import move, new
from tests.visitors import signed_in


@pytest.fixture
def deal_id(actors):
    return new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id)


def test_the_viewer_gets_diagram_tokens_and_way(crm, deal_id):
    [diagram] = signed_in(crm, "manager").get(f"/deals/{deal_id}/process").json
    assert "<bpmn:definitions" in diagram["xml"]
    assert [token["element"] for token in diagram["tokens"]] == ["statusRequestedEvent"]
    assert "created" in diagram["elements"]
    assert "created_to_fork" in diagram["flows"]


def test_the_token_says_who_is_waited_for(crm, actors, deal_id):
    for status in ("firstContact", "decision"):
        move(actors["manager"], "deal", deal_id, status)
    [diagram] = signed_in(crm, "director").get(f"/deals/{deal_id}/process").json
    [token] = [token for token in diagram["tokens"] if token["element"] == "decision"]
    assert "Commercial director" in token["words"]


def test_the_same_stands_on_the_page_in_words(crm, actors, deal_id):
    page = signed_in(crm, "manager").get(f"/deals/{deal_id}?tab=process").text
    assert "Status requested" in page
    assert "A change of status" in page
