"""The guide for analysts (docs/analysts.md): everything in it is tried."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from app.access.models import Membership
from app.cli.prepare import collect
from app.db import db
from app.engine import SYSTEM, Refusal, artifact, complete_task, deploy, service_tasks, unit_of_work
from app.records.added.parse import TYPES
from app.records.errors import RecordRefused
from app.records.forms.context import RecordChoices
from app.records.forms.schema import submit
from app.records.types import registry
from tests.bpmn.conftest import later

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
EXAMPLES = dict(collect([ROOT / "docs" / "examples"]))
DEAL = (ROOT / "bpmn" / "deal.bpmn").read_text(encoding="utf-8")
LIFECYCLE = (ROOT / "bpmn" / "deal.lifecycle.yaml").read_text(encoding="utf-8")

GATEWAY = """
<bpmn:exclusiveGateway id="amountKnown" default="amountKnown_to_amountMissing"/>
<bpmn:sequenceFlow id="whichStatus_to_amountKnown" sourceRef="whichStatus" targetRef="amountKnown">
  <bpmn:conditionExpression>requested_status = "decision"</bpmn:conditionExpression>
</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="amountKnown_to_amountMissing" sourceRef="amountKnown" targetRef="amountMissing"/>
<bpmn:sequenceFlow id="amountKnown_to_checked" sourceRef="amountKnown" targetRef="checked">
  <bpmn:conditionExpression>deal.amount != null</bpmn:conditionExpression>
