"""What templates of documents see of a record: its fields in words, rows, and never more than its readers may read."""

import pytest
from flask_babel import force_locale

from app.engine import NotFound
from app.i18n import local_time
from app.records.rights import template_data as module
from app.records.rights.template_data import register_template_data, template_data, template_names
from app.records.types import registry
from tests.records.samples import fetch, new


@pytest.fixture
def lead(crm, actors):
    person = {"full_name": "Пётр", "phone": "100"}
    return new(
        actors["manager"], "lead", name="Поставка", manager=actors["manager"].id, amount="1500", contacts=[person]
    )


def of_lead(record_id, actor, *seen_by):
    with force_locale("ru"):
        return template_data(registry["lead"], record_id, actor, seen_by)


def test_the_records_own_fields_are_words(lead, actors):
    data = of_lead(lead, actors["manager"])
    assert data["name"] == "Поставка"
    assert data["status"] == "Не обработана"
    assert data["amount"].replace("\xa0", " ").startswith("1 500")
    assert data["manager"] == actors["manager"].name


def test_a_moment_is_words_too(lead, actors):
    received = local_time(fetch("lead", lead).date_received)
    assert of_lead(lead, actors["manager"])["date_received"] == received.strftime("%d.%m.%Y %H:%M")


def test_rows_are_lists(lead, actors):
    [contact] = of_lead(lead, actors["manager"])["contacts"]
    assert (contact["full_name"], contact["phone"]) == ("Пётр", "100")


def test_every_listed_name_is_there(lead, actors):
    data = of_lead(lead, actors["manager"])
    assert {each.name.partition("[")[0] for each in template_names(registry["lead"])} == set(data)


def test_who_may_not_read_the_record_gets_nothing(lead, actors):
    with pytest.raises(NotFound):
        of_lead(lead, actors["manager2"])


def test_one_reader_who_may_not_is_enough(lead, actors):
    with pytest.raises(NotFound):
        of_lead(lead, actors["director"], actors["manager2"])


def test_what_is_not_there_is_not_found(crm, actors):
    with pytest.raises(NotFound):
        of_lead(999, actors["director"])


def test_a_package_adds_a_value(lead, actors):
    register_template_data("lead", "greeting", "Обращение", lambda record, readers: f"{record.name}: {len(readers)}")
    try:
        assert of_lead(lead, actors["manager"])["greeting"] == "Поставка: 1"
        assert "greeting" in [each.name for each in template_names(registry["lead"])]
    finally:
        del module._values["lead"]["greeting"]
