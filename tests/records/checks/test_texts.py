"""A status or choice that is misspelt is refused wherever an artifact compares with it, not only in diagrams."""

import json

import pytest

from app.cli.prepare import shipped_files
from app.engine import SYSTEM, DeploymentRefused, deploy
from app.i18n import localized
from tests.records.forms.sample import text

LIFECYCLE = "deal.lifecycle.yaml"
CHECK = """
  - id: sample
    check: {check}
    fields: [name]
    message: {{ru: Нет, en: No}}
"""


def in_a_check(expression: str) -> dict[str, bytes]:
    lines = shipped_files()[LIFECYCLE].decode()
    return {LIFECYCLE: lines.replace("checks:\n", f"checks:{CHECK.format(check=expression)}", 1).encode()}


def in_a_condition(expression: str) -> dict[str, bytes]:
    return form({"id": "one", **text("name")} | {"conditional": {"hide": f"={expression}"}})


def in_a_shown_value(expression: str) -> dict[str, bytes]:
    return form({"id": "shown", "type": "text", "text": f'=if {expression} then "a" else "b"'})


def in_a_check_of_a_form(expression: str) -> dict[str, bytes]:
    check = {"id": "one", "check": expression, "fields": ["name"], "message": {"ru": "Нет", "en": "No"}}
    return form({"id": "one", **text("name")}, checks=[check])


def in_a_formula(expression: str) -> dict[str, bytes]:
    field = f"{{name: told, type: boolean, formula: '{expression}', label: {{ru: Да, en: Yes}}}}"
    return {"deal.fields.yaml": f"record_type: deal\nfields:\n  - {field}\n".encode()}


def form(*components: dict, **more) -> dict[str, bytes]:
    content = {"type": "default", "id": "sample", "schemaVersion": 19, "components": components}
    return {"sample.form": json.dumps(content | {"properties": {"recordType": "deal"}} | more).encode()}


PLACES = pytest.mark.parametrize(
    "place", [in_a_check, in_a_condition, in_a_shown_value, in_a_check_of_a_form, in_a_formula]
)


@PLACES
@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('deal.status = "compleated"', "completed"),
        ('status in ("new", "pauze")', "pause"),
        ('refusal_reason != "expensiv"', "expensive"),
        ('deal.stage = "victry"', "victory"),
        ('contract.status = "activ"', "active"),
    ],
)
def test_a_word_that_is_misspelt_is_refused_with_the_one_that_was_meant(crm, place, wrong, right):
    with pytest.raises(DeploymentRefused) as told:
        deploy(place(wrong), name="x", actor=SYSTEM)
    (problem,) = [each for each in told.value.problems if each.code == "text-unknown"]
    assert right in localized(problem.suggestion)


@PLACES
def test_a_word_that_is_there_is_not_refused(crm, place):
    problems = deploy(place('status != "completed"'), name="x", actor=SYSTEM, dry_run=True).problems
    assert [each.code for each in problems if each.is_error] == []


def test_a_status_that_comes_with_the_same_deployment_is_known(crm):
    both = in_a_condition('status = "checked"')
    status = "statuses:\n  - {id: checked, label: {ru: Проверена, en: Checked}, stage: won}\n"
    lines = shipped_files()[LIFECYCLE].decode()
    stage = lines.split("stages:\n")[1].split("id: ")[1].split("\n")[0]
    both[LIFECYCLE] = lines.replace("statuses:\n", status.replace("won", stage), 1).encode()
    problems = deploy(both, name="x", actor=SYSTEM, dry_run=True).problems
    assert [each.code for each in problems if each.is_error] == []


def test_a_status_that_a_form_compares_with_is_not_removed(crm):
    deploy(in_a_condition('status = "community"'), name="x", actor=SYSTEM)
    lines = shipped_files()[LIFECYCLE].decode()
    renamed = lines.replace("  - id: community", "  - id: communities\n    replaces: [community]")
    with pytest.raises(DeploymentRefused) as told:
        deploy({LIFECYCLE: renamed.encode()}, name="x", actor=SYSTEM)
    assert "text-unknown" in {each.code for each in told.value.problems}


def in_a_diagram(condition: str) -> dict[str, bytes]:
    lines = shipped_files()["deal.bpmn"].decode()
    return {"deal.bpmn": lines.replace("deal.manager != null</bpmn", f"{condition}</bpmn", 1).encode()}


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('deal.counterparty.counterparty_kind = "legalEntyty"', "legalEntity"),
        ('record.contract.status in ("activ", "draft")', "active"),
        ('deal.refusal_reason = "expensiv"', "expensive"),
        ('deal.stage = "victry"', "victory"),
    ],
)
def test_a_diagram_is_held_to_what_stands_behind_its_record(crm, wrong, right):
    with pytest.raises(DeploymentRefused) as told:
        deploy(in_a_diagram(wrong), name="x", actor=SYSTEM)
    (problem,) = [each for each in told.value.problems if each.code == "text-unknown"]
    assert right in localized(problem.suggestion)


@pytest.mark.parametrize("right", ['deal.contract.status = "active"', 'deal.name = "whatever"', 'deal.stage != ""'])
def test_a_diagram_that_names_what_is_there_is_published(crm, right):
    problems = deploy(in_a_diagram(right), name="x", actor=SYSTEM, dry_run=True).problems
    assert [each.code for each in problems if each.is_error] == []


def in_a_table(subject: str, cell: str) -> dict[str, bytes]:
    lines = shipped_files()["contract-approvers.dmn"].decode()
    written = lines.replace("record.kind", subject).replace('<text>"purchase"</text>', f"<text>{cell}</text>", 1)
    return {"contract-approvers.dmn": written.encode()}


@pytest.mark.parametrize(
    ("subject", "cell", "right"),
    [
        ("record.kind", '"purchaze"', "purchase"),
        ("record.status", '"active", "drafft"', "draft"),
        ("record.counterparty.counterparty_kind", 'not("legalEntyty")', "legalEntity"),
        ("record.status", '? = "drafft" or ? in ("active", "draft")', "draft"),
        ('if record.status = "drafft" then "a" else "b"', '"a"', "draft"),
    ],
)
def test_a_decision_table_is_held_to_the_records_of_the_diagrams_that_ask_it(crm, subject, cell, right):
    with pytest.raises(DeploymentRefused) as told:
        deploy(in_a_table(subject, cell), name="x", actor=SYSTEM)
    found = [each for each in told.value.problems if each.code == "decision-text-unknown"]
    assert found
    assert all(right in localized(each.suggestion) for each in found)


@pytest.mark.parametrize("cell", ['"purchase"', '"purchase", "supply"', "-", 'not("supply")', ""])
def test_a_decision_table_that_names_what_is_there_is_published(crm, cell):
    problems = deploy(in_a_table("record.kind", cell), name="x", actor=SYSTEM, dry_run=True).problems
    assert [each.code for each in problems if each.is_error] == []
