"""A process changes its own record, what it made and what people have linked with it, and nothing else."""

from itertools import pairwise

import pytest

from app.cli.prepare import shipped_files
from app.db import db
from app.engine import SYSTEM, TechnicalFailure, deploy, start_process, unit_of_work
from tests.records.samples import fetch, new
from tests.visitors import signed_in

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' id="d" targetNamespace="t"><process id="foreign" name="Чужая схема" isExecutable="true"'
    ' camunda:isStartableInTasklist="false">'
)


def _diagram(*tasks: tuple[str, dict[str, str]], record_type: str = "") -> bytes:
    """A process that does one service task after the other."""
    about = f'<camunda:property name="recordType" value="{record_type}"/>' if record_type else ""
    parts = [
        f"<extensionElements><camunda:properties>{about}</camunda:properties></extensionElements>" if about else ""
    ]
    ids = ["start", *(f"task{number}" for number in range(len(tasks))), "end"]
    parts.append('<startEvent id="start"/>')
    for number, (topic, inputs) in enumerate(tasks):
        given = "".join(
            f'<camunda:inputParameter name="{name}">{value}</camunda:inputParameter>' for name, value in inputs.items()
        )
        parts.append(
            f'<serviceTask id="task{number}" camunda:type="external" camunda:topic="{topic}"><extensionElements>'
            f"<camunda:inputOutput>{given}</camunda:inputOutput></extensionElements></serviceTask>"
        )
    parts.append('<endEvent id="end"/>')
    parts += [
        f'<sequenceFlow id="f{number}" sourceRef="{one}" targetRef="{other}"/>'
        for number, (one, other) in enumerate(pairwise(ids))
    ]
    return (HEAD + "".join(parts) + "</process></definitions>").encode()


def _update(values: str, record_type: str = "", record_id: int | str = "") -> tuple[str, dict[str, str]]:
    inputs = {"values": f"={values}"}
    if record_type:
        inputs |= {"record_type": record_type, "record_id": f"={record_id}"}
    return "record.update", inputs


def _run(actors, *tasks, record: tuple[str, int] | None = None, author: str = "analyst") -> None:
    """Publish the process and let the clock start it."""
    about = record[0] if record else ""
    deploy({"foreign.bpmn": _diagram(*tasks, record_type=about)}, name="foreign", actor=actors.get(author, SYSTEM))
    with unit_of_work(SYSTEM) as unit:
        start_process(unit, "foreign", *(record or ()))


def _let_in(record_type: str, words: str) -> None:
    """Publish the lifecycle file with other access of processes."""
    name = f"{record_type}.lifecycle.yaml"
    text = shipped_files()[name].decode()
    kept = text.partition("\nprocesses:")[0]
    deploy({name: f"{kept}\nprocesses:\n{words}\n".encode()}, name="another access", actor=SYSTEM)


@pytest.fixture
def client(actors):
    return new(actors["admin"], "counterparty", full_organization_name="Ромашка", counterparty_kind="legalEntity")


@pytest.fixture
def deal(actors):
    return new(actors["manager"], "deal", name="Снеки", manager=actors["manager"].id)


def test_a_process_about_no_record_changes_no_record(crm, actors, deal):
    with pytest.raises(TechnicalFailure, match="deal"):
        _run(actors, _update(f"{{viewers: [{actors['observer'].id}]}}", "deal", deal))
    db.session.rollback()
    assert signed_in(crm, "observer").get(f"/deals/{deal}").status_code == 404


def test_a_process_about_no_record_adds_no_record(crm, actors):
    task = ("record.create", {"record_type": "deal", "values": '={name: "Из воздуха"}'})
    with pytest.raises(TechnicalFailure, match="deal"):
        _run(actors, task)


def test_a_process_changes_its_own_record_and_no_other(crm, actors, deal):
    other = new(actors["manager"], "deal", name="Другая", manager=actors["manager"].id)
    _run(actors, _update('{name: "Своя"}'), record=("deal", deal))
    assert fetch("deal", deal).name == "Своя"
    with pytest.raises(TechnicalFailure, match="deal"):
        _run(actors, _update('{name: "Чужая"}', "deal", other), record=("deal", deal))
    db.session.rollback()
    assert fetch("deal", other).name == "Другая"


def test_a_process_changes_what_people_have_linked(crm, actors, client):
    own = new(actors["manager"], "deal", name="Снеки", manager=actors["manager"].id, counterparty=client)
    task = _update('{full_organization_name: "Ромашка плюс"}', "counterparty", "deal.counterparty.id")
    _run(actors, task, record=("deal", own))
    assert fetch("counterparty", client).full_organization_name == "Ромашка плюс"


def test_a_link_that_a_process_writes_opens_nothing(crm, actors, client, deal):
    tasks = (
        _update(f"{{counterparty: {client}}}"),
        _update('{full_organization_name: "Захвачено"}', "counterparty", client),
    )
    with pytest.raises(TechnicalFailure, match="counterparty"):
        _run(actors, *tasks, record=("deal", deal))
    db.session.rollback()
    _run(actors, tasks[0], record=("deal", deal))
    with pytest.raises(TechnicalFailure, match="counterparty"):
        _run(actors, tasks[1], record=("deal", deal))


@pytest.mark.parametrize("words", ["  update: all", "  update: [foreign]"])
def test_a_lifecycle_file_lets_processes_in(crm, actors, deal, words):
    _let_in("deal", words)
    _run(actors, _update('{name: "Впущена"}', "deal", deal))
    assert fetch("deal", deal).name == "Впущена"


def test_it_lets_in_the_processes_that_it_names(crm, actors, deal):
    _let_in("deal", "  update: [another]\n  create: [another]")
    with pytest.raises(TechnicalFailure):
        _run(actors, _update('{name: "Не впущена"}', "deal", deal))


def test_read_only_is_read_only_for_processes_too(crm, actors, deal):
    _let_in("deal", "  update: all")
    for record in (None, ("deal", deal)):
        with pytest.raises(TechnicalFailure, match="currency"):
            _run(actors, _update('{currency: "USD"}', "deal", deal), record=record)
        db.session.rollback()
    _let_in("deal", "  fields: [currency]")
    _run(actors, _update('{currency: "USD"}'), record=("deal", deal))
    assert fetch("deal", deal).currency == "USD"


def test_the_history_names_process_version_and_publisher(crm, actors, deal):
    _run(actors, _update('{name: "Своя"}'), record=("deal", deal), author="admin")
    page = signed_in(crm, "manager", language="ru").get(f"/deals/{deal}/history").text
    assert f"Процесс «Чужая схема», версия 1, опубликовал(а) {actors['admin'].name}" in page