</bpmn:sequenceFlow>
"""
ERROR = '<bpmn:error id="amountMissingError" errorCode="amountMissing" camunda:errorMessage="Сначала укажите сумму"/>'


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def block(language: str, heading: str) -> str:
    """The only block of a language under a heading."""
    [found] = re.findall(rf"```{language}\n(.*?)```", chapter(heading), re.DOTALL)
    return found


def chapter(heading: str) -> str:
    return GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def publish(**files: str) -> None:
    deploy({name.replace("__", "."): text.encode() for name, text in files.items()}, name="guide", actor=SYSTEM)


def complete(deal, element_id: str, who: str, outcome: str | None = None, **variables) -> None:
    [task] = [task for task in deal.tasks if task.element_id == element_id]
    with unit_of_work(deal.actors[who]) as unit:
        complete_task(unit, task.id, outcome=outcome, variables=variables)


def open_tasks(deal) -> set[str]:
    return {task.element_id for task in deal.tasks}


@pytest.fixture
def handed_over(deal, actors):
    """A deal of a million that was completed while the examples are published."""
    deploy(EXAMPLES, name="examples", actor=SYSTEM)
    deal.create("director", manager=actors["manager"].id, amount="1000000")
    deal.move("firstContact")
    deal.move("completed")
    return deal


class TestExamples:
    def test_they_are_published_without_a_word(self, crm):
        assert deploy(EXAMPLES, name="examples", actor=SYSTEM).problems == []

    def test_a_new_deal_starts_none_of_them(self, deal, actors):
        deploy(EXAMPLES, name="examples", actor=SYSTEM)
        deal.create(manager=actors["manager"].id)
        assert open_tasks(deal) == set()

    def test_a_completed_deal_is_handed_over_and_the_customer_thanked(self, handed_over):
        assert open_tasks(handed_over) == {"handOver", "call"}

    def test_the_table_says_by_when(self, handed_over):
        [task] = [task for task in handed_over.tasks if task.element_id == "handOver"]
        assert round((task.due_at - task.created_at) / timedelta(days=1), 3) == 2

    def test_after_two_days_somebody_is_asked(self, handed_over):
        later(days=2, minutes=1)
        assert open_tasks(handed_over) == {"handOver", "call", "remind"}

    def test_later_is_noted_down_when_both_are_done(self, handed_over):
        complete(handed_over, "call", "manager")
        complete(handed_over, "handOver", "director", "later", ready="no", delay_reason="нет акта")
        assert open_tasks(handed_over) == set()
        assert handed_over.record.description == "Передача отложена: нет акта"

    def test_what_is_accepted_is_done(self, handed_over):
        complete(handed_over, "handOver", "director", "accept", ready="yes")
        complete(handed_over, "call", "manager")
        assert open_tasks(handed_over) == set()
        assert handed_over.record.description is None


class TestEverybodyOfARole:
    @pytest.fixture
    def asked(self, deal, actors):
        """A deal up for decision, which the three people of the role are asked to approve."""
        db.session.add_all(
            Membership(person_id=actors[login].id, group_id="crm-manager") for login in ("manager", "manager2")
        )
        db.session.commit()
        deploy(EXAMPLES, name="examples", actor=SYSTEM)
        deal.create("director", manager=actors["manager"].id, amount="1000000")
        deal.move("firstContact")
        deal.move("decision")
        return deal

    def answer(self, deal, person_id: int, outcome: str) -> None:
        [task] = [task for task in self.questions(deal) if task.assignee_id == person_id]
        who = next(actor for actor in deal.actors.values() if actor.id == person_id)
        with unit_of_work(who) as unit:
            complete_task(unit, task.id, outcome=outcome)

    def questions(self, deal) -> list:
        return [task for task in deal.tasks if task.element_id == "approve"]

    def test_each_is_asked_by_name(self, asked, actors):
        everybody = {actors[login].id for login in ("manager", "manager2", "director")}
        assert {task.assignee_id for task in self.questions(asked)} == everybody

    def test_all_have_to_agree(self, asked):
        for task in self.questions(asked):
            assert asked.record.description is None
            self.answer(asked, task.assignee_id, "agree")
        assert self.questions(asked) == []
        assert asked.record.description is None

    def test_one_objection_takes_the_other_questions_away(self, asked):
        person_id = self.questions(asked)[0].assignee_id
        self.answer(asked, person_id, "object")
        assert self.questions(asked) == []
        assert asked.record.description.startswith("Есть возражения")


class TestFragments:
    @pytest.mark.parametrize("expression", "".join(blocks("feel")).splitlines())
    def test_expression_is_accepted_in_the_shipped_diagram(self, crm, expression):
        place = "<bpmn:script>deal.status</bpmn:script>"
        assert place in DEAL
        text = DEAL.replace(place, f"<bpmn:script>{escape(expression)}</bpmn:script>")
        assert deploy({"deal.bpmn": text.encode()}, name="guide", actor=SYSTEM, dry_run=True).problems == []

    def test_the_form_component_is_that_of_the_example(self):
        components = json.loads(EXAMPLES["deal-handover.form"])["components"]
        assert json.loads(block("json", "A form")) == components[-1]

    def test_a_check_refuses_names_the_field_and_lets_pass_with_it(self, deal, actors):
        [end_event] = blocks("xml")
        text = DEAL.replace("</bpmn:process>", f"{end_event}{GATEWAY}</bpmn:process>{ERROR}")
        publish(deal__bpmn=text)
        deal.create("director", manager=actors["manager"].id)
        with pytest.raises(Refusal) as refused:
            deal.move("decision")
        assert (str(refused.value), tuple(refused.value.missing)) == ("Сначала укажите сумму", ("amount",))
        deal.move("decision", amount="5")
        assert deal.status == "decision"

    def test_a_status_needs_the_lifecycle_only(self, deal, actors):
        status = block("yaml", "A status, a role")
        publish(deal__lifecycle__yaml=LIFECYCLE.replace("statuses:\n", f"statuses:\n{status}"))
        deal.create("director", manager=actors["manager"].id).move("pilot")
        assert deal.status == "pilot"

    def test_a_check_of_several_fields_is_asked_of_every_record(self, deal, actors):
        publish(deal__lifecycle__yaml=LIFECYCLE + block("yaml", "A check of several fields").removeprefix("checks:\n"))
        with pytest.raises(RecordRefused) as refused:
            deal.create("director", manager=actors["manager"].id, contacts=[{"full_name": "Иван"}])
        assert set(refused.value.fields) == {"contacts-0-phone", "contacts-0-email"}

    def test_a_check_of_a_form_is_asked_where_it_is_filled_in(self, crm):
        checks = json.loads("{" + block("json", "A check of several fields") + "}")
        text = json.dumps(json.loads(EXAMPLES["deal-handover.form"]) | checks)
        publish(**{"deal-handover__form": text})
        form = artifact("form", "deal-handover").parsed
        given = {"ready": "no", "delay_reason": "нет"}
        assert set(submit(form, given, RecordChoices(form)).errors) == {"delay_reason"}

    def test_an_added_field_is_there_at_once(self, deal, actors):
        publish(deal__fields__yaml=block("yaml", "A field of your own"))
        deal.create("director", manager=actors["manager"].id, site_area="12.5", price_of_area="100", heating="gas")
        works, heating = (registry["deal"].field(name) for name in ("works", "heating"))
        assert (works.get(deal.record), heating.words(heating.get(deal.record))) == (Decimal("1250.00"), "Газ")

    def test_every_type_of_an_added_field_is_told(self):
        assert {name for name in TYPES if f"`{name}`" not in chapter("A field of your own")} == set()

    def test_every_action_is_in_the_table(self, crm):
        listed = re.findall(r"^\| `([a-z.-]+)` \|", GUIDE.split("## What a diagram may do")[1], re.MULTILINE)
        assert set(listed) == set(service_tasks.topics())


def test_links_of_the_guide_lead_somewhere():
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        assert (ROOT / "docs" / target).exists()
