"""Every word of BPMN 2.0 and of Camunda, as the editors' own libraries list them, is decided: it runs and a test runs
it, it is drawn, it is refused in words, or it is refused as unknown."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from app.engine.checks.vocabulary import attribute_name, check_vocabulary, element_name, owner_refuses
from app.engine.dialect import ATTRIBUTES, ELEMENTS, REFUSED, RUNS
from app.engine.parsing.reader import read_diagram
from app.engine.problems.findings import Findings
from tests.engine.checks.conftest import DIAGRAMS
from tests.engine.checks.test_what_runs import RUN_BY_TESTS
from tests.words import catalogue, english, russian

MODULES = Path(__file__).parents[3] / "node_modules"
BPMN_WORDS = json.loads((MODULES / "bpmn-moddle/resources/bpmn/json/bpmn.json").read_text(encoding="utf-8"))
CAMUNDA_WORDS = json.loads((MODULES / "camunda-bpmn-moddle/resources/camunda.json").read_text(encoding="utf-8"))
NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
RUNNING = sorted(name for name, rule in ELEMENTS.items() if rule.status == RUNS)
# What carries no meaning of its own: names, and where an element template came from.
REFUSED_ATTRIBUTES = {name for name, rule in ATTRIBUTES.items() if rule.status == REFUSED}
PLAIN = {"id", "name", "xsi:type", "language"}


def tag(type_name: str) -> str:
    return type_name[0].lower() + type_name[1:]


def all_elements() -> set[str]:
    """The names of all XML elements of BPMN and Camunda."""
    found = {tag(each["name"]) for each in BPMN_WORDS["types"] if not each.get("isAbstract")}
    for each in BPMN_WORDS["types"]:
        for part in each.get("properties", ()):
            if not (part.get("isAttr") or part.get("isBody") or part.get("isVirtual")):
                written_by_name = (
                    part.get("isReference") or "serialize" in part.get("xml", {}) or part["type"] == "String"
                )
                found |= {part["name"]} if written_by_name else set()
    own = [each for each in CAMUNDA_WORDS["types"] if not each.get("isAbstract") and not each.get("extends")]
    return found | {f"camunda:{tag(each['name'])}" for each in own}


def all_attributes() -> set[str]:
    """The names of all XML attributes, Camunda's with the prefix (on BPMN elements) and without (on its own)."""
    parts = [part for each in BPMN_WORDS["types"] for part in each.get("properties", ()) if part.get("isAttr")]
    found = {part["name"] for part in parts}
    for each in CAMUNDA_WORDS["types"]:
        for part in each.get("properties", ()):
            name = part["name"].removeprefix("camunda:")
            found |= {name, f"camunda:{name}"} if part.get("isAttr") else set()
    return found


def ways_to() -> dict[str, tuple[str, ...]]:
    """For each element that runs, the elements around it where it may be, the outermost first."""
    ways: dict[str, tuple[str, ...]] = {"definitions": ()}
    waiting = ["definitions"]
    for outer in waiting:
        for inner in sorted(ELEMENTS[outer].children or ()):
            if inner not in ways and ELEMENTS[inner].status == RUNS and inner not in IN_EXTENSIONS:
                ways[inner] = (*ways[outer], outer)
                waiting.append(inner)
        for inner in IN_EXTENSIONS - set(ways) if "extensionElements" in (ELEMENTS[outer].children or ()) else ():
            if ELEMENTS[inner].status == RUNS and not owner_refuses(inner, outer):
                ways[inner] = (*ways[outer], outer, "extensionElements")
                waiting.append(inner)
    return ways


IN_EXTENSIONS = ELEMENTS["extensionElements"].children
WAYS = ways_to()


def said_about(element: str, attributes: str = "", content: str = "") -> list:
    """The errors of a document that has this element where it may be."""
    around = [(name, ' isExecutable="true"' if name == "process" else "") for name in WAYS[element]]
    if element == "process" and "isExecutable" not in attributes:
        attributes += ' isExecutable="true"'
    text = f"<{element} {attributes}>{content}</{element}>"
    for name, more in reversed(around):
        text = f"<{name}{more}>{text}</{name}>"
    text = text.replace("<definitions", f"<definitions {NAMESPACES}", 1)
    diagram, findings = read_diagram("all.bpmn", text.encode()), Findings("all.bpmn")
    check_vocabulary(diagram, findings)
    return [problem for problem in findings.problems if problem.is_error]


