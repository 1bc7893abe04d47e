"""Variables keep their type when they are saved."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.feel.temporal import YearsMonthsDuration
from tests.engine import sample


def test_every_type_comes_back_as_it_was(engine):
    engine.deploy("typed_variables")
    instance_id = engine.start("typed_variables")
    values = engine.variables(instance_id)["values"]
    assert values[0] == date(2026, 3, 2)
    assert values[1] == datetime.fromisoformat("2026-03-02T10:00:00+03:00")
    assert values[2:] == [
        Decimal("1.25"),
        timedelta(days=1, hours=2),
        YearsMonthsDuration(14),
        time(10, 30),
        True,
        None,
        "ж",
        7,
    ]
    assert not isinstance(values[0], datetime)
    engine.complete("work")
    assert engine.variables(instance_id)["tomorrow"] == date(2026, 3, 3)


def test_a_decision_table_decides(engine):
    engine.deploy("discount.dmn", "business_rule")
    instance_id = engine.start("business_rule", amount=2500)
    assert engine.variables(instance_id)["discount"] == Decimal("0.15")


def test_expressions_see_the_record_the_actor_and_the_variables(engine):
    engine.deploy("scope")
    record_id = sample.make_record("Тест", amount=Decimal("10.50"))
    engine.start("scope", record_id, extra="x")
    assert sample.calls == ["Тест anna x 10.5 Тест"]


def test_output_parameters_take_what_they_name_from_the_result(engine):
    engine.deploy("outputs")
    variables = engine.variables(engine.start("outputs"))
    assert (variables["first"], variables["count"]) == (1, 2)
    assert "value" not in variables
