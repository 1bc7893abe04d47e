"""The analyst's pages: what is deployed, checking, publishing."""

import io
import re
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import db
from app.engine.models import Deployment
from app.records.types import registry
from run import commands
from tests.records.samples import new as new_record

BPMN = Path(__file__).parents[2] / "bpmn"


def lead(**replacements: str) -> bytes:
    text = (BPMN / "lead.bpmn").read_text(encoding="utf-8")
    for old, new in replacements.items():
        text = text.replace(old, new)
    return text.encode()


def send(client, action: str, *files: tuple[bytes, str], **form: str):
    data = {"action": action, "files": [(io.BytesIO(content), name) for content, name in files], **form}
    return client.post("/studio/deployment", data=data, content_type="multipart/form-data")


def latest_version(client) -> str:
    """The first cell of the list of versions of the lead's diagram."""
    rows = client.get("/studio/artifacts/process/lead").text.split("<tbody>")[1]
    return re.sub(r"<[^>]*>", "", rows.split("</td>")[0]).split()[0]


@pytest.fixture
def analyst(sign_in):
    return sign_in("analyst")


def test_the_list_shows_versions_and_running_instances(analyst, api_lead):
    page = analyst.get("/studio/artifacts").text
    assert "lead.bpmn" in page
    assert "deal-change-status.form" in page


def test_managers_do_not_come_in(sign_in):
    assert sign_in("manager").get("/studio/artifacts").status_code == 403


def test_checking_publishes_nothing(analyst):
    answer = send(analyst, "check", (lead(Взятие="Принятие"), "lead.bpmn"))
    assert answer.status_code == 200
    assert "версией 2" in answer.text
    assert "2" not in analyst.get("/studio/artifacts/process/lead").text.split("<tbody>")[1].split("</td>")[0]


def test_problems_name_element_line_and_words(analyst):
    answer = send(analyst, "publish", (lead(**{"lead.manager": "lead.menager"}), "lead.bpmn"))
    assert answer.status_code == 422
    assert "menager" in answer.text
    assert "строка" in answer.text


def test_publishing_is_all_or_nothing(analyst):
    changed = lead(Взятие="Принятие")
    answer = send(analyst, "publish", (changed, "lead.bpmn"), (b"<a/>", "deal.bpmn"))
    assert answer.status_code == 422
    assert latest_version(analyst) == "1"


def test_a_published_version_is_listed_with_its_comment_and_can_be_downloaded(analyst):
    changed = lead(Взятие="Принятие")
    assert send(analyst, "publish", (changed, "lead.bpmn"), comment="Другие слова").status_code == 303
    page = analyst.get("/studio/artifacts/process/lead").text
    assert "Другие слова" in page
    assert "Вениамин Иванов" in page
    address = page.split('href="/studio/artifacts/')[-1].split('"')[0]
    assert "lead.bpmn" in analyst.get(f"/studio/artifacts/{address}").headers["Content-Disposition"]


def test_nothing_chosen_is_said(analyst):
    assert "Выберите" in send(analyst, "publish").text


@pytest.mark.parametrize("address", ["/studio/artifacts/process/nothing", "/studio/artifacts/999999/file"])
def test_what_is_not_there_is_404(analyst, address):
    assert analyst.get(address).status_code == 404


@pytest.fixture
def api_lead(crm, actors):
    from app.crm.lead import lead as lead_type
    from app.engine import unit_of_work
    from app.records.commands.create import create_record

    with unit_of_work(actors["manager"]) as unit:
        create_record(unit, lead_type, {"name": "Заявка"})


def test_the_actions_are_listed_with_their_topics(analyst):
    page = analyst.get("/studio/actions").text
    assert "record.create" in page
    assert "Создать запись" in page


def test_the_element_templates_are_a_file_for_modeler(analyst):
    answer = analyst.get("/studio/element-templates.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Установить статус" in [each["name"] for each in answer.get_json()]


def test_warnings_are_seen_by_the_one_who_publishes(analyst):
    nobodys = lead(**{'camunda:assignee="=proposed_manager" camunda:candidateGroups="manager"': ""})
    answer = send(analyst, "publish", (nobodys, "lead.bpmn"))
    assert answer.status_code == 200
    assert "не сказано, кому задача" in answer.text
    assert "Опубликован" in answer.text
    assert latest_version(analyst) == "2"


class TestConfirmation:
    """A field that holds data is taken away only by one who has said so."""

    WITH = b"record_type: deal\nfields:\n  - {name: floors, type: integer, label: {ru: A, en: A}}\n", "deal.fields.yaml"
    WITHOUT = b"record_type: deal\nfields: []\n", "deal.fields.yaml"
    NAME = "field-removed:deal.fields.yaml:floors"

    @pytest.fixture
    def deal(self, analyst, actors):
        assert send(analyst, "publish", self.WITH).status_code == 303
        new_record(actors["director"], "deal", name="A", floors=3)

    def test_it_is_asked_for_and_nothing_is_published(self, analyst, deal):
        answer = send(analyst, "publish", self.WITHOUT)
        assert answer.status_code == 422
        assert f'value="{self.NAME}"' in answer.text
        assert registry["deal"].has_field("floors")

    def test_a_check_says_that_it_will_be_asked_for(self, analyst, deal):
        assert "когда вы подтвердите" in send(analyst, "check", self.WITHOUT).text

    def test_a_tick_publishes(self, analyst, deal):
        assert "Опубликован" in send(analyst, "publish", self.WITHOUT, confirmed=self.NAME).text
        assert not registry["deal"].has_field("floors")


def test_the_names_for_templates_of_documents_are_listed(analyst):
    page = analyst.get("/studio/template-data").text
    assert "contacts[].full_name" in page
    assert "ФИО" in page


SMALL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
<process id="{0}" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/>
<endEvent id="e"/></process></definitions>"""


def by_page(crm, sign_in, files, _folder):
    answer = send(sign_in("analyst", "en"), "publish", *((content, "process.bpmn") for content in files))
    return answer.status_code < 400, answer.text


def by_modeler(crm, sign_in, files, _folder):
    data = {f"file{number}": (io.BytesIO(content), "process.bpmn") for number, content in enumerate(files)}
    answer = sign_in("analyst", "en").post("/engine-rest/deployment/create", data=data)
    return answer.status_code < 400, answer.text


def by_command(crm, sign_in, files, folder):
    for number, content in enumerate(files):
        (folder / f"{number}").mkdir()
        (folder / f"{number}" / "process.bpmn").write_bytes(content)
    answer = crm.test_cli_runner().invoke(commands, ["deploy", *(str(folder / f"{n}") for n in range(len(files)))])
    return answer.exit_code == 0, answer.output


@pytest.mark.parametrize("door", [by_page, by_modeler, by_command])
def test_two_files_of_one_name_are_refused_and_neither_is_dropped(crm, actors, sign_in, tmp_path, door):
    before = db.session.scalar(select(func.count()).select_from(Deployment))
    done, words = door(crm, sign_in, [SMALL.format(name).encode() for name in ("one", "other")], tmp_path)
    assert not done
    assert "process.bpmn" in words
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Deployment)) == before
    (tmp_path / "alone").mkdir()
    done, words = door(crm, sign_in, [SMALL.format("one").encode()], tmp_path / "alone")
    assert done, words