def test_every_element_that_runs_can_be_reached():
    assert set(RUNNING) == set(WAYS)


def named_in(errors: list, what: str) -> set[str]:
    """The elements or attributes that the errors are about."""
    return {
        name
        for error in errors
        if error.code.startswith(what)
        for name in re.findall(rf"(?<!of the ){what} “([^”]+)”", english(error.message))
    }


@pytest.mark.parametrize("element", RUNNING)
def test_every_element_inside_another_is_known_there_or_refused(element):
    names = all_elements()
    refused = named_in(said_about(element, content="".join(f"<{name}/>" for name in sorted(names))), "element")
    known = {name for name in ELEMENTS[element].children or () if ELEMENTS[name].status != REFUSED}
    misplaced = {name for name in known if element == "extensionElements" and owner_refuses(name, WAYS[element][-1])}
    assert names - refused == (known - misplaced) & names


@pytest.mark.parametrize("element", RUNNING)
def test_every_attribute_of_an_element_is_known_there_or_refused(element):
    names = all_attributes() - {"isExecutable"}
    errors = said_about(element, " ".join(f'{name}="no such value"' for name in sorted(names)))
    known = {name for name in ELEMENTS[element].attributes if name not in REFUSED_ATTRIBUTES}
    assert names - named_in(errors, "attribute") == known & names


def used_by_tests() -> set[tuple[str, str]]:
    """The attributes of the diagrams that tests run, as (element, attribute)."""
    return {
        (element_name(xml), attribute_name(name, xml))
        for path in RUN_BY_TESTS
        for xml in etree.parse(path).iter()
        if isinstance(xml.tag, str)
        for name in xml.attrib
    }


def test_every_attribute_that_runs_is_in_a_diagram_that_a_test_runs():
    used = used_by_tests()
    running = {
        (element, attribute)
        for element in RUNNING
        for attribute in ELEMENTS[element].attributes - PLAIN - set(ATTRIBUTES)
    }
    own = {pair for pair in running if sum(attribute == pair[1] for _, attribute in running) == 1}
    assert own - used == set()  # the others are read in one place for all the elements that have them
    assert {attribute for _, attribute in running} <= {attribute for _, attribute in used}


def test_everything_refused_is_refused_in_both_languages():
    for name, rule in {**ELEMENTS, **ATTRIBUTES}.items():
        if rule.status == REFUSED:
            assert rule.note, name
            assert catalogue("ru").gettext(rule.note) != rule.note, name


# What the deployment looks for besides: the problem that says so, and the diagram that has it.
PROMISED = {
    "unreachable elements": "unreachable",
    "joins that can wait for ever": "join-may-hang",
    "joins that wait for ever": "join-never",
    "missing default flows": "gateway-default-missing",
    "loops without a wait": "endless-loop",
    "unknown roles": "role-unknown",
    "unknown roles in people()": "role-unknown--people",
    "unknown topics": "topic-unknown",
    "unknown forms": "form-unknown",
    "unknown decisions": "decision-unknown",
    "unknown processes": "process-unknown",
    "unknown statuses": "status-unknown",
    "a status set but not in the lifecycle": "status-unknown--input",
    "unknown record fields": "field-unknown",
    "unknown record fields in expressions": "feel-unknown-name",
    "unknown variables in expressions": "feel-unknown-name--variable",
    "timers that do not parse": "timer-text",
    "dates that do not parse": "timer-text--date",
    "durations in expressions that do not parse": "feel-malformed-time",
    "two elements with one id": "id-duplicate",
}


@pytest.mark.parametrize("promise", PROMISED)
def test_what_is_promised_is_said_with_its_place_and_what_to_do(check, promise):
    code = PROMISED[promise].split("--")[0]
    (found,) = [problem for problem in check(PROMISED[promise]) if problem.code == code]
    lines = (DIAGRAMS / f"{PROMISED[promise]}.bpmn").read_text(encoding="utf-8").splitlines()
    assert found.is_error
    assert None not in (found.element_id, found.element_name, found.line, found.column)
    assert 1 <= found.column <= len(lines[found.line - 1])
    for words in (found.message, found.suggestion):
        assert all((russian(words), english(words)))
        assert russian(words) != english(words)


def test_warnings_are_apart_and_never_block(check):
    found = check("second-token")
    assert "second-token" in [problem.code for problem in found if not problem.is_error]
    assert not any(problem.is_error for problem in found)
