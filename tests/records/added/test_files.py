"""A field of files that an analyst has added: filled, read, found, counted and anonymised like a declared one."""

import io

import pytest

from app.db import write_transaction
from app.engine import DeploymentRefused, unit_of_work
from app.i18n import localized
from app.records.commands.anonymising import anonymise_record
from app.records.commands.update import update_record
from app.records.forms.attached import file_field
from app.records.listing.filters import Filter
from app.records.listing.query import ListQuery, fetch
from app.records.rights.feel_views import ReadableView
from app.records.types import registry
from app.records.values.of_records import values_of
from tests.files import samples
from tests.files.samples import uploaded
from tests.records.added.test_fields import NONE, publish
from tests.records.commands.test_anonymising import everything_kept
from tests.records.forms.sample import form_of
from tests.records.samples import fetch as read
from tests.records.samples import new
from tests.visitors import signed_in

PLAN = "  - {name: plan, type: file, label: {ru: План, en: Plan}, accept: [application/pdf], personal: true}\n"
PHOTOS = "  - {name: photos, type: file, many: true, label: {ru: Снимки, en: Photos}}\n"
FILE = f"record_type: deal\nfields:\n{PLAN}{PHOTOS}"
NAME = "План Петра Ильича.pdf"


@pytest.fixture
def upload(actors):
    def give(name: str = NAME, content: bytes = samples.PDF, who: str = "director") -> int:
        with write_transaction():
            return uploaded(actors[who].id, content, name)

    return give


@pytest.fixture
def deal_id(actors, upload) -> int:
    publish(FILE)
    photos = [upload("двор.png", samples.PNG), upload("дом.png", samples.PNG)]
    return new(actors["director"], "deal", name="1", plan=upload(), photos=photos)


def held(deal_id: int, name: str):
    return values_of(registry["deal"], read("deal", deal_id), [name])[name]


def found(director, operator: str, words: str) -> list[int]:
    query = ListQuery(registry["deal"], filters=(Filter("plan", operator, words),), every_status=True)
    return [each.id for each in fetch(query, director).records]


def test_it_is_found_by_name_and_when_it_is_empty(deal_id, actors):
    other = new(actors["director"], "deal", name="2")
    assert found(actors["director"], "contains", "петра") == [deal_id]
    assert found(actors["director"], "empty", "yes") == [other]


def test_expressions_read_it(deal_id, actors):
    record = ReadableView(registry["deal"], deal_id, actors["director"])
    assert record["plan"]["name"] == NAME
    assert len(record["photos"]) == 2


def test_the_card_shows_it_and_its_content_is_for_who_may_read_the_record(crm, deal_id, actors):
    update = {"manager": actors["manager"].id}
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["deal"], deal_id, update)
    address = f"/deals/{deal_id}/files/{held(deal_id, 'plan').id}"
    own = signed_in(crm, "manager")
    assert NAME in own.get(f"/deals/{deal_id}").text
    assert own.get(address).data == samples.PDF
    assert signed_in(crm, "manager2").get(address).status_code == 404


def test_the_history_names_the_file_that_went_and_the_one_that_came(crm, deal_id, actors, upload):
    new_plan = upload("Новый план.pdf")
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["deal"], deal_id, {"plan": new_plan})
    page = signed_in(crm, "director").get(f"/deals/{deal_id}?tab=history").text
    assert NAME in page
    assert "Новый план.pdf" in page


def test_a_program_attaches_one_and_is_refused_what_the_field_does_not_take(deal_id, sign_in):
    client = sign_in("director")

    def send(name: str, content: bytes):
        data = {"file": (io.BytesIO(content), name)}
        return client.post("/api/v1/deals/files?field=plan", data=data, content_type="multipart/form-data")

    given = send("б.pdf", samples.PDF)
    assert given.status_code == 201
    headers = {"If-Match": client.get(f"/api/v1/deals/{deal_id}").headers["ETag"]}
    answer = client.patch(f"/api/v1/deals/{deal_id}", json={"plan": given.json["id"]}, headers=headers)
    assert answer.json["plan"]["name"] == "б.pdf"
    assert send("б.png", samples.PNG).status_code in (415, 422)


def test_an_older_form_takes_no_file_for_what_people_only_read_now(deal_id):
    """A form that is published now is told so; one that was published before the program was renewed stands there."""
    publish(FILE.replace("type: file, label: {ru: План", "type: file, read_only: true, label: {ru: План"))
    inputs = ({"type": "filepicker", "key": name, "label": name} for name in ("plan", "photos", "name"))
    form = form_of(*inputs, record_type="deal")
    assert [file_field(form, name) is not None for name in ("plan", "photos", "name")] == [False, True, False]


def test_anonymising_removes_the_personal_one_and_keeps_the_others(deal_id, actors):
    with unit_of_work(actors["admin"]) as unit:
        anonymise_record(unit, registry["deal"], deal_id)
    assert held(deal_id, "plan") is None
    assert len(held(deal_id, "photos")) == 2
    assert NAME.lower() not in everything_kept().lower()


class TestRemoving:
    REMOVED = "field-removed:plan"

    def test_it_says_how_many_records_hold_files(self, deal_id):
        with pytest.raises(DeploymentRefused) as refused:
            publish(NONE)
        told = {problem.element_id: localized(problem.message, "en") for problem in refused.value.problems}
        assert "records that hold a value: 1" in told["plan"]
        assert "records that hold a value: 1" in told["photos"]

    def test_its_files_are_handed_out_no_more_and_come_back_with_the_field(self, crm, deal_id, upload):
        address = f"/deals/{deal_id}/files/{held(deal_id, 'plan').id}"
        publish(f"record_type: deal\nfields:\n{PHOTOS}", confirmed=_asked(f"record_type: deal\nfields:\n{PHOTOS}"))
        assert signed_in(crm, "director").get(address).status_code == 404
        publish(FILE)
        assert signed_in(crm, "director").get(address).data == samples.PDF

    def test_another_type_takes_them_away_when_it_is_confirmed(self, deal_id):
        text = FILE.replace("type: file, label: {ru: План", "type: text, label: {ru: План")
        text = text.replace(", accept: [application/pdf]", "")
        publish(text, confirmed=_asked(text))
        assert held(deal_id, "plan") is None
        publish(FILE)
        assert held(deal_id, "plan") is None

    def test_one_file_instead_of_several_is_asked(self, deal_id):
        assert [each.partition(":")[0] for each in _asked(FILE.replace("many: true, ", ""))] == ["field-type-changed"]


def _asked(text: str) -> list[str]:
    """What the publication of a file asks to confirm."""
    with pytest.raises(DeploymentRefused) as refused:
        publish(text)
    return [problem.confirmation for problem in refused.value.problems]
