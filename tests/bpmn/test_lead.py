"""The life of a lead by its shipped diagram."""

from datetime import UTC, datetime, timedelta

import pytest

from app.clock import clock
from app.db import db
from app.engine import NotAllowedNow, Refusal
from app.engine.models import UserTaskCandidate
from app.engine.queries import allowed_moves
from app.records.values.related import contacts_of, people_of
from tests.bpmn.conftest import later


class TestTakingToWork:
    def test_a_lead_without_a_responsible_asks_the_managers(self, lead):
        [task] = lead.create().tasks

        [candidate] = db.session.query(UserTaskCandidate).filter_by(user_task_id=task.id)
        assert task.name == {"ru": "Взятие в работу", "en": "Take to work"}
        assert candidate.group_id == "crm-cco"
        assert task.priority == 50
        assert abs(task.due_at - task.created_at - timedelta(days=1)) < timedelta(minutes=1)

    def test_a_lead_with_a_responsible_asks_nobody(self, lead, actors):
        assert lead.create(manager=actors["manager"].id).asked == []

    def test_who_takes_it_becomes_the_responsible(self, lead, actors):
        lead.create().complete("takeToWork", "manager2")

        assert lead.record.manager_id == actors["manager2"].id
        assert lead.status == "nurturing"
        assert lead.record.start_processing_date is not None
        assert lead.asked == []

    def test_taking_a_lead_that_went_on_meanwhile_leaves_its_status(self, lead):
        lead.create().move("interest")

        lead.complete("takeToWork")

        assert lead.status == "interest"
        assert lead.record.manager_id

    def test_disqualifying_needs_a_reason_and_is_undone_without(self, lead):
        lead.create()

        with pytest.raises(Refusal) as refused:
            lead.complete("disqualify")

        assert refused.value.message["ru"] == "Необходимо указать причину дисквалификации"
        assert refused.value.missing == ("disqualification_reason",)
        assert (lead.status, lead.asked) == ("new", ["takeToWork"])

    def test_disqualifying_with_a_reason_ends_it(self, lead):
        lead.create().complete("disqualify", disqualification_reason="spam")

        assert (lead.status, lead.record.disqualification_reason, lead.asked) == ("disqualified", "spam", [])

    def test_naming_a_responsible_takes_the_task_away(self, lead, actors):
        lead.create().update("director", manager=actors["manager"].id)

        assert (lead.asked, lead.status) == ([], "new")

    def test_disqualifying_by_hand_takes_the_task_away(self, lead):
        lead.create().move("disqualified", disqualification_reason="spam")

        assert lead.asked == []

    def test_a_lead_that_became_a_deal_is_not_to_be_taken(self, lead, client):
        lead.create(counterparty=client).move("deal_creation")

        assert lead.asked == []

    def test_another_status_by_hand_leaves_the_task(self, lead):
        lead.create().move("interest")

        assert lead.asked == ["takeToWork"]


class TestChangingTheStatus:
    def test_any_open_status_may_follow_any_other(self, lead):
        lead.create(resume_date=clock.now() + timedelta(days=3))

        for status in ("interest", "pause", "nurturing", "new", "pause", "interest"):
            lead.move(status)
            assert lead.status == status

    @pytest.mark.parametrize("last", ["disqualified", "deal_creation"])
    def test_nothing_follows_a_last_status(self, lead, client, last):
        lead.create(counterparty=client, disqualification_reason="spam").move(last)

        for status in {"new", "interest", "pause", "disqualified", "deal_creation"} - {last}:
            with pytest.raises(NotAllowedNow):
                lead.move(status)
        assert lead.status == last

    def test_the_start_of_processing_is_written_once(self, lead):
        lead.create()
        assert lead.record.start_processing_date is None

        lead.move("interest")
        started = lead.record.start_processing_date
        lead.move("new")
        lead.move("interest")

        assert started is not None
        assert lead.record.start_processing_date == started

    def test_disqualified_needs_a_reason(self, lead):
        lead.create()

        with pytest.raises(Refusal) as refused:
            lead.move("disqualified")

        assert refused.value.code == "disqualificationReasonMissing"
        assert refused.value.message["ru"] == "Необходимо указать причину дисквалификации"
        assert refused.value.missing == ("disqualification_reason",)
        assert lead.status == "new"
        assert lead.record.start_processing_date is None

    def test_a_deal_needs_a_counterparty(self, lead):
        lead.create()

        with pytest.raises(Refusal) as refused:
            lead.move("deal_creation")

        assert refused.value.code == "counterpartyMissing"
        assert refused.value.message["ru"] == "Необходимо заполнить контрагента на карточке Лида"
        assert refused.value.missing == ("counterparty",)
        assert lead.status == "new"

    def test_the_status_it_has_already_changes_nothing(self, lead):
        lead.create().move("interest")
        changed_at = lead.record.status_changed_at

        lead.move("interest")

        assert lead.record.status_changed_at == changed_at

    def test_a_field_that_is_missing_may_come_with_the_request(self, lead, client):
        lead.create().move("deal_creation", counterparty=client)

        assert lead.status == "deal_creation"


