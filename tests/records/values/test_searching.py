"""Records are found by what people type, and sorted as people read."""

import pytest

from app.access.models import Person
from app.db import db, write_transaction
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.listing import ListQuery, fetch, fetch_after, read_filters
from app.records.listing.finding import find_records
from app.records.types import registry
from tests.records.samples import new
from tests.visitors import signed_in

DEAL, COUNTERPARTY = registry["deal"], registry["counterparty"]


@pytest.fixture
def director(actors):
    return actors["director"]


def found(director, record_type, words: str) -> list[str]:
    return [record_type.display(each) for each in find_records(record_type, words, director).records]


def filtered(director, **filters) -> list[str]:
    query = ListQuery(DEAL, read_filters(DEAL, filters))
    return [each.name for each in fetch(query, director).records]


@pytest.mark.parametrize("words", ["семен", "Семён", "СЕМЁН фед", "ctvty", "Ctv`y"])
def test_e_and_yo_case_and_layout_are_the_same(actors, director, words):
    new(actors["manager"], "deal", name="Семён Фёдорович")

    assert len(found(director, DEAL, words)) == 1


def test_keys_of_the_other_layout_find(actors, director):
    new(actors["manager"], "deal", name="Кубань")

    assert len(found(director, DEAL, "re,fym")) == 1


def test_a_filter_folds_as_the_search_does(actors, director):
    new(actors["manager"], "deal", name="Семён Фёдорович")

    assert filtered(director, name__contains="федор") == ["Семён Фёдорович"]
    assert filtered(director, name__contains="ФЁДОР") == ["Семён Фёдорович"]


@pytest.mark.parametrize(
    "words",
    ["4951234567", "84951234567", "+74951234567", "1234567", "123-45-67", "8 (495) 123-45-67", "анна 4951234567"],
)
@pytest.mark.parametrize("phone", ["+7 (495) 123-45-67", "84951234567", "8-495-123-45-67 доб. 5"])
def test_a_phone_is_found_by_its_digits(actors, director, words, phone):
    new(actors["manager"], "deal", name="Звонок", contacts=[{"full_name": "Анна", "phone": phone}])

    assert len(found(director, DEAL, words)) == 1


@pytest.mark.parametrize("words", ["{n}", "№{n}", "№ {n}", "Сделка {n}", "сделка №{n}", "Deal {n}"])
def test_a_number_finds_its_record_first(actors, director, words):
    first = DEAL.model.number
    new(actors["manager"], "deal", name="Снеки")
    number = db.session.query(first).one()[0]
    for count in range(2):
        new(actors["manager"], "deal", name=f"Поставка {number}{count} и {number}")

    names = found(director, DEAL, words.format(n=number))

    assert "Снеки" in names[0]


def test_who_is_responsible_finds_the_records(actors, director):
    new(actors["manager"], "deal", name="Снеки", manager=actors["manager"].id)
    with write_transaction():
        db.session.get(Person, actors["manager"].id).last_name = "Королёва"

    assert len(found(director, DEAL, "королева снеки")) == 1
    assert found(director, DEAL, "никто снеки") == []


def test_the_chief_executive_finds_the_company(actors, director):
    new(director, "counterparty", full_organization_name="ООО «Весна»", ceo_name="Пётр Зуев")

    assert found(director, COUNTERPARTY, "петр зуев") == ["ООО «Весна»"]


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_names_are_sorted_as_in_a_dictionary_and_cursors_go_over_them(actors, director, sort):
    names = ["Абрикос", "абрикос2", "Ель", "ёж", "Жук", "Яблоко", "яблоко"]
    for name in sorted(names):
        new(actors["manager"], "deal", name=name)
    right = names[::-1] if sort.startswith("-") else names

    assert [each.name for each in fetch(ListQuery(DEAL, sort=sort), director).records] == right

    paged, after = [], ""
    while after is not None:
        records, after = fetch_after(ListQuery(DEAL, sort=sort, per_page=2), director, after)
        paged += [each.name for each in records]
    assert paged == right


@pytest.mark.parametrize("sort", ["full_organization_name", "-full_organization_name"])
def test_an_order_that_is_kept_is_the_same_and_follows_the_name(actors, director, sort):
    names = ["«Абрикос»", "абрикос2", "Ель", "ёж", "Жук", "Яблоко", "яблоко"]
    for name in sorted(names):
        new(director, "counterparty", full_organization_name=name)
    last = new(director, "counterparty", full_organization_name="Арбуз")
    with unit_of_work(director) as unit:
        update_record(unit, COUNTERPARTY, last, {"full_organization_name": "Якорь"})
    right = [*names, "Якорь"]
    right = right[::-1] if sort.startswith("-") else right

    found = [each.full_organization_name for each in fetch(ListQuery(COUNTERPARTY, sort=sort), director).records]
    assert [name for name in found if name in right] == right

    paged, after = [], ""
    while after is not None:
        records, after = fetch_after(ListQuery(COUNTERPARTY, sort=sort, per_page=3), director, after)
        paged += [each.full_organization_name for each in records]
    assert paged == found


def test_of_a_long_question_the_beginning_is_searched(actors, director):
    new(actors["manager"], "deal", name="Снеки")

    assert found(director, DEAL, f"снеки{' ' * 195}щука") != []
    assert found(director, DEAL, f"снеки{' ' * 194}щука") == []


def test_of_many_words_the_first_ten_are_searched(actors, director):
    new(actors["manager"], "deal", name="Снеки")

    assert found(director, DEAL, "снеки " * 10 + "никто") != []
    assert found(director, DEAL, "снеки " * 9 + "никто") == []


def test_the_type_that_is_named_comes_first(crm, actors):
    for record_type in ("lead", "deal"):
        new(actors["manager"], record_type, name="Снеки", manager=actors["manager"].id)
    page = signed_in(crm, "manager", language="ru").get("/search?q=сделка снеки").text

    assert page.index('href="/deals/') < page.index('href="/leads/', page.index("search-words"))
