"""The `checks` of a lifecycle file and of a form: what they say, and what their author is told."""

import json

import pytest

import app.crm.deal  # noqa: F401
from app.engine.problems.problem import ArtifactUnreadable
from app.i18n import localized
from app.records.forms.check import check_form
from app.records.forms.parse import parse_form
from app.records.lifecycle.check import check_lifecycle
from app.records.lifecycle.parse import parse_lifecycle
from tests.records.forms.sample import contacts, file_of, text

LIFECYCLE = """\
record_type: deal
statuses: [{id: new, initial: true}]
roles:
  manager: {attribute: manager}
permissions:
  manager: {write: all}
checks:
  - id: resumedLater
    check: resume_date = null or resume_date >= date_received
    fields: [resume_date]
    message: {ru: Раньше получения, en: Before it was received}
  - id: reachable
    rows: contacts
    check: phone != null or email != null or deal.manager = null
    fields: [phone, email]
    message: {ru: Как связаться, en: How to reach them}
"""
CHECKED = {
    "id": "inOrder",
    "check": "until = null or until >= since",
    "fields": ["until"],
    "message": {"ru": "Раньше начала", "en": "Before the beginning"},
}


def problems(content: str) -> list:
    try:
        return list(check_lifecycle(parse_lifecycle("deal.lifecycle.yaml", content.encode())[1]))
    except ArtifactUnreadable as unreadable:
        return unreadable.problems


def problems_of_form(**changes) -> list:
    content = file_of(text("since"), text("until"), contacts(), checks=[CHECKED | changes])
    try:
        return list(check_form(parse_form("sample.form", content)[1]))
    except ArtifactUnreadable as unreadable:
        return unreadable.problems


def test_right_checks_have_no_problems():
    assert problems(LIFECYCLE) == []


def test_a_check_says_where_its_words_stand():
    dates, reachable = parse_lifecycle("deal.lifecycle.yaml", LIFECYCLE.encode())[1].checks
    assert (dates.places(), reachable.places(2)) == (("resume_date",), ("contacts-2-phone", "contacts-2-email"))


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "says"),
    [
        ("resume_date >= date", "resume_date >= dat", "check-name", 8, "date_received"),
        ("resume_date >= date_received", "resume_date >=", "check-malformed", 8, "resumedLater"),
        ("check: resume_date = null or resume_date >= date_received", "check: '\"yes\"'", "check-not-boolean", 8, ""),
        ("check: resume_date = null or resume_date >= date_received", "check: 1 + 1", "check-not-boolean", 8, ""),
        ("fields: [resume_date]", "fields: [resume_dat]", "check-field-unknown", 8, "resume_dat"),
        ("fields: [resume_date]", "fields: resume_date", "checks-shape", 8, "fields"),
        ("    fields: [resume_date]\n", "", "check-key-missing", 8, "fields"),
        ("    fields: [resume_date]", "    field: [resume_date]", "check-key-unknown", 8, "field"),
        (", en: Before it was received", "", "check-language-missing", 8, "en"),
        ("{ru: Раньше получения, en: Before it was received}", "Раньше", "checks-shape", 8, "message"),
        ("id: reachable", "id: resumedLater", "check-id-duplicate", 12, "resumedLater"),
        ("id: reachable", "id: 1st", "check-id", 12, "1st"),
        ("rows: contacts", "rows: manager", "check-rows-unknown", 12, "manager"),
        ("phone != null or", "phon != null or", "check-name", 12, "phon"),
        ("fields: [phone, email]", "fields: [manager]", "check-field-unknown", 12, "manager"),
        ("  - id: reachable", "  - reachable\n  - id: reachable", "checks-shape", 12, "checks[1]"),
    ],
)
def test_each_mistake_is_named_with_its_line(old, new, code, line, says):
    content = LIFECYCLE.replace(old, new, 1)
    assert content != LIFECYCLE

    found = next(each for each in problems(content) if each.code == code)

    assert (found.line, found.is_error) == (line, True)
    assert says in localized(found.message, "ru")
    assert says in localized(found.message, "en")


def test_checks_are_a_list():
    assert [each.code for each in problems(LIFECYCLE.split("checks:")[0] + "checks: none")] == ["checks-shape"]


def test_aliases_that_repeat_themselves_end():
    bomb = LIFECYCLE.replace("fields: [resume_date]", "fields: &a [*a]")
    assert [each.code for each in problems(bomb)][:1] in (["yaml-unreadable"], ["checks-shape"])


def test_a_form_may_check_its_own_keys():
    assert problems_of_form() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"check": "untill = null"}, "check-name"),
        ({"fields": ["untill"]}, "check-field-unknown"),
        ({"rows": "since"}, "check-rows-unknown"),
        ({"rows": "contacts", "check": "email != null", "fields": ["phone"]}, "check-field-unknown"),
        ({"message": {"ru": "Раньше"}}, "check-language-missing"),
        ({"check": 5}, "checks-shape"),
    ],
)
def test_a_mistake_in_a_form_is_named(changes, code):
    [problem] = problems_of_form(**changes)
    assert (problem.code, problem.is_error) == (code, True)


def test_a_check_of_a_form_is_found_by_its_line():
    [problem] = problems_of_form(check="untill = null")
    lines = file_of(text("since"), text("until"), contacts(), checks=[CHECKED]).decode().splitlines()
    assert json.dumps("inOrder") in lines[problem.line - 1]
