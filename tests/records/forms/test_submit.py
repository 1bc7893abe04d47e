"""What a person gave to a form: taken, typed, or sent back with words."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

import app.crm.lead  # noqa: F401
from app.records.forms.posted import read_post
from app.records.forms.schema import submit
from app.written import Written
from tests.records.forms.sample import People, contacts, form_of, text

MANAGER = {"type": "select", "key": "boss", "properties": {"entity": "person"}}
COLOUR = {"type": "select", "key": "colour", "properties": {"choices": "colour"}}

pytestmark = pytest.mark.usefixtures("app")


def given(component: dict, value, **options):
    return submit(form_of(component), {component.get("key") or component["path"]: value}, People(), **options)


def value_of(component: dict, value):
    submission = given(component, value)
    assert submission.errors == {}
    return submission.values[component.get("key") or component["path"]]


def words_of(component: dict, value) -> list[str]:
    submission = given(component, value)
    assert list(submission.errors) == [component.get("key")]
    return submission.errors[component["key"]]


@pytest.mark.parametrize(
    ("component", "raw", "value"),
    [
        (text("x"), "  Ромашка ", "Ромашка"),
        (text("x"), "", None),
        (text("x"), None, None),
        ({"type": "number", "key": "x"}, Written("1 250 000,50"), Decimal("1250000.50")),
        ({"type": "number", "key": "x"}, Written("1\u00a0250.5"), Decimal("1250.5")),
        ({"type": "number", "key": "x"}, 7, Decimal(7)),
        ({"type": "checkbox", "key": "x"}, "true", True),
        ({"type": "checkbox", "key": "x"}, "false", False),
        ({"type": "checkbox", "key": "x"}, True, True),
        (COLOUR, "red", "red"),
        (MANAGER, "1", 1),
        ({"type": "taglist", "key": "x", "properties": {"entity": "person"}}, ["1", "2", "1"], [1, 2]),
        ({"type": "checklist", "key": "x", "properties": {"choices": "c"}}, ["red"], ["red"]),
        ({"type": "checklist", "key": "x", "properties": {"choices": "c"}}, [], []),
        ({"type": "datetime", "key": "x", "subtype": "date"}, "2026-11-24", date(2026, 11, 24)),
        ({"type": "datetime", "key": "x", "subtype": "time"}, "14:05", time(14, 5)),
    ],
)
def test_values_are_typed(component, raw, value):
    assert value_of(component, raw) == value


@pytest.mark.parametrize(
    ("decimals", "taken", "refused", "words"),
    [
        (0, "7", "7.5", "This must be a whole number."),
        (1, "7.5", "7.55", "At most 1 decimal."),
        (1, "7.50", "7.51", "At most 1 decimal."),
        (3, "7.555", "7.5555", "At most 3 decimals."),
        (10, "9000000000000000000", "9000000000000000000.00000000001", "At most 10 decimals."),
        (25, "-999999999999.5", f"0.{'0' * 25}1", "At most 25 decimals."),
        (10**12, "0.125", "1e19", "This number is too large."),
    ],
)
def test_a_number_has_as_many_decimals_as_the_form_says(decimals, taken, refused, words):
    component = {"type": "number", "key": "x", "decimalDigits": decimals}

    assert value_of(component, taken) == Decimal(taken)
    with force_locale("en"):
        assert words_of(component, refused) == [words]


def test_a_list_has_at_most_500_rows():
    rows = [{"full_name": "Анна"}] * 500
    assert len(value_of(contacts(text("full_name")), rows)) == 500
    refused = given(contacts(text("full_name")), [*rows, {"full_name": "Иван"}])
    assert "500" in refused.errors["contacts"][0]


def test_a_moment_is_that_of_the_persons_zone():
    component = {"type": "datetime", "key": "x", "subtype": "datetime"}

    assert value_of(component, "2026-11-24T14:05") == datetime(2026, 11, 24, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("component", "raw"),
    [
        (text("x", validate={"required": True}), "   "),
        (text("x", validate={"minLength": 3}), "ab"),
        (text("x", validate={"maxLength": 3}), "abcd"),
        (text("x", validate={"pattern": "^[0-9]+$"}), "12a"),
        (text("x", validate={"validationType": "email"}), "anna@"),
        (text("x"), ["a", "list"]),
        (text("x"), "with\x00nothing"),
        ({"type": "number", "key": "x"}, "seven"),
        ({"type": "number", "key": "x"}, "1e999999999"),
        ({"type": "number", "key": "x"}, True),
        ({"type": "number", "key": "x", "decimalDigits": 0}, "1,5"),
        ({"type": "number", "key": "x", "decimalDigits": 2}, "1.005"),
        ({"type": "number", "key": "x", "validate": {"min": 1}}, "0"),
        ({"type": "number", "key": "x", "validate": {"max": 1}}, "2"),
        ({"type": "checkbox", "key": "x", "validate": {"required": True}}, "false"),
        (COLOUR, "green"),
        (COLOUR, {"value": "red"}),
        (MANAGER, "3"),
        (MANAGER, "Анна"),
        ({"type": "datetime", "key": "x", "subtype": "date"}, "31.02.2026"),
        ({"type": "datetime", "key": "x", "subtype": "time"}, "25:00"),
    ],
)
def test_what_does_not_fit_comes_back_with_words(component, raw):
    assert all(words_of(component, raw))


def test_the_forms_own_words_for_a_pattern_are_used():
    component = text("x", validate={"pattern": "^[0-9]+$", "patternErrorMessage": "Только цифры"})

    assert words_of(component, "a") == ["Только цифры"]


def test_a_pattern_that_never_ends_does_not_hang():
    assert words_of(text("x", validate={"pattern": "^(a+)+$"}), "a" * 40 + "!")


def test_a_key_that_is_not_in_the_form_is_refused():
    submission = submit(form_of(text("name")), {"name": "x", "is_admin": "true"}, People())

    assert list(submission.errors) == ["is_admin"]


def test_a_required_field_that_is_not_there_is_missing():
    assert list(submit(form_of(text("name", validate={"required": True})), {}, People()).errors) == ["name"]


def test_a_change_of_single_fields_may_leave_required_ones_out():
    form = form_of(text("name", validate={"required": True}), text("company"))

    assert submit(form, {"company": "x"}, People(), partial=True).values == {"company": "x"}
    assert list(submit(form, {"name": ""}, People(), partial=True).errors) == ["name"]


def test_a_field_that_cannot_be_edited_is_not_taken():
    assert submit(form_of(text("number", disabled=True)), {"number": "13"}, People()).values == {}


REASON = text("reason", validate={"required": True}, conditional={"hide": '=status != "disqualified"'})


def test_a_hidden_field_is_neither_required_nor_taken():
    submission = submit(form_of(text("status"), REASON), {"status": "new", "reason": "Спам"}, People())

    assert submission.values == {"status": "new"}
    assert submission.is_valid


def test_the_same_field_is_required_when_it_is_shown():
    submission = submit(form_of(text("status"), REASON), {"status": "disqualified", "reason": ""}, People())

    assert list(submission.errors) == ["reason"]


def test_a_condition_reads_the_record_too():
    component = text("reason", conditional={"hide": "=lead.counterparty = null"})

    assert submit(form_of(component), {"reason": "x"}, People(), {"lead": {"counterparty": None}}).values == {}


def test_rows_of_a_list_are_checked_one_by_one():
    rows = [{"full_name": "Анна", "email": "anna@example.org"}, {"full_name": "Иван", "email": "иван"}]

    submission = submit(form_of(contacts()), {"contacts": rows}, People())

    assert list(submission.errors) == ["contacts-1-email"]
    assert submission.raw["contacts"][1]["email"] == "иван"


def test_only_one_row_is_the_main_one():
    main = {"type": "checkbox", "key": "main", "properties": {"atMostOne": "true"}}

    submission = submit(form_of(contacts(main)), {"contacts": [{"main": "true"}, {"main": "true"}]}, People())

    assert list(submission.errors) == ["contacts-1-main"]


@pytest.mark.parametrize("rows", ["text", {"a": 1}, ["row"], [{"full_name": "x", "role": "admin"}], [{}] * 501])
def test_what_is_no_list_of_rows_is_refused(rows):
    assert submit(form_of(contacts()), {"contacts": rows}, People()).errors


def test_scripts_are_cleaned_out_of_rich_text():
    component = {"type": "textarea", "key": "x", "properties": {"richText": "true"}}

    assert value_of(component, "<p onclick=a()>Да<script>b()</script></p>") == "<p>Да</p>"


def test_values_are_split_into_record_and_process():
    form = form_of(text("name"), text("comment"), record_type="lead")

    submission = submit(form, {"name": "Ромашка", "comment": "Звонил"}, People())

    assert submission.record_fields == {"name": "Ромашка"}
    assert submission.variables == {"comment": "Звонил"}


def test_a_field_of_the_record_keeps_the_limits_of_the_record():
    submission = submit(form_of(text("name"), record_type="lead"), {"name": "x" * 256}, People())

    assert list(submission.errors) == ["name"]


class TestPost:
    def test_only_the_forms_own_values_are_taken(self):
        posted = MultiDict({"name": "x", "csrf_token": "y", "outcome": "z"})

        assert read_post(form_of(text("name")), posted) == {"name": "x"}

    def test_a_box_that_is_not_ticked_is_no(self):
        form = form_of({"type": "checkbox", "key": "main"})

        assert read_post(form, MultiDict([("main", "false")])) == {"main": "false"}
        assert read_post(form, MultiDict([("main", "false"), ("main", "true")])) == {"main": "true"}

    def test_an_emptied_list_of_people_is_an_empty_list(self):
        form = form_of({"type": "taglist", "key": "who", "properties": {"entity": "person"}})

        assert read_post(form, MultiDict([("who", "")])) == {"who": []}
        assert read_post(form, MultiDict([("who", ""), ("who", "1"), ("who", "2")])) == {"who": ["1", "2"]}

    def test_rows_are_in_the_order_in_which_they_stand_on_the_page_whatever_their_numbers(self):
        posted = MultiDict(
            [
                ("contacts", ""),
                ("contacts-10-full_name", "Анна"),
                ("contacts-2-full_name", "Вера"),
                ("contacts-10-email", "a"),
            ]
        )

        assert read_post(form_of(contacts()), posted) == {
            "contacts": [{"full_name": "Анна", "email": "a"}, {"full_name": "Вера"}]
        }

    def test_a_list_without_rows_is_empty_and_one_that_was_not_posted_is_not_there(self):
        assert read_post(form_of(contacts()), MultiDict([("contacts", "")])) == {"contacts": []}
        assert read_post(form_of(contacts()), MultiDict()) == {}
