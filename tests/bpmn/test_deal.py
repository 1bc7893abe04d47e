"""The life of a deal by its shipped diagram."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine import NotAllowedNow, Refusal
from app.engine.models import UserTaskCandidate
from app.records.errors import RecordRefused
from tests.bpmn.conftest import later

OPEN = ["firstContact", "identifyNeeds", "presentation", "offerPreparation", "prototype", "decision", "pause", "new"]
LAST = ["completed", "refusal", "dropout"]


class TestTakingToWork:
    def test_a_deal_without_a_responsible_asks_the_managers(self, deal):
        [task] = deal.create().tasks

        [candidate] = db.session.query(UserTaskCandidate).filter_by(user_task_id=task.id)
        assert (task.element_id, candidate.group_id) == ("takeToWork", "crm-cco")
        assert [outcome["id"] for outcome in task.outcomes] == ["dropout", "takeToWork"]

    def test_a_deal_with_a_responsible_asks_nobody(self, deal, actors):
        assert deal.create(manager=actors["manager"].id).asked == []

    def test_who_takes_it_becomes_the_responsible(self, deal, actors):
        deal.create().complete("takeToWork", "manager2")

        assert (deal.record.manager_id, deal.status, deal.asked) == (actors["manager2"].id, "firstContact", [])

    def test_dropout_ends_it(self, deal):
        deal.create().complete("dropout")

        assert (deal.status, deal.asked) == ("dropout", [])

    def test_naming_a_responsible_takes_the_task_away(self, deal, actors):
        deal.create().update("director", manager=actors["manager"].id)

        assert (deal.asked, deal.status) == ([], "new")

    @pytest.mark.parametrize("last", ["dropout", "refusal", "completed"])
    def test_no_deal_that_has_ended_is_to_be_taken(self, deal, last):
        deal.create().move("presentation")
        assert deal.asked == ["takeToWork"]

        deal.move(last, refusal_reason="expensive")

        assert deal.asked == []


@pytest.fixture
def owned(deal, actors):
    """A deal of the demo manager."""
    return deal.create(manager=actors["manager"].id)


class TestChangingTheStatus:
    def test_any_open_status_may_follow_any_other(self, owned):
        owned.update(resume_date=clock.now() + timedelta(days=3))
        for status in OPEN:
            owned.move(status)
            assert owned.status == status

    @pytest.mark.parametrize("last", LAST)
    def test_nothing_follows_a_last_status(self, owned, last):
        owned.move("presentation")
        owned.move(last, refusal_reason="expensive")
        for status in [*OPEN, *LAST]:
            if status != last:
                with pytest.raises(NotAllowedNow):
                    owned.move(status)
        assert owned.status == last

    @pytest.mark.parametrize("status", ["old", "community"])
    def test_what_is_not_offered_is_not_given(self, owned, status):
        with pytest.raises(NotAllowedNow):
            owned.move(status)
        assert owned.status == "new"

    def test_a_refusal_asks_its_reason(self, owned):
        with pytest.raises(Refusal) as refused:
            owned.move("refusal", "manager")
        assert (refused.value.code, refused.value.missing) == ("refusalReasonMissing", ("refusal_reason",))

        owned.move("refusal", "manager", refusal_reason="expensive")
        assert owned.status == "refusal"

    @pytest.mark.parametrize("status", ["new", "presentation", "pause"])
    def test_only_the_director_completes(self, owned, status):
        owned.update(resume_date=clock.now() + timedelta(days=3))
        owned.move("presentation")
        owned.move(status)
        with pytest.raises(Refusal):
            owned.move("completed", "manager")
        assert owned.status == status

    def test_an_unprocessed_deal_is_not_completed(self, owned):
        with pytest.raises(Refusal) as refused:
            owned.move("completed")

        assert refused.value.code == "dealNotProcessed"
        assert refused.value.message["ru"] == "Необработанную сделку нельзя завершить: сначала возьмите её в работу"
        assert refused.value.message["en"]
        assert owned.status == "new"

    def test_the_status_it_has_already_changes_nothing(self, owned):
        owned.move("presentation")
        changed_at = owned.record.status_changed_at

        owned.move("presentation")

        assert owned.record.status_changed_at == changed_at


class TestDecision:
    @pytest.fixture
    def deciding(self, owned):
        owned.move("decision")
        return owned

    def test_it_is_the_commercial_directors(self, deciding):
        [task] = deciding.tasks

        [candidate] = db.session.query(UserTaskCandidate).filter_by(user_task_id=task.id)
        assert (task.element_id, candidate.group_id) == ("decision", "crm-manager")

    @pytest.mark.parametrize(
        ("outcome", "status"), [("complete", "completed"), ("refuse", "refusal"), ("backToOffer", "offerPreparation")]
    )
    def test_it_decides(self, deciding, outcome, status):
        deciding.complete(outcome, "director", refusal_reason="expensive")

        assert (deciding.status, deciding.asked) == (status, [])

    @pytest.mark.parametrize("status", [*OPEN, *LAST])
    @pytest.mark.parametrize("who", ["manager", "admin"])
    def test_nobody_else_goes_around_it(self, deciding, status, who):
        with pytest.raises(Refusal) as refused:
            deciding.move(status, who, refusal_reason="expensive")

        assert refused.value.code == "decisionPending"
        assert (deciding.status, deciding.asked) == ("decision", ["decision"])

    @pytest.mark.parametrize("status", ["presentation", "completed", "pause"])
    def test_the_director_may_decide_by_moving_it(self, deciding, status):
        deciding.move(status, "director", resume_date=clock.now() + timedelta(days=3))

        assert (deciding.status, deciding.asked) == (status, [])

    def test_a_refusal_of_the_director_has_a_reason_too(self, deciding):
        with pytest.raises(Refusal):
            deciding.complete("refuse", "director")

        assert deciding.asked == ["decision"]

    def test_asking_for_a_decision_again_leaves_one_task(self, deciding):
        deciding.move("decision")

        assert deciding.asked == ["decision"]

    def test_back_to_the_offer_and_again(self, deciding):
        for _ in range(3):
            deciding.complete("backToOffer", "director")
            deciding.move("decision")

        assert deciding.asked == ["decision"]


class TestPause:
    @pytest.fixture
    def paused(self, owned):
        owned.move("prototype")
        owned.move("pause", resume_date=clock.now() + timedelta(days=3))
        return owned

    @pytest.mark.parametrize(("outcome", "status"), [("resume", "prototype"), ("refuse", "refusal")])
    def test_the_date_brings_a_task_whose_answer_decides(self, paused, outcome, status):
        later(days=4)
        assert paused.asked == ["resume"]

        paused.complete(outcome, refusal_reason="expensive")

        assert (paused.status, paused.asked) == (status, [])

    def test_it_comes_back_to_the_decision(self, owned):
        owned.move("decision")
        owned.move("pause", resume_date=clock.now() + timedelta(days=3))
        later(days=4)

        owned.complete("resume")

        assert (owned.status, owned.asked) == ("decision", ["decision"])

    def test_staying_paused_needs_another_date_and_brings_the_task_again(self, paused):
        later(days=4)
        with pytest.raises(Refusal) as refused:
            paused.complete("stayPaused")
        assert "resume_date" in refused.value.missing
        assert paused.asked == ["resume"]

        paused.complete("stayPaused", resume_date=clock.now() + timedelta(days=3))
        assert (paused.status, paused.asked) == ("pause", [])
        later(days=4)

        assert paused.asked == ["resume"]

    def test_the_pause_follows_the_date_of_the_deal(self, paused):
        paused.update(resume_date=clock.now() + timedelta(days=10))
        later(days=4)
        assert paused.asked == []
        later(days=7)
        assert paused.asked == ["resume"]

    def test_an_earlier_date_brings_the_task_earlier(self, paused):
        paused.update(resume_date=clock.now() + timedelta(hours=2))
        later(hours=3)
        assert paused.asked == ["resume"]

    @pytest.mark.parametrize("days", [None, 0, -2000])
    def test_a_pause_needs_a_date_in_the_future(self, owned, days):
        date = None if days is None else clock.now() + timedelta(days=days)
        with pytest.raises((Refusal, RecordRefused)) as refused:
            owned.move("pause", **({} if date is None else {"resume_date": date}))
        assert "resume_date" in str(getattr(refused.value, "missing", "")) + str(getattr(refused.value, "fields", ""))
        assert owned.status != "pause"

    @pytest.mark.parametrize("days", [None, -1])
    def test_a_paused_deal_keeps_a_date_in_the_future(self, paused, days):
        with pytest.raises(RecordRefused):
            paused.update(resume_date=None if days is None else clock.now() + timedelta(days=days))

    def test_when_the_date_has_passed_the_rest_can_be_changed(self, paused):
        later(days=4)
        paused.update(name="Другое имя")

    def test_the_task_follows_the_responsible_person(self, paused, actors):
        later(days=4)
        paused.update("director", manager=actors["manager2"].id)
        [task] = paused.tasks
        found = select(UserTaskCandidate.person_id).where(UserTaskCandidate.user_task_id == task.id)
        assert db.session.scalars(found).all() == [actors["manager2"].id]

    def test_another_date_does_not_forget_where_it_was(self, paused):
        paused.move("pause", resume_date=clock.now() + timedelta(days=5))
        later(days=6)

        paused.complete("resume")

        assert paused.status == "prototype"

    def test_another_status_by_hand_ends_the_pause(self, paused):
        paused.move("presentation")
        later(days=30)

        assert (paused.status, paused.asked) == ("presentation", [])
