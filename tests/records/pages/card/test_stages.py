"""The way of a record through its stages."""

from app.records.lifecycle.current import lifecycle_of
from app.records.pages.card.stages import way


def states(crm, record_type, status):
    found = way(lifecycle_of(record_type), status)
    return [step.state for step in found.steps], [step.state for step in found.sidings]


def test_what_lies_behind_is_passed(crm):
    assert states(crm, "deal", "presentation") == (["passed", "passed", "current", "ahead", "ahead"], ["ahead"])


def test_a_won_deal_has_passed_everything(crm):
    assert states(crm, "deal", "completed")[0] == ["passed"] * 4 + ["current"]


def test_a_refused_deal_has_passed_nothing(crm):
    assert states(crm, "deal", "refusal") == (["ahead"] * 5, ["current"])


def test_a_status_without_a_stage_stands_nowhere(crm):
    assert states(crm, "deal", "dropout") == (["ahead"] * 5, ["ahead"])


def test_the_sidings_of_a_lead_are_pause_and_disqualification(crm):
    assert [step.id for step in way(lifecycle_of("lead"), "pause").sidings] == ["pause", "disqualification"]
    assert states(crm, "lead", "pause") == (["ahead"] * 3, ["current", "ahead"])