def test_what_may_happen_now_is_what_the_diagram_would_do(lead, client):
    lead.create()
    actor = lead.actors["director"]
    statuses = ["nurturing", "interest", "pause", "disqualified", "deal_creation"]

    before = allowed_moves(actor, "lead", lead.record_id, statuses)
    ahead = clock.now() + timedelta(days=3)
    lead.update("director", counterparty=client, disqualification_reason="spam", resume_date=ahead)
    after = allowed_moves(actor, "lead", lead.record_id, statuses)

    assert {status: move.missing for status, move in before.items() if not move.allowed} == {
        "disqualified": ("disqualification_reason",),
        "deal_creation": ("counterparty",),
        "pause": ("resume_date",),
    }
    assert all(move.allowed for move in after.values())
    assert (lead.status, lead.record.created_deal_id, lead.asked) == ("new", None, ["takeToWork"])


class TestTheDeal:
    def test_it_has_the_data_of_the_lead_and_both_know_each_other(self, lead, deal, actors, client):
        contacts = [{"full_name": "Анна Орлова", "email": "anna@example.org", "main": True}]
        lead.create(
            name="Ромашка",
            manager=actors["manager"].id,
            viewers=[actors["observer"].id],
            counterparty=client,
            counterparty_text="ООО «Ромашка»",
            amount="150000.50",
            number_of_users="25",
            description="<p>Срочно</p>",
            site_from="https://example.org/price",
            ga_client_id="GA1",
            ym_client_id="YM1",
            site_email="site@example.org",
            emessage="Здравствуйте",
            contacts=contacts,
        )

        lead.move("deal_creation")

        deal.record_id = lead.record.created_deal_id
        made, source = deal.record, lead.record
        same = "name manager_id counterparty_id amount currency number_of_users description site_from site_email "
        same += "ga_client_id ym_client_id emessage request_source_id request_category_id"
        assert {name: getattr(made, name) for name in same.split()} == {n: getattr(source, n) for n in same.split()}
        assert (made.status, made.company, made.created_from_lead_id) == ("new", "ООО «Ромашка»", source.id)
        assert _said(contacts_of("deal", [made.id])[made.id]) == _said(contacts_of("lead", [source.id])[source.id])
        assert people_of("deal", [made.id])[made.id, "viewers"] == [actors["observer"].id]

    def test_it_is_made_only_once(self, lead, client):
        lead.create(counterparty=client).move("deal_creation")
        first = lead.record.created_deal_id

        lead.move("deal_creation")

        assert lead.record.created_deal_id == first

    def test_a_deal_of_a_lead_without_a_responsible_asks_for_one(self, lead, deal, client):
        lead.create(counterparty=client).move("deal_creation")

        deal.record_id = lead.record.created_deal_id
        assert deal.asked == ["takeToWork"]


class TestPause:
    @pytest.fixture
    def paused(self, lead, actors):
        lead.create(manager=actors["manager"].id)
        lead.move("pause", resume_date=clock.now() + timedelta(days=3))
        return lead

    def test_the_date_brings_a_task_for_the_responsible(self, paused, actors):
        assert paused.asked == []

        later(days=3, minutes=1)

        [task] = paused.tasks
        [candidate] = db.session.query(UserTaskCandidate).filter_by(user_task_id=task.id)
        assert (task.element_id, candidate.person_id) == ("resume", actors["manager"].id)

    @pytest.mark.parametrize(
        ("outcome", "fields", "status"),
        [
            ("interest", {}, "interest"),
            ("disqualify", {"disqualification_reason": "expensive"}, "disqualified"),
            ("stayPaused", {"resume_date": datetime(2100, 1, 1, tzinfo=UTC)}, "pause"),
        ],
    )
    def test_the_answer_decides(self, paused, outcome, fields, status):
        later(days=4)

        paused.complete(outcome, **fields)

        assert (paused.status, paused.asked) == (status, [])

    def test_a_new_date_brings_the_task_again(self, paused):
        later(days=4)
        paused.complete("stayPaused", resume_date=clock.now() + timedelta(days=10))

        later(days=9)
        assert paused.asked == []
        later(days=2)
        assert paused.asked == ["resume"]

    def test_the_same_request_with_another_date_moves_the_timer(self, paused):
        paused.move("pause", resume_date=clock.now() + timedelta(days=10))

        later(days=4)
        assert paused.asked == []
        later(days=7)
        assert paused.asked == ["resume"]

    def test_another_status_before_the_date_ends_the_waiting(self, paused):
        paused.move("interest")

        later(days=30)

        assert (paused.status, paused.asked) == ("interest", [])

    def test_another_status_by_hand_takes_the_task_away(self, paused):
        later(days=4)

        paused.move("interest")

        assert (paused.status, paused.asked) == ("interest", [])

    def test_without_a_date_there_is_no_pause(self, lead):
        lead.create()
        with pytest.raises(Refusal) as refused:
            lead.move("pause")
        assert "resume_date" in refused.value.missing
        assert lead.status == "new"

    def test_disqualifying_without_a_reason_leaves_the_task(self, paused):
        later(days=4)

        with pytest.raises(Refusal):
            paused.complete("disqualify")

        assert (paused.status, paused.asked) == ("pause", ["resume"])


def _said(rows: list[dict]) -> list[dict]:
    """What rows say; the copies of a lead's contacts have ids of their own."""
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]
