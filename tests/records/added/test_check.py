"""Added fields beside their record type, beside what uses them, and beside what records hold."""

from pathlib import Path

import pytest

from app.db import db
from app.engine import SYSTEM, deploy, unit_of_work
from app.engine.ground.errors import DeploymentRefused
from app.i18n import localized
from app.records.commands.update import update_record
from app.records.types import registry
from tests.records.forms.sample import file_of
from tests.records.samples import fetch, new
from tests.visitors import signed_in

LIFECYCLE = (Path(__file__).parents[3] / "bpmn" / "deal.lifecycle.yaml").read_text(encoding="utf-8")
DIAGRAM = (Path(__file__).parents[3] / "bpmn" / "deal.bpmn").read_text(encoding="utf-8")
CHECK = """
  - id: floorsNeedArea
    check: floors = null or area != null
    fields: [area]
    message: {ru: Укажите площадь, en: Give the area}
"""


def fields(*lines: str, record_type: str = "deal") -> bytes:
    label = "label: {ru: Поле, en: Field}"
    listed = "".join(f"\n  - {{{line}, {label}}}" for line in lines)
    return f"record_type: {record_type}\nfields:{listed or ' []'}\n".encode()


REMOVED, RETYPED = "field-removed:deal.fields.yaml:floors", "field-type-changed:deal.fields.yaml:floors"
FLOORS, AREA = "name: floors, type: integer", "name: area, type: decimal"


def publish(*confirmed: str, **files: bytes):
    contents = {name.replace("__", "."): content for name, content in files.items()}
    done = deploy(contents, name="fields", actor=SYSTEM, confirmed=confirmed)
    db.session.commit()
    return done


def codes(content: bytes) -> dict[str, str]:
    done = deploy({"deal.fields.yaml": content}, name="fields", actor=SYSTEM, dry_run=True)
    return {problem.code: problem.severity for problem in done.problems}


def test_a_right_file_has_no_problems(crm):
    assert codes(fields(FLOORS, AREA)) == {}


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["name: amount, type: money"], "field-declared"),
        (["name: custom, type: text"], "field-declared"),
        (["name: manager_id, type: integer"], "field-declared"),
        (["name: deal, type: text"], "field-declared"),
        (["name: page, type: text"], "field-declared"),
        (["name: outcome, type: text"], "field-declared"),
        (["name: user, type: text"], "field-declared"),
        (["name: record, type: text"], "field-declared"),
        (["name: id, type: integer"], "field-declared"),
        (["name: stage, type: text"], "field-declared"),
        (["name: display_name, type: text"], "field-declared"),
        (["name: twice, type: integer, formula: flors * 2", FLOORS], "field-formula"),
        (["name: a, type: integer, formula: b", "name: b, type: integer, formula: a"], "field-formula-circle"),
    ],
)
def test_what_does_not_fit_the_record_type_is_an_error(crm, lines, code):
    assert codes(fields(*lines)) == {code: "error"}


def test_an_unknown_record_type_is_an_error(crm):
    assert codes(fields(FLOORS, record_type="deel")) == {"record-type-unknown": "error"}


def test_what_is_published_together_may_use_it(crm):
    form = file_of({"type": "number", "key": "floors"}, record_type="deal", id="floors")
    lifecycle = (LIFECYCLE + CHECK).encode()
    done = publish(deal__fields__yaml=fields(FLOORS, AREA), floors__form=form, deal__lifecycle__yaml=lifecycle)
    assert done.problems == []


def test_a_form_that_cannot_edit_it_is_refused(crm):
    form = file_of({"type": "checkbox", "key": "floors"}, record_type="deal", id="floors")
    with pytest.raises(DeploymentRefused) as refused:
        publish(deal__fields__yaml=fields(FLOORS), floors__form=form)
    assert [problem.code for problem in refused.value.problems] == ["field-unfit"]


def test_what_others_read_is_not_taken_away(crm):
    publish(deal__fields__yaml=fields(FLOORS, AREA), deal__lifecycle__yaml=(LIFECYCLE + CHECK).encode())
    with pytest.raises(DeploymentRefused) as refused:
        publish(deal__fields__yaml=fields(FLOORS))
    assert {problem.code for problem in refused.value.problems} == {"check-name", "check-field-unknown"}


