"""What the table calls running is really run by a test, and sound diagrams are let through."""

from pathlib import Path

import pytest
from lxml import etree

from app.engine.checks.vocabulary import element_name
from app.engine.dialect import ELEMENTS, RUNS
from tests.words import english, in_language, russian

ENGINE = Path(__file__).parents[1]
FIXTURES = [path for path in (ENGINE / "fixtures").rglob("*.bpmn") if path.parent.name != "refused"]
RUN_BY_TESTS = [*(ENGINE / "diagrams").glob("*.bpmn"), *(ENGINE / "parsing" / "diagrams").glob("*.bpmn"), *FIXTURES]


def test_every_element_that_runs_is_in_a_diagram_that_a_test_runs():
    used = {element_name(xml) for path in RUN_BY_TESTS for xml in etree.parse(path).iter() if isinstance(xml.tag, str)}
    assert {name for name, rule in ELEMENTS.items() if rule.status == RUNS} <= used


def in_process(content: str, root: str = "") -> str:
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="definitions">'
        f'{root}<process id="p" isExecutable="true">{content}</process></definitions>'
    )


def flow(pair: str) -> str:
    source, target = pair.split(">")
    return f'<sequenceFlow id="{source}_to_{target}" sourceRef="{source}" targetRef="{target}"/>'


def flows(*pairs: str) -> str:
    return "".join(map(flow, pairs))


def user(element_id: str) -> str:
    return f'<userTask id="{element_id}" camunda:candidateGroups="managers"/>'


CONDITION = '<conditionExpression>outcome = "x"</conditionExpression>'

SOUND = {
    "nested_parallel": (
        '<startEvent id="s"/><parallelGateway id="a"/><parallelGateway id="b"/><parallelGateway id="c"/>'
        f'<parallelGateway id="d"/>{user("x")}{user("y")}{user("z")}'
        + flows("s>a", "a>b", "a>x", "b>y", "b>z", "y>c", "z>c", "c>d", "x>d")
    ),
    "parallel_inside_a_loop": (
        '<startEvent id="s"/><exclusiveGateway id="merge"/><parallelGateway id="a"/><parallelGateway id="b"/>'
        f'{user("x")}{user("y")}<exclusiveGateway id="again" default="out"/><endEvent id="e"/>'
        + flows("s>merge", "merge>a", "a>x", "a>y", "x>b", "y>b", "b>again")
        + f'<sequenceFlow id="back" sourceRef="again" targetRef="merge">{CONDITION}</sequenceFlow>'
        '<sequenceFlow id="out" sourceRef="again" targetRef="e"/>'
    ),
    "inclusive_split_and_join": (
        '<startEvent id="s"/><inclusiveGateway id="a" default="a_to_x"/><inclusiveGateway id="b"/>'
        f"{user('x')}{user('y')}"
        + flows("s>a", "a>x", "x>b", "y>b")
        + f'<sequenceFlow id="maybe" sourceRef="a" targetRef="y">{CONDITION}</sequenceFlow>'
    ),
    "terminate_frees_the_join": (
        '<startEvent id="s"/><parallelGateway id="a"/><parallelGateway id="b"/>'
        f'{user("x")}{user("y")}<exclusiveGateway id="g" default="go"/>'
        '<endEvent id="stop"><terminateEventDefinition/></endEvent>'
        + flows("s>a", "a>x", "a>y", "x>b", "y>g")
        + '<sequenceFlow id="go" sourceRef="g" targetRef="b"/>'
        f'<sequenceFlow id="halt" sourceRef="g" targetRef="stop">{CONDITION}</sequenceFlow>'
    ),
    "interrupted_branch_comes_back_to_the_join": (
        '<startEvent id="s"/><parallelGateway id="a"/><exclusiveGateway id="m"/><parallelGateway id="b"/>'
        f"{user('x')}{user('y')}"
        '<boundaryEvent id="late" attachedToRef="x"><timerEventDefinition><timeDuration>PT1H</timeDuration>'
        "</timerEventDefinition></boundaryEvent>" + flows("s>a", "a>x", "a>y", "x>m", "late>m", "m>b", "y>b")
    ),
    "reminder_beside_the_work": (
        f'<startEvent id="s"/>{user("x")}<task id="remind"/>'
        '<boundaryEvent id="late" attachedToRef="x" cancelActivity="false"><timerEventDefinition>'
        "<timeCycle>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent>" + flows("s>x", "late>remind")
    ),
    "a_fork_that_never_joins": (
        f'<startEvent id="s"/><parallelGateway id="a"/>{user("x")}{user("y")}<exclusiveGateway id="m"/>'
        + flows("s>a", "a>x", "a>m", "m>y", "y>m")
    ),
    "fifty_parallel_diamonds_in_a_row": (
        '<startEvent id="s"/>'
        + "".join(
            f'<parallelGateway id="a{n}"/><parallelGateway id="b{n}"/><task id="x{n}"/><task id="y{n}"/>'
            for n in range(50)
        )
        + flows("s>a0", *(f"b{n}>a{n + 1}" for n in range(49)))
        + "".join(flows(f"a{n}>x{n}", f"a{n}>y{n}", f"x{n}>b{n}", f"y{n}>b{n}") for n in range(50))
    ),
}


