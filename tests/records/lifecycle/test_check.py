"""A lifecycle file beside the record type that it belongs to."""

from dataclasses import replace

import pytest

import app.crm.deal
import app.crm.lead  # noqa: F401
from app.engine import artifact
from app.engine.deploying.deployment_set import checking
from app.engine.deploying.read_files import ReadFiles
from app.records.fields import MoneyField
from app.records.lifecycle.check import check_lifecycle, lifecycle_names
from app.records.lifecycle.parse import parse_lifecycle
from app.records.types import registry
from tests.words import english

TEXT = """\
record_type: deal
statuses: [{id: new, initial: true}]
roles:
  manager: {attribute: manager}
permissions:
  manager: {write: all}
"""


def codes(text: str) -> dict[str, str]:
    return {problem.code: problem.severity for problem in check_lifecycle(parse_lifecycle("x", text.encode())[1])}


def test_a_right_file_has_no_problems():
    assert codes(TEXT) == {}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("record_type: deal", "record_type: deel", "record-type-unknown"),
        ("attribute: manager", "attribute: boss", "attribute-unknown"),
        ("attribute: manager", "attribute: name", "attribute-not-person"),
        ("attribute: manager", "attribute: viewers", "attribute-many"),
        ("attribute: manager", "attribute: manager, many: true", "attribute-single"),
        ("statuses: [{id: new, initial: true}]", "statuses: []", "statuses-needed"),
        ("permissions:", "actions: {assign-manger: [manager]}\npermissions:", "action-unknown"),
    ],
)
def test_what_does_not_fit_the_record_type_is_an_error(old, new, code):
    assert codes(TEXT.replace(old, new))[code] == "error"


def test_what_is_never_used_is_a_warning():
    text = TEXT.replace("roles:", "stages: [{id: far}]\nroles:\n  idle: {group: nobody}")

    assert codes(text) == {"stage-unused": "warning", "role-unused": "warning"}


def test_it_tells_diagrams_its_statuses_and_roles():
    lifecycle = parse_lifecycle("x", TEXT.encode())[1]

    assert lifecycle_names(lifecycle) == {"statuses": ["new"], "roles": ["manager"], "writers": ["manager"]}


def test_a_role_that_everyone_has_cannot_be_asked_by_a_diagram():
    text = TEXT.replace("roles:", "roles:\n  all: {everyone: true}").replace(
        "write: all}", "write: all}\n  all: {read: all}"
    )

    assert lifecycle_names(parse_lifecycle("x", text.encode())[1])["roles"] == ["manager"]


@pytest.mark.parametrize(("status", "found"), [("new", []), ("nev", ["formula-text-unknown"])])
def test_a_formula_of_the_program_is_held_to_the_statuses_that_come(monkeypatch, crm, status, found):
    """The program is there before its lifecycle: what it compares with is known when the file is published."""
    amount = MoneyField("amount", "Budget", formula=f'if status = "{status}" then 1 else 2')
    fields = [amount if each.name == "amount" else each for each in registry["deal"].declared_fields]
    monkeypatch.setitem(registry._types, "deal", replace(registry["deal"], fields=tuple(fields)))
    together = ReadFiles([])
    with checking(together):
        problems = check_lifecycle(artifact("lifecycle", "deal").parsed, together)
    assert [each.code for each in problems if each.is_error] == found


def test_a_group_that_is_not_there_is_a_warning(crm):
    text = TEXT.replace("attribute: manager", "attribute: manager, fallback_group: crm-ccо")  # a Cyrillic о

    found = {problem.code: problem for problem in check_lifecycle(parse_lifecycle("x", text.encode())[1])}
    problem = found["group-unknown"]

    assert problem.severity == "warning"
    assert "crm-cco" in english(problem.suggestion)
