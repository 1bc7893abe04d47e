"""An analyst changes a shipped file, and the application follows: no Python is touched."""

from pathlib import Path

import pytest

from app.db import db
from app.engine import SYSTEM, DeploymentRefused, deploy
from app.engine.models import UserTaskCandidate
from app.records.rights import may, may_create, readable
from tests.bpmn.conftest import Story

BPMN = Path(__file__).parents[2] / "bpmn"


def edit(file_name: str, *changes: tuple[str, str]) -> None:
    """Deploy a shipped file with other words in it."""
    text = (BPMN / file_name).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    deploy({file_name: text.encode()}, name="edited", actor=SYSTEM)


class TestResponsible:
    """The table that proposes who is responsible for a new lead."""

    PARTNERS = ('<outputEntry id="responsible_partnership_manager">\n          <text>null</text>', "{}")

    @pytest.fixture
    def partnership(self, crm) -> int:
        from app.crm.request_category.models import RequestCategory

        return db.session.query(RequestCategory.id).filter_by(code="partnership-request").scalar()

    def propose(self, login: str) -> None:
        old = self.PARTNERS[0]
        edit("responsible.dmn", (old, old.replace("null", f'"{login}"')))

    def test_as_shipped_it_proposes_nobody(self, lead, partnership):
        [task] = lead.create(request_category=partnership).tasks

        assert task.assignee_id is None

    def test_a_login_in_the_table_gets_the_task(self, lead, partnership, actors):
        self.propose("manager2")

        [task] = lead.create(request_category=partnership).tasks

        assert task.assignee_id == actors["manager2"].id

    def test_leads_of_other_categories_stay_with_everybody(self, lead, partnership):
        self.propose("manager2")

        [task] = lead.create().tasks

        assert task.assignee_id is None

    def test_a_login_that_nobody_has_leaves_the_task_with_everybody(self, lead, partnership):
        self.propose("nobody")

        [task] = lead.create(request_category=partnership).tasks

        assert task.assignee_id is None


SWAP = (("crm-cco", "?"), ("crm-manager", "crm-cco"), ("?", "crm-manager"))


@pytest.fixture(params=["as shipped", "opposite"])
def binding(request, crm) -> dict[str, str]:
    """Who plays the manager and who the director, under both bindings of roles to groups."""
    if request.param == "as shipped":
        return {"manager": "manager", "director": "director"}
    for record_type in ("lead", "deal"):
        edit(f"{record_type}.lifecycle.yaml", *SWAP)
    return {"manager": "director", "director": "manager"}


class TestBinding:
    def seen(self, deal: Story, login: str) -> list[int]:
        model = deal.record_type.model
        return [row.id for row in db.session.query(model.id).filter(readable(deal.record_type, deal.actors[login]))]

    def test_a_manager_sees_their_own_and_a_director_all(self, deal, actors, binding):
        mine = deal.create(binding["director"], manager=actors[binding["manager"]].id).record_id
        other = deal.create(binding["director"], manager=actors["admin"].id).record_id

        assert self.seen(deal, binding["manager"]) == [mine]
        assert self.seen(deal, binding["director"]) == [mine, other]

    def test_taking_to_work_is_asked_of_the_managers_and_the_decision_of_directors(self, deal, binding):
        groups = {"manager": "crm-cco", "director": "crm-manager"}
        deal.create(binding["director"])

        assert [each.group_id for each in self.candidates(deal)] == [groups[binding["manager"]]]
        deal.complete("takeToWork", binding["manager"])
        deal.move("decision", binding["director"])
        assert [each.group_id for each in self.candidates(deal)] == [groups[binding["director"]]]

    def candidates(self, deal: Story) -> list[UserTaskCandidate]:
        [task] = deal.tasks
        return list(db.session.query(UserTaskCandidate).filter_by(user_task_id=task.id))

    def test_a_viewer_reads_and_does_not_write(self, deal, actors, binding):
        deal.create(binding["director"], viewers=[actors["observer"].id])

        assert may(deal.record_type, deal.record, actors["observer"], "read")
        assert not may(deal.record_type, deal.record, actors["observer"], "write")

    def test_a_stranger_neither_sees_nor_creates(self, deal, actors, binding):
        deal.create(binding["director"])

        assert self.seen(deal, "observer") == []
        assert not may_create(deal.record_type, actors["observer"])


class TestHonestDeploy:
    @pytest.mark.parametrize(
        ("file_name", "old", "new"),
        [
            ("lead.lifecycle.yaml", "  - id: nurturing\n", "  - id: warm\n"),
            ("deal.lifecycle.yaml", "  cco:\n", "  boss:\n"),
            ("lead.bpmn", 'camunda:candidateGroups="manager"', 'camunda:candidateGroups="managers"'),
            ("lead.bpmn", ">nurturing<", ">nurture<"),
            ("lead.bpmn", ">disqualified<", ">disqualify<"),
            ("lead.bpmn", 'lead.status in ("disqualified"', 'lead.status in ("disqualify"'),
            ("lead.bpmn", "lead.counterparty != null", "lead.counterparti != null"),
            ("deal.bpmn", 'camunda:formRef="deal-decision"', 'camunda:formRef="deal-decisions"'),
        ],
    )
    def test_what_one_file_has_and_the_other_lacks_is_refused(self, crm, file_name, old, new):
        with pytest.raises(DeploymentRefused) as refused:
            edit(file_name, (old, new))

        assert any(problem.suggestion for problem in refused.value.problems)

    def test_a_new_status_needs_the_lifecycle_file_only(self, deal, actors):
        edit("deal.lifecycle.yaml", ("statuses:\n", "statuses:\n  - {id: pilot, label: Пилот, stage: promotion}\n"))

        deal.create(manager=actors["manager"].id).move("pilot")

        assert deal.status == "pilot"
