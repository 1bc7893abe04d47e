"""The table of the dialect, the page made from it, and the checks agree."""

import pytest

from app.engine.dialect import ATTRIBUTES, ELEMENTS, REFUSED, RUNS
from app.engine.dialect.__main__ import PAGE
from app.engine.dialect.document import dialect_document
from tests.engine.checks.conftest import DIAGRAMS
from tests.words import english

REFUSED_ELEMENTS = sorted(name for name, rule in ELEMENTS.items() if rule.status == REFUSED)
REFUSED_ATTRIBUTES = sorted(name for name, rule in ATTRIBUTES.items() if rule.status == REFUSED)
# One diagram would show nothing that another does not: each is put into the place where it may stand.
IN_DEFINITIONS = {
    *("choreography", "globalChoreographyTask", "globalTask", "globalManualTask", "globalScriptTask"),
    *("globalBusinessRuleTask", "correlationProperty", "endPoint", "extension"),
}
IN_PROCESS = {"choreographyTask", "subChoreography", "callChoreography", "implicitThrowEvent"} | {
    *("supportedInterfaceRef", "ioBinding", "supports", "eventDefinitionRef"),
}
IN_EXTENSIONS = {"camunda:formProperty", "camunda:potentialStarter"}
ELSEWHERE = IN_DEFINITIONS | IN_PROCESS | IN_EXTENSIONS
# Inside something that is itself refused.
NEVER_ALONE = {"operationRef"}


def diagram_of(kind: str, name: str) -> str:
    return f"{kind}--{name.replace(':', '-')}"


def test_the_page_is_made_from_the_table():
    assert PAGE.read_text(encoding="utf-8") == dialect_document(), "run: python -m app.engine.dialect"


@pytest.mark.parametrize("name", [name for name in REFUSED_ELEMENTS if name not in NEVER_ALONE | ELSEWHERE])
def test_refused_element_has_a_diagram_that_is_refused(check, name):
    found = check(diagram_of("element-refused", name))
    assert any(problem.code == "element-refused" and name in english(problem.message) for problem in found)


@pytest.mark.parametrize("name", sorted(ELSEWHERE))
def test_refused_element_is_refused_where_it_stands(check, name):
    text = (DIAGRAMS / "unreachable.bpmn").read_text(encoding="utf-8")
    begin, end = "<bpmn:process", "</bpmn:process>"
    if name in IN_DEFINITIONS:
        text = text.replace(begin, f'<bpmn:{name} id="other"/>{begin}', 1)
    elif name in IN_PROCESS:
        text = text.replace(end, f'<bpmn:{name} id="other"/>{end}', 1)
    else:
        text = text.replace(end, f"<bpmn:extensionElements><{name}/></bpmn:extensionElements>{end}", 1)
    found = check("refused", text)
    assert any(problem.code == "element-refused" and f"“{name}”" in english(problem.message) for problem in found)


@pytest.mark.parametrize("name", REFUSED_ATTRIBUTES)
def test_refused_attribute_has_a_diagram_that_is_refused(check, name):
    found = check(diagram_of("attribute-refused", name))
    assert any(problem.code == "attribute-refused" and name in english(problem.message) for problem in found)


def test_only_elements_that_run_have_attributes_of_their_own():
    assert all(rule.attributes == frozenset() for rule in ELEMENTS.values() if rule.status != RUNS)


def test_every_child_is_in_the_table():
    named = {child for rule in ELEMENTS.values() for child in rule.children or ()}
    assert named <= set(ELEMENTS)


def test_every_word_of_the_table_is_on_the_page():
    page = dialect_document()
    assert all(f"`{name}`" in page for name in (*ELEMENTS, *ATTRIBUTES))