def test_a_diagram_may_read_it_and_keeps_it(crm):
    script = "<bpmn:script>deal.status</bpmn:script>"
    assert script in DIAGRAM
    diagram = DIAGRAM.replace(script, "<bpmn:script>deal.floors</bpmn:script>").encode()
    with pytest.raises(DeploymentRefused):
        publish(deal__bpmn=diagram)
    publish(deal__fields__yaml=fields(FLOORS), deal__bpmn=diagram)
    with pytest.raises(DeploymentRefused):
        publish(deal__fields__yaml=fields(AREA))


class TestWhatRecordsHold:
    @pytest.fixture
    def deal_id(self, actors):
        """A deal of three that has floors; one has none."""
        publish(deal__fields__yaml=fields(FLOORS, AREA))
        new(actors["director"], "deal", name="1")
        return new(actors["director"], "deal", name="2", floors=3)

    def test_removing_an_empty_field_says_nothing(self, deal_id):
        assert codes(fields(FLOORS)) == {}

    def test_removing_a_field_says_how_many_records_hold_it_and_waits(self, deal_id):
        with pytest.raises(DeploymentRefused) as refused:
            publish(deal__fields__yaml=fields(AREA))
        [problem] = refused.value.problems
        assert problem.confirmation == REMOVED
        assert "1" in localized(problem.message, "ru")
        assert "1" in localized(problem.message, "en")
        assert registry["deal"].has_field("floors")

    def test_another_confirmation_is_none(self, deal_id):
        with pytest.raises(DeploymentRefused):
            publish(REMOVED.replace("floors", "area"), deal__fields__yaml=fields(AREA))

    def test_a_confirmed_removal_is_published(self, deal_id):
        publish(REMOVED, deal__fields__yaml=fields(AREA))
        assert not registry["deal"].has_field("floors")

    def test_a_field_that_comes_back_brings_its_values(self, deal_id):
        publish(REMOVED, deal__fields__yaml=fields(AREA))
        publish(deal__fields__yaml=fields(AREA, FLOORS))
        assert registry["deal"].field("floors").get(fetch("deal", deal_id)) == 3

    def test_a_type_is_not_changed_under_values_without_a_word(self, deal_id):
        assert codes(fields("name: floors, type: text", AREA)) == {"field-type-changed": "confirmation"}

    def test_a_confirmed_change_of_type_deletes_the_values_that_nobody_could_read(self, deal_id):
        publish(RETYPED, deal__fields__yaml=fields("name: floors, type: date", AREA))
        assert registry["deal"].field("floors").get(fetch("deal", deal_id)) is None
        assert fetch("deal", deal_id).custom == {}

    def test_a_refused_change_of_type_deletes_nothing(self, deal_id):
        with pytest.raises(DeploymentRefused):
            publish(deal__fields__yaml=fields("name: floors, type: date", AREA))
        assert registry["deal"].field("floors").get(fetch("deal", deal_id)) == 3

    def test_a_type_is_changed_where_nothing_is_held(self, deal_id):
        assert codes(fields(FLOORS, "name: area, type: text")) == {}

    def test_a_field_does_not_come_back_as_something_else_without_a_word(self, deal_id):
        publish(REMOVED, deal__fields__yaml=fields(AREA))
        assert codes(fields(AREA, "name: floors, type: date")) == {"field-type-changed": "confirmation"}


def _choosing(kind: str, *choices: str) -> bytes:
    listed = ", ".join(f"{{id: {each}, label: {{ru: {each}, en: {each}}}}}" for each in choices)
    return fields(f"name: colour, type: {kind}, choices: [{listed}]")


@pytest.mark.parametrize(("kind", "held"), [("choice", "red"), ("choices", ["red", "blue"])])
def test_a_choice_that_records_hold_is_not_taken_away_without_a_word(crm, actors, kind, held):
    publish(deal__fields__yaml=_choosing(kind, "red", "reddish", "blue"))
    deal_id = new(actors["director"], "deal", name="1", colour=held)
    new(actors["director"], "deal", name="2")

    assert codes(_choosing(kind, "red", "blue")) == {}
    assert codes(_choosing(kind, "blue", "red", "green")) == {}
    with pytest.raises(DeploymentRefused) as refused:
        publish(deal__fields__yaml=_choosing(kind, "reddish", "blue"))
    [problem] = refused.value.problems
    assert "red (1)" in localized(problem.message, "ru")
    publish(problem.confirmation, deal__fields__yaml=_choosing(kind, "reddish", "blue"))
    assert registry["deal"].field("colour").get(fetch("deal", deal_id)) == held
    assert signed_in(crm, "director").get(f"/deals/{deal_id}").status_code == 200
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["deal"], deal_id, {"name": "3"})
