"""Requirements, knowledge models, decision services and imports."""

from __future__ import annotations

import pytest

from app.feel.dmn import DmnError, EvaluationLimits, load_model

from .dmn_xml import decision, dmn, input_data, knowledge, literal, table


def test_required_decisions_are_evaluated_first_and_once() -> None:
    model = load_model(
        dmn(
            input_data("x", "number"),
            decision("base", literal("x * 2"), inputs=["x"]),
            decision("left", literal("base + 1"), decisions=["base"]),
            decision("right", literal("base + 2"), decisions=["base"]),
            decision("total", literal("left + right"), decisions=["left", "right"]),
        )
    )
    result = model.evaluate("total", {"x": 10})
    assert result.value == 43
    assert [trace.name for trace in result.trace] == ["base", "left", "right", "total"]
    assert result.trace[-1].inputs == {"left": 21, "right": 22}


def test_a_decision_tells_its_inputs_and_what_it_reads() -> None:
    model = load_model(
        dmn(
            input_data("deal"),
            decision("risk", literal('if deal.amount > limit then "high" else "low"'), inputs=["deal"]),
            decision("next", table(["risk"], [['"high"', "user.name"]]), decisions=["risk"]),
        )
    )
    described = model.decision("next")
    assert described.inputs == ("deal",)
    assert described.reads == {("deal", "amount"), ("limit",), ("user", "name")}


def test_names_that_no_element_declares_come_from_the_inputs() -> None:
    model = load_model(dmn(decision("D", literal("deal.amount * 2"))))
    assert model.evaluate("D", {"deal": {"amount": 21}}).value == 42


def test_a_chain_of_a_thousand_decisions_ends() -> None:
    chain = [decision("d0", literal("1"))]
    chain += [decision(f"d{n}", literal(f"d{n - 1} + 1"), decisions=[f"d{n - 1}"]) for n in range(1, 1000)]
    assert load_model(dmn(*chain)).evaluate("d999", {}).value == 1000


def test_a_knowledge_model_may_call_itself() -> None:
    factorial = knowledge("f", ["n:number"], literal("if n <= 1 then 1 else n * f(n - 1)"))
    model = load_model(dmn(factorial, decision("D", literal("f(10)"), knowledge=["f"])))
    assert model.evaluate("D", {}).value == 3_628_800


@pytest.mark.parametrize("body", ["f(n + 1)", "f(n + 1) + f(n + 2)"])
def test_a_knowledge_model_that_never_stops_calling_itself_ends_at_a_limit(body: str) -> None:
    model = load_model(dmn(knowledge("f", ["n"], literal(body)), decision("D", literal("f(1)"), knowledge=["f"])))
    with pytest.raises(DmnError) as caught:
        model.evaluate("D", {})
    assert caught.value.code == "evaluation-limit"
    assert caught.value.element_name == "D"


def test_knowledge_models_that_branch_without_end_stop_at_the_number_of_expressions() -> None:
    body = literal("if n = 0 then 0 else f(n - 1) + f(n - 1)")
    source = dmn(knowledge("f", ["n"], body), decision("D", literal("f(40)"), knowledge=["f"]))
    with pytest.raises(DmnError, match="more than 1000 expressions"):
        load_model(source, limits=EvaluationLimits(evaluations=1000)).evaluate("D", {})


def test_a_decision_without_logic_is_null_unless_it_is_given() -> None:
    model = load_model(dmn(decision("opinion"), decision("D", literal("opinion"), decisions=["opinion"])))
    assert model.evaluate("D", {}).warnings[0].code == "decision-without-logic"
    assert model.evaluate("D", {"opinion": "good"}).value == "good"


def service(name: str, outputs: list[str], inputs: list[str] = [], decisions: list[str] = []) -> str:  # noqa: B006
    parts = [f'<outputDecision href="#{each}"/>' for each in outputs]
    parts += [f'<inputDecision href="#{each}"/>' for each in decisions]
    parts += [f'<inputData href="#{each}"/>' for each in inputs]
    return f'<decisionService id="{name}" name="{name}">{"".join(parts)}</decisionService>'


