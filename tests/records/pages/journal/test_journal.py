"""The pages of journals."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.access.models import Person
from app.db import db
from app.records.pages.journal import toolbar
from app.records.types import Action, registry
from tests.records.samples import move, new
from tests.visitors import signed_in


@pytest.fixture
def deals(actors):
    manager, director = actors["manager"], actors["director"]
    return [
        new(director, "deal", name="Поставка снеков", amount="345000", manager=manager.id),
        new(director, "deal", name="Продажа какао", amount="1250000.50", manager=director.id),
        new(director, "deal", name="Продажа <b>патоки</b>"),
    ]


def rows(page: str) -> list[str]:
    """The names in the rows, in order."""
    return re.findall(r'id="row-\d+".*?<td data-label="Name">(.*?)</td>', page.replace("\n", ""))


def names_of(page: str) -> list[str]:
    return [re.sub("<.*?>", "", row) for row in rows(page)]


def test_a_manager_sees_own_and_unassigned_deals(crm, deals):
    page = signed_in(crm, "manager").get("/deals").text
    assert "Поставка снеков" in page
    assert "патоки" in page
    assert "какао" not in page


def test_what_people_typed_is_never_markup(crm, deals):
    page = signed_in(crm, "director").get("/deals").text
    assert "Продажа &lt;b&gt;патоки&lt;/b&gt;" in page


def test_the_footer_counts_and_sums_what_the_filter_finds(crm, deals):
    page = signed_in(crm, "director").get("/deals?amount__gte=1").text
    assert "1,595,000.50\u00a0RUB" in page
    assert "1–2 of 2" in page


def test_a_filter_is_a_chip_that_can_be_taken_off(crm, deals):
    page = signed_in(crm, "director").get("/deals?name__contains=какао&status=new").text
    assert "contains “какао”" in page
    assert 'href="/deals?status=new"' in page
    assert 'href="/deals?name__contains=%D0%BA' in page


def test_a_list_that_is_asked_for_what_cannot_be_is_no_success(crm, deals):
    """A page that replaces its list leaves the address as it was."""
    answer = signed_in(crm, "director").get("/deals?colour=red", htmx=True, headers={"HX-Target": "journal"})
    assert (answer.status_code, answer.headers["HX-Push-Url"]) == (422, "false")
    assert "colour" in answer.text


def test_chips_name_people_and_not_their_numbers(crm, deals, actors):
    page = signed_in(crm, "director").get(f"/deals?manager__in={actors['manager'].id}").text
    assert re.search(rf"Responsible:</span> {actors['manager'].name}\s", page)


@pytest.mark.parametrize(
    "query", ["amount__gte=lots", "colour=red", "sort=colour", "manager=x", "date_received=yesterday", "stage__gte=1"]
)
def test_a_wrong_address_answers_in_words(crm, deals, query):
    answer = signed_in(crm, "director").get(f"/deals?{query}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "Clear the filters" in answer.text


def test_nothing_found_offers_to_clear_the_filters(crm, deals):
    page = signed_in(crm, "director").get("/deals?name=x").text
    assert "Nothing found" in page
    assert 'href="/deals"' in page


def test_an_empty_journal_offers_to_create(crm, actors):
    page = signed_in(crm, "director").get("/leads").text
    assert "Nothing here yet" in page
    assert page.count('href="/leads/new"') >= 2


def test_who_may_not_create_is_not_offered_to(crm, actors):
    page = signed_in(crm, "observer").get("/leads").text
    assert "Nothing here yet" in page
    assert "/leads/new" not in page


def test_counterparties_show_buyers_until_the_filter_is_taken_off(crm, actors):
    for kind in ("buyer", "provider"):
        values = {
            "full_organization_name": f"ООО «{kind}»",
            "counterparty_kind": "legalEntity",
            "counterparty_type": kind,
        }
        new(actors["director"], "counterparty", **values)
    visitor = signed_in(crm, "director")
    page = visitor.get("/counterparties").text
    assert "«buyer»" in page
    assert "«provider»" not in page
    assert "/counterparties?filters=none" in page
    page = visitor.get("/counterparties?filters=none").text
    assert "«buyer»" in page
    assert "«provider»" in page


def test_archived_deals_are_hidden_with_a_word_about_it(crm, deals, actors):
    move(actors["director"], "deal", deals[0], "dropout")
    visitor = signed_in(crm, "director")
    page = visitor.get("/deals").text
    assert "снеков" not in page
    assert "Dropout" in page
    assert "every_status=true" in page
    assert "снеков" in visitor.get("/deals?every_status=true").text


def test_htmx_gets_the_list_alone_with_its_plain_address(crm, deals):
    visitor = signed_in(crm, "director")
    headers = {"HX-Request": "true", "HX-Target": "journal", "HX-Current-URL": "http://localhost/deals"}
    answer = visitor.get("/deals?name__contains=&status__in=new&status__in=pause&q=", headers=headers)
    assert answer.headers["HX-Push-Url"] == "http://localhost/deals?status__in=new%2Cpause"
    assert answer.text.lstrip().startswith('<div id="journal"')
    assert "<html" not in answer.text
    assert 'id="journal-state" hidden hx-swap-oob="true"' in answer.text


@pytest.mark.parametrize(
    "column", ["number", "name", "status", "stage", "date_received", "amount", "manager", "viewers"]
)
def test_every_column_has_a_filter_that_is_also_a_page(crm, deals, column):
    visitor = signed_in(crm, "director")
    page = visitor.get(f"/deals/filter/{column}?q=x")
    part = visitor.get(f"/deals/filter/{column}?q=x", headers={"HX-Request": "true", "HX-Target": "journal-popover"})
    assert page.status_code == part.status_code == 200
    assert "<html" in page.text
    assert "<html" not in part.text
    assert '<input type="hidden" name="q" value="x">' in part.text


def test_a_filter_shows_the_days_that_were_asked_for(crm, actors):
    asked = "date_received__gte=2026-11-01&date_received__lte=2026-11-24T14:05"
    page = signed_in(crm, "director", language="ru").get(f"/deals/filter/date_received?{asked}").text
    values = re.findall(r'name="date_received__[gl]te"[^>]*value="([^"]*)"', page)
    assert values == ["01.11.2026", "24.11.2026"]


def test_there_is_no_filter_on_what_is_no_column(crm, actors):
    assert signed_in(crm, "director").get("/deals/filter/colour").status_code == 404


@pytest.mark.parametrize("record_type", list(registry), ids=lambda record_type: record_type.name)
def test_the_filter_of_each_field_that_has_one_opens(crm, record_type):
    visitor = signed_in(crm, "director")
    answers = {
        field.name: visitor.get(f"/{record_type.plural}/filter/{field.name}").status_code
        for field in record_type.fields
    }
    assert set(answers.values()) <= {200, 404}, answers
    assert 200 in answers.values()


def test_columns_are_chosen_and_kept(crm, deals):
    visitor = signed_in(crm, "director")
    order = ["number", "amount", "name"]
    answer = visitor.post("/deals/columns", {"order": order, "column": ["amount", "name", "colour"]})
    assert answer.status_code == 303
    assert answer.location == "/deals"
    page = visitor.get("/deals").text
    assert re.findall(r'id="filter-(\w+)"', page) == order  # the link to the card is always there
    visitor.post("/deals/columns", {"reset": "true"})
    assert "filter-status" in visitor.get("/deals").text


def test_widths_are_kept_within_bounds(crm, deals):
    visitor = signed_in(crm, "director")
    assert visitor.post("/deals/columns/width", {"name": "name", "width": "5000"}, htmx=True).status_code == 204
    assert visitor.post("/deals/columns/width", {"name": "colour", "width": "5"}, htmx=True).status_code == 404
    assert 'id="column-name" class="column-text" style="width: 800px"' in visitor.get("/deals").text


def test_the_choice_of_columns_is_one_s_own(crm, deals):
    signed_in(crm, "director").post("/deals/columns", {"order": ["number"], "column": ["number"]})
    assert "filter-status" in signed_in(crm, "manager").get("/deals").text
    kept = db.session.scalar(select(Person.preferences).where(Person.login == "director"))
    assert kept["journal.deal"] == {"columns": ["number"]}


def test_only_possible_actions_are_offered(crm, deals, actors):
    deal_id = new(actors["director"], "deal", name="Чужая", viewers=[actors["observer"].id])
    page = signed_in(crm, "observer").get("/deals").text
    assert "Чужая" in page
    assert f"/{deal_id}/status" not in page
    assert f"/{deal_id}/delete" not in page
    assert 'name="id"' not in page
    page = signed_in(crm, "manager").get("/deals").text
    assert f'href="/deals/{deals[0]}/status"' in page
    assert f'href="/deals/{deals[0]}/manager"' not in page
    assert f'href="/deals/{deals[0]}/manager"' in signed_in(crm, "director").get("/deals").text


@pytest.fixture
def declare(monkeypatch):
    """`declare(action)`: deals have this action, too."""

    def add(**values):
        action = Action(**{"id": "send", "label": "Send", "endpoint": "card.edit"} | values)
        monkeypatch.setitem(registry._by_plural, "deals", replace(registry["deal"], actions=(action,)))

    return add


def test_a_declared_action_is_offered_in_the_rows_where_it_can_be_done(crm, deals, declare):
    declare(places=("row",), visible=lambda record: record.id == deals[0])
    page = signed_in(crm, "director").get("/deals").text
    assert re.findall(r'href="([^"]+)"[^>]*title="Send"', page) == [f"/deals/{deals[0]}/edit"]


def test_a_declared_action_of_the_card_is_in_no_row(crm, deals, declare):
    declare(places=("card",))
    assert "Send" not in signed_in(crm, "director").get("/deals").text


def test_a_declared_action_is_offered_for_ticked_rows(crm, deals, declare):
    declare(places=("bulk",), endpoint="bulk_status.ask")
    assert 'formaction="/deals/bulk/status"' in signed_in(crm, "director").get("/deals").text


def test_a_button_of_a_package_stands_above_the_journals_that_it_wants(crm, deals, monkeypatch):
    monkeypatch.setattr(toolbar, "_buttons", dict(toolbar._buttons))
    toolbar.register_toolbar_button(
        toolbar.ToolbarButton("map", "Map", "journal.index", "map", 10, applies=lambda each: each.name == "deal")
    )
    director = signed_in(crm, "director")
    found = re.search(r'id="journal-map" href="([^"]+)"', director.get("/deals?status=new").text)
    assert found[1] == "/deals?status=new"
    assert "journal-map" not in director.get("/leads").text


@pytest.mark.parametrize("login", ["director", "manager", "observer"])
def test_a_page_takes_the_same_few_statements_for_few_and_many(crm, actors, count_statements, login):
    visitor = signed_in(crm, login)
    counts = []
    for _ in range(2):
        for number in range(5):
            new(actors["director"], "deal", name=f"{number}", viewers=[actors["observer"].id])
        db.session.rollback()
        visitor.get("/deals")
        with count_statements() as statements:
            assert visitor.get("/deals").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 15


def test_the_menu_has_the_journals_in_order(crm, actors):
    page = signed_in(crm, "director", language="ru").get("/deals").text
    found = re.findall(r'class="menu-line"\s+href="(/[a-z-]+)"', page)
    sections = ["/leads", "/deals", "/counterparties"]
    assert [each for each in found if each in sections] == sections
    assert found[-4:] == ["/request-categories", "/request-sources", "/units", "/vat-rates"]


def test_an_unknown_kind_of_records_is_not_found(crm, actors):
    assert signed_in(crm, "director").get("/dragons").status_code == 404


@pytest.mark.parametrize("step", ["edit", "delete"])
def test_a_row_is_edited_and_deleted_without_leaving_the_list(crm, deals, step):
    values = {"name": "Другое имя"} if step == "edit" else {"_from": "list"}
    answer = signed_in(crm, "director").post(f"/deals/{deals[0]}/{step}", values, htmx=True)
    assert answer.status_code == 204
    assert "HX-Redirect" not in answer.headers
    assert "recordsChanged" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize(
    "address", ["/deals?{filter}", "/deals/board?{filter}", "/deals/filter/created_from_lead?{filter}"]
)
def test_no_filter_tells_the_name_of_a_record_that_the_person_may_not_see(crm, actors, address):
    lead_id = new(actors["director"], "lead", name="Тайная заявка", manager=actors["director"].id)
    page = address.format(filter=f"created_from_lead={lead_id}")
    assert "Тайная заявка" not in signed_in(crm, "manager").get(page).text
    assert "Тайная заявка" in signed_in(crm, "director").get(page).text
