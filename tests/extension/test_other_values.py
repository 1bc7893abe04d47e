"""The record types of a package are asked at every door like those that ship."""

from tests.records.other_values import pairs_for, requests, unequal
from tests.visitors import signed_in


def test_what_others_hold_changes_no_answer_about_records_of_a_package(crm, actors, order, sampler):
    pairs = pairs_for(actors["observer"], actors["admin"])
    assert order in [pair.record_type for pair in pairs]
    asked = requests(crm, pairs, sampler.step(16))
    assert unequal(signed_in(crm, "observer"), asked, pairs, actors["admin"]) == []