SERVICE = dmn(
    input_data("x", "number"),
    decision("rate", literal("0.5"), type_ref="number"),
    decision("price", literal("x * rate"), inputs=["x"], decisions=["rate"]),
    decision("label", literal('"price " + string(price)'), decisions=["price"]),
    service("Pricing", ["price"], ["x"], ["rate"]),
    service("Both", ["price", "label"], ["x"], ["rate"]),
    decision("D", literal("Pricing(10, 3)"), knowledge=["Pricing"]),
    decision("named", literal("Pricing(rate: 3, x: 10)"), knowledge=["Pricing"]),
    decision("wrong type", literal('Pricing("a", 3)'), knowledge=["Pricing"]),
    decision("too few", literal("Pricing(10)"), knowledge=["Pricing"]),
)


def test_a_service_takes_input_data_then_input_decisions() -> None:
    model = load_model(SERVICE)
    assert model.evaluate_service("Pricing", {"x": 10, "rate": 2}).value == 20
    assert model.evaluate("D", {}).value == 30
    assert model.evaluate("named", {}).value == 30


def test_a_service_with_several_outputs_gives_a_context() -> None:
    assert load_model(SERVICE).evaluate_service("Both", {"x": 10, "rate": 2}).value == {
        "price": 20,
        "label": "price 20",
    }


@pytest.mark.parametrize("name", ["wrong type", "too few"])
def test_a_service_called_wrongly_is_null_with_a_warning(name: str) -> None:
    result = load_model(SERVICE).evaluate(name, {})
    assert result.value is None
    assert result.warnings


def test_the_arguments_of_a_service_do_not_leak() -> None:
    model = load_model(
        dmn(
            input_data("x"),
            decision("inner", literal("x"), inputs=["x"]),
            service("S", ["inner"], ["x"]),
            decision("D", literal("[S(1), x, inner]"), inputs=["x"], decisions=["inner"], knowledge=["S"]),
        )
    )
    assert model.evaluate("D", {"x": 5}).value == [1, 5, 5]


def test_an_unknown_service_is_an_error() -> None:
    with pytest.raises(DmnError, match='no decision service "Nothing"'):
        load_model(SERVICE).evaluate_service("Nothing", {})


IMPORT = (
    '<import name="common" namespace="common-namespace" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
)
COMMON = dmn(
    '<itemDefinition name="tLevel"><typeRef>string</typeRef>'
    '<allowedValues><text>"low", "high"</text></allowedValues></itemDefinition>',
    input_data("Person name", "string"),
    decision("Greeting", literal('"Hello " + Person name'), inputs=["Person name"]),
    knowledge("Twice", ["n:number"], literal("n * 2")),
    namespace="common-namespace",
)


def test_imported_decisions_functions_inputs_and_types() -> None:
    common = load_model(COMMON)
    model = load_model(
        dmn(
            IMPORT,
            input_data("level", "common.tLevel"),
            decision("a", literal("common.Greeting"), decisions=["common-namespace#Greeting"]),
            decision("b", literal("common.Twice(21)"), knowledge=["common-namespace#Twice"]),
            decision("c", literal("common.Person name"), inputs=["common-namespace#Person name"]),
            decision("d", literal("level"), inputs=["level"]),
            decision("e", literal('"x" instance of common.tLevel')),
        ),
        {"common-namespace": common},
    )
    assert model.evaluate("a", {"Person name": "Ann"}).value == "Hello Ann"
    assert model.evaluate("b", {}).value == 42
    assert model.evaluate("c", {"common": {"Person name": "Bob"}}).value == "Bob"
    assert model.evaluate("d", {"level": "high"}).value == "high"
    assert model.evaluate("d", {"level": "medium"}).value is None
    assert model.evaluate("e", {}).value is True
