"""What an error means, and where its words stand on a form."""

import pytest
from werkzeug.exceptions import Conflict as ConflictAnswer

from app.engine import NotAllowedNow, NotFound, Refusal
from app.records.commands.verdicts import verdict_of, verdict_on_form
from app.records.errors import Conflict, Forbidden, RecordRefused
from app.records.forms.filling import FormRefused
from app.records.forms.model import Component, Form

FORM = Form(
    key="form",
    components=(
        Component(id="reason", type="textfield", key="reason"),
        Component(id="contacts", type="dynamiclist", key="contacts"),
    ),
)
REFUSAL = Refusal("missing", {"ru": "Нет причины", "en": "There is no reason"}, ["reason"])


@pytest.fixture(autouse=True)
def english(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def test_the_words_of_a_refusal_stand_beside_the_field_that_it_misses():
    assert verdict_of(REFUSAL).over(FORM) == ("", {"reason": ["There is no reason"]})


def test_they_stand_above_a_form_that_does_not_have_the_field():
    assert verdict_of(REFUSAL).over(None) == ("There is no reason", {})


def test_words_of_a_row_stand_beside_its_input():
    refused = FormRefused({"contacts-0-email": ["This is no e-mail address."]})
    assert verdict_of(refused).over(FORM) == ("", {"contacts-0-email": ["This is no e-mail address."]})


def test_words_of_a_field_that_the_form_does_not_have_are_not_lost():
    refused = RecordRefused({"reason": "Fill this in.", "amount": "This is no number."})
    above, beside = verdict_of(refused).over(FORM)
    assert beside == {"reason": ["Fill this in."]}
    assert "This is no number." in above


def test_a_conflict_stands_beside_the_fields_that_both_have_changed():
    verdict = verdict_of(Conflict({"reason": "spam"}, {"reason": "duplicate"}, "Anna", 3))
    assert (verdict.status, list(verdict.over(FORM)[1])) == (409, ["reason"])


@pytest.mark.parametrize("error", [NotFound(), Forbidden()])
def test_no_form_is_shown_where_the_person_may_not_be(error):
    with pytest.raises(type(error)):
        verdict_on_form(error)


def test_the_words_of_a_command_are_its_own():
    verdict = verdict_of(NotAllowedNow("Not now."))
    assert (verdict.status, verdict.kind, verdict.message) == (409, "NotAllowedNow", "Not now.")


def test_a_bare_status_code_says_what_to_do():
    verdict = verdict_of(ConflictAnswer())
    assert (verdict.words, verdict.message.split(".")[0]) == ("", "Somebody was faster")


def test_anything_else_has_broken():
    assert verdict_of(ZeroDivisionError("division by zero")).status == 500
    assert "zero" not in verdict_of(ZeroDivisionError("division by zero")).message