@pytest.mark.parametrize("name", sorted(SOUND))
def test_sound_diagram_is_let_through(check, name):
    assert {problem.code for problem in check(name, in_process(SOUND[name]))} == {"diagram-missing"}


def test_drawing_tools_notes_are_let_through(check):
    content = (
        "<documentation>Words</documentation>"
        '<laneSet id="lanes"><lane id="lane" name="Отдел"><flowNodeRef>s</flowNodeRef></lane></laneSet>'
        '<startEvent id="s"><outgoing>s_to_t</outgoing></startEvent>'
        '<task id="t" name="Задача"><incoming>s_to_t</incoming></task><textAnnotation id="note"><text>Заметка</text>'
        '</textAnnotation><association id="line" sourceRef="t" targetRef="note"/>' + flows("s>t")
    )
    root = '<collaboration id="c"><participant id="pool" processRef="p"/><participant id="customer"/></collaboration>'
    assert {problem.code for problem in check("drawn", in_process(content, root))} == {"diagram-missing"}


def test_lane_is_the_name_of_a_lane():
    from app.engine.parsing.reader import read_diagram

    content = (
        '<laneSet id="l"><lane id="a" name="Отдел"><flowNodeRef>s</flowNodeRef></lane></laneSet><startEvent id="s"/>'
    )
    (process,) = read_diagram("lanes.bpmn", in_process(content).encode()).processes
    assert process.scope.nodes["s"].element.lane == "Отдел"


def test_item_of_a_repeated_sub_process_is_known_inside_it(check):
    content = (
        '<startEvent id="s"/><subProcess id="each"><multiInstanceLoopCharacteristics camunda:collection="[1, 2]"'
        ' camunda:elementVariable="item"/><startEvent id="s2"/><scriptTask id="double" scriptFormat="feel"'
        ' camunda:resultVariable="twice"><script>item * 2 + loopCounter</script></scriptTask>'
        + flows("s2>double")
        + "</subProcess>"
        + flows("s>each")
    )
    assert {problem.code for problem in check("item", in_process(content))} == {"diagram-missing"}


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("role-unknown", "manager"),
        ("status-unknown", "new"),
        ("form-unknown", "ask"),
        ("decision-unknown", "discount"),
        ("topic-unknown", "check.remember"),
        ("input-unknown", "note"),
        ("field-unknown", "name"),
        ("feel-unknown-name", "status"),
        ("feel-unknown-name--variable", "outcome"),
        ("juel", "not(done)"),
        ("attribute-refused--camunda-formKey", "camunda:formRef"),
    ],
)
def test_near_miss_is_answered_with_what_was_meant(check, name, suggested):
    (problem,) = [problem for problem in check(name) if problem.is_error]
    for language in ("ru", "en"):
        assert suggested in in_language(problem.suggestion or problem.message, language)


def test_position_inside_an_expression_is_told(check):
    (problem,) = [problem for problem in check("feel-unknown-name") if problem.is_error]
    assert "statsu" in english(problem.message)
    assert "character 8" in english(problem.message)
    assert "знак 8" in russian(problem.message)
