"""What ships in bpmn/ and forms/ is clean: it deploys without a word, can be read, and speaks both languages."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from lxml import etree

from app.engine import SYSTEM, deploy
from app.records.forms.parse import parse_form
from app.records.lifecycle.parse import parse_lifecycle
from tests.words import english

ROOT = Path(__file__).parents[2]
DIAGRAMS = sorted((ROOT / "bpmn").glob("*.bpmn"))
LIFECYCLES = sorted((ROOT / "bpmn").glob("*.lifecycle.yaml"))
FORMS = sorted((ROOT / "forms").glob("*.form"))
FILES = [*DIAGRAMS, *LIFECYCLES, *FORMS, *sorted((ROOT / "bpmn").glob("*.dmn"))]
NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "camunda": "http://camunda.org/schema/1.0/bpmn",
}
RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)

by_diagram = pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.name)
by_lifecycle = pytest.mark.parametrize("path", LIFECYCLES, ids=lambda path: path.name)
by_form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)


def root_of(path: Path) -> etree._Element:
    return etree.fromstring(path.read_bytes())


def find(root: etree._Element, path: str) -> list:
    return root.xpath(path, namespaces=NAMESPACES)


def test_everything_deploys_together_without_a_word(app):
    result = deploy({path.name: path.read_bytes() for path in FILES}, name="all", actor=SYSTEM, dry_run=True)

    assert [(problem.file_name, problem.line, english(problem.message)) for problem in result.problems] == []
    assert len(result.artifacts) == len(FILES)


def test_there_is_a_form_for_each_one_that_a_diagram_or_a_record_type_names():
    from app.records.types import registry

    named = {form for path in DIAGRAMS for form in find(root_of(path), "//@camunda:formRef")}
    named |= {form for record_type in registry for form in record_type.forms.values()}

    assert named <= {path.stem for path in FORMS}


@by_form
def test_the_id_of_a_form_is_the_name_of_its_file(path):
    assert parse_form(path.name, path.read_bytes())[0] == path.stem


@by_form
def test_every_label_of_a_form_has_its_english(path):
    form = parse_form(path.name, path.read_bytes())[1]

    for component in form.walk():
        words = [component.label, component.description, *(option.label for option in component.options)]
        assert [each for each in words if RUSSIAN.search(each.get("en", ""))] == []


@by_lifecycle
def test_every_label_of_a_lifecycle_has_its_english(path):
    lifecycle = parse_lifecycle(path.name, path.read_bytes())[1]

    labels = [each.label for each in (*lifecycle.stages, *lifecycle.statuses, *lifecycle.roles.values())]
    assert [each for each in (lifecycle.name, *labels) if RUSSIAN.search(each["en"])] == []


@by_diagram
def test_every_name_in_a_diagram_has_its_english(path):
    for element in find(root_of(path), "//bpmn:process/descendant-or-self::bpmn:*[@name]"):
        english = find(element, "bpmn:extensionElements/camunda:properties/camunda:property[@name='name:en']/@value")
        assert english, element.get("id")


@by_diagram
def test_every_outcome_has_its_english(path):
    for task in find(root_of(path), "//bpmn:userTask"):
        names = find(task, ".//camunda:property/@name")
        outcomes = [name for name in names if name.startswith("outcome:") and name.count(":") == 1]
        assert outcomes
        assert [f"{name}:en" for name in outcomes if f"{name}:en" not in names] == []


@by_diagram
def test_every_refusal_speaks_english(path):
    for event in find(root_of(path), "//bpmn:endEvent[bpmn:errorEventDefinition]"):
        assert find(event, ".//camunda:property[@name='message:en']/@value")


@by_diagram
def test_every_element_is_drawn(path):
    root = root_of(path)
    drawn = set(find(root, "//@bpmnElement"))

    assert (
        set(find(root, "//bpmn:process/*[not(self::bpmn:extensionElements or self::bpmn:documentation)]/@id")) <= drawn
    )


@by_diagram
def test_tasks_are_wide_enough_for_russian_words(path):
    root = root_of(path)
    tasks = set(find(root, "//bpmn:process/*[contains(local-name(), 'Task')]/@id"))

    for shape in find(root, "//bpmndi:BPMNShape"):
        if shape.get("bpmnElement") in tasks:
            assert float(find(shape, "dc:Bounds/@width")[0]) >= 160


@by_diagram
def test_no_shapes_and_labels_overlap(path):
    boundary = set(find(root_of(path), "//bpmn:boundaryEvent/@id"))
    boxes = [
        (owner, box)
        for owner, box in boxes_of(root_of(path))
        if owner not in boundary  # boundary events sit on their tasks
    ]

    held = held_by_sub_processes(root_of(path))
    assert [
        (a, b)
        for (a, one), (b, other) in combinations(boxes, 2)
        if overlap(one, other)
        and not (b in held.get(a, ()) and is_within(other, one))
        and not (a in held.get(b, ()) and is_within(one, other))
    ] == []


@by_diagram
def test_no_flows_cross(path):
    edges = find(root_of(path), "//bpmndi:BPMNEdge")
    segments = [(edge.get("bpmnElement"), segment) for edge in edges for segment in segments_of(edge)]

    crossing = [(a, b) for (a, one), (b, other) in combinations(segments, 2) if a != b and cross(one, other)]
    assert crossing == []


@by_diagram
def test_no_flow_runs_through_an_element(path):
    root = root_of(path)
    shapes = {
        shape.get("bpmnElement"): box_of(find(shape, "dc:Bounds")[0]) for shape in find(root, "//bpmndi:BPMNShape")
    }
    held = held_by_sub_processes(root)
    for edge in find(root, "//bpmndi:BPMNEdge"):
        for (x1, y1), (x2, y2) in segments_of(edge):
            line = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            flow = edge.get("bpmnElement")
            through = [name for name, box in shapes.items() if overlap(box, line) and flow not in held.get(name, ())]
            assert through == [], flow


def boxes_of(root: etree._Element) -> list[tuple[str, tuple]]:
    boxes = []
    for drawn in find(root, "//bpmndi:BPMNShape|//bpmndi:BPMNEdge"):
        for bounds in find(drawn, "dc:Bounds|bpmndi:BPMNLabel/dc:Bounds"):
            boxes.append((drawn.get("bpmnElement"), box_of(bounds)))
    return boxes


def held_by_sub_processes(root: etree._Element) -> dict[str, set[str]]:
    """What stands in each sub-process that is drawn open, by ids."""
    return {each.get("id"): set(find(each, ".//*/@id")) for each in find(root, "//bpmn:subProcess")}


def is_within(one: tuple, other: tuple) -> bool:
    return other[0] <= one[0] and other[1] <= one[1] and one[2] <= other[2] and one[3] <= other[3]


def box_of(bounds: etree._Element) -> tuple[float, float, float, float]:
    x, y, width, height = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def overlap(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def segments_of(edge: etree._Element) -> list[tuple]:
    points = [(float(point.get("x")), float(point.get("y"))) for point in find(edge, "di:waypoint")]
    return list(pairwise(points))


def cross(one: tuple, other: tuple) -> bool:
    """Whether two segments meet at right angles inside both."""
    for flat, steep in ((one, other), (other, one)):
        (fx1, fy), (fx2, fy2) = flat
        (sx, sy1), (sx2, sy2) = steep
        if fy == fy2 and sx == sx2 and min(fx1, fx2) < sx < max(fx1, fx2) and min(sy1, sy2) < fy < max(sy1, sy2):
            return True
    return False
