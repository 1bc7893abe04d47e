"""A form beside the record type whose fields it edits."""

import pytest

import app.crm.counterparty
import app.crm.deal
import app.crm.lead  # noqa: F401
from app.records.forms.check import check_form, form_names
from tests.records.forms.sample import contacts, form_of, text
from tests.words import english


def found(*components: dict, record_type: str = "lead") -> list:
    return list(check_form(form_of(*components, record_type=record_type)))


def test_a_right_form_has_no_problems():
    assert (
        found(text("name"), contacts(), text("other", conditional={"hide": "=lead.manager = null or name = null"}))
        == []
    )


@pytest.mark.parametrize(
    ("component", "code"),
    [
        ({"type": "number", "key": "name"}, "field-unfit"),
        (text("manager"), "field-unfit"),
        (text("number"), "field-read-only"),
        (text("x", conditional={"hide": '=statsu = "new"'}), "feel-name"),
        (text("x", conditional={"hide": "=lead.mangaer = null"}), "feel-name"),
        ({"type": "select", "key": "x", "properties": {"entity": "planet"}}, "entity-unknown"),
        ({"type": "select", "key": "x", "properties": {"choices": "colours"}}, "choices-unknown"),
        (contacts(text("shoe_size")), "row-field-unknown"),
    ],
)
def test_what_does_not_fit_is_an_error(component, code):
    [problem] = found(component)

    assert (problem.code, problem.is_error) == (code, True)


def test_the_right_name_is_suggested():
    [problem] = found(text("x", conditional={"hide": "=lead.mangaer = null"}))

    assert "manager" in english(problem.message)


def test_a_field_that_is_only_shown_may_be_one_of_the_process():
    assert found(text("number", disabled=True)) == []


def test_a_longer_limit_than_the_field_has_is_a_warning():
    [problem] = found(text("name", validate={"maxLength": 1000}))

    assert (problem.code, problem.is_error) == ("field-too-long", False)


def test_an_unknown_record_type_is_an_error():
    [problem] = found(record_type="leed")

    assert problem.code == "record-type-unknown"
    assert "lead" in english(problem.suggestion)


def test_what_is_no_field_of_the_record_is_a_process_variable():
    form = form_of(text("name"), text("comment"), text("status"), record_type="lead")

    names = form_names(form)
    assert names["variables"] == ["comment", "status"]
    assert names["lead.shown"] == names["lead.written"] == ["name"]


def test_without_a_record_type_everything_is_a_process_variable():
    assert form_names(form_of(text("name"))) == {"variables": ["name"]}
