"""What is written in the Camunda attributes becomes text, FEEL, or a refusal with the FEEL that was probably meant."""

import pytest

from app.engine.parsing.values import feel_for_juel


@pytest.mark.parametrize(
    ("juel", "feel"),
    [
        ("${approved}", "approved"),
        ("${outcome == 'yes'}", 'outcome = "yes"'),
        ("${a && b || c}", "a and b or c"),
        ("#{amount ge 1000 and not done}", "amount >= 1000 and not(done)"),
        ("${!approved}", "not(approved)"),
        ("${status != 'new'}", 'status != "new"'),
        ("${deal.amount > 5}", "deal.amount > 5"),
        ("${empty deal.amount}", "deal.amount = null"),
        ("${not empty deal.amount}", "deal.amount != null"),
        ("${!empty deal.amount}", "deal.amount != null"),
        ('${execution.getVariable("days") == 3}', "days = 3"),
        ("${dateTime().plusDays(1).toDate()}", None),
        ("${a ? b : c}", None),
    ],
)
def test_juel_is_answered_with_feel(juel, feel):
    assert feel_for_juel(juel) == feel
