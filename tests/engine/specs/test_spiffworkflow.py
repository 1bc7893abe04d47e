"""What SpiffWorkflow does by itself, and what we mend therefore (docs/spiffworkflow.md).

A test that fails after an upgrade says that the library has changed: perhaps the mend can go.
"""

import importlib
import re
from pathlib import Path

import pytest
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.event_definitions import SignalEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent

from tests.engine.specs.library import diagram, start, unfinished

ENGINE = Path(__file__).parents[1]
PAGE = ENGINE.parents[1] / "docs" / "spiffworkflow.md"
ALARM = '<signal id="alarm" name="alarm"/>'
ON_ALARM = '<signalEventDefinition signalRef="alarm"/>'
ROWS = re.findall(r"^\| (.+?) \| .+? \| `(.+?)` \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_a_plain_task_waits_for_ever():
    assert unfinished(start(diagram({"s": "startEvent", "t": "task", "e": "endEvent"}, ["s -> t", "t -> e"]))) == {"t"}


def test_a_signal_end_event_is_not_heard():
    elements = {
        "s": "startEvent",
        "fork": "parallelGateway",
        "hear": f"intermediateCatchEvent {ON_ALARM}",
        "shout": f"endEvent {ON_ALARM}",
        "heard": "endEvent",
    }
    workflow = start(diagram(elements, ["s -> fork", "fork -> hear", "fork -> shout", "hear -> heard"], about=ALARM))
    assert "hear" in unfinished(workflow)


def test_a_condition_on_a_flow_out_of_a_task_is_ignored():
    elements = {"s": "startEvent", "t": "scriptTask <script>x = 1</script>", "ask": "userTask", "e": "endEvent"}
    assert unfinished(start(diagram(elements, ["s -> t", "t -> ask: x == 2", "ask -> e"]))) == {"ask"}


def test_an_error_that_nobody_catches_ends_the_process_as_if_it_were_done():
    elements = {"s": "startEvent", "e": 'endEvent <errorEventDefinition errorRef="wrong"/>'}
    workflow = start(diagram(elements, ["s -> e"], about='<error id="wrong" name="wrong" errorCode="wrong"/>'))
    assert workflow.is_completed()


@pytest.mark.parametrize("interrupting", ["true", "false"])
def test_an_event_sub_process_never_interrupts(interrupting):
    inner = (
        f'<subProcess id="sub" triggeredByEvent="true"><startEvent id="s2" isInterrupting="{interrupting}">'
        f"<outgoing>s2_u2</outgoing>{ON_ALARM}</startEvent>"
        '<userTask id="u2"><incoming>s2_u2</incoming><outgoing>u2_e2</outgoing></userTask>'
        '<endEvent id="e2"><incoming>u2_e2</incoming></endEvent>'
        '<sequenceFlow id="s2_u2" sourceRef="s2" targetRef="u2"/>'
        '<sequenceFlow id="u2_e2" sourceRef="u2" targetRef="e2"/>'
        "</subProcess>"
    )
    elements = {"s": "startEvent", "ask": "userTask", "e": "endEvent"}
    workflow = start(diagram(elements, ["s -> ask", "ask -> e"], more=inner, about=ALARM))
    workflow.catch(BpmnEvent(SignalEventDefinition("alarm")))
    workflow.do_engine_steps()
    assert unfinished(workflow) == {"ask", "sub", "u2"}


def test_a_conditional_boundary_event_is_not_looked_at_again():
    boundary = (
        '<boundaryEvent id="rich" attachedToRef="ask"><outgoing>rich_e2</outgoing><conditionalEventDefinition>'
        "<condition>x == 1</condition></conditionalEventDefinition></boundaryEvent>"
        '<endEvent id="e2"><incoming>rich_e2</incoming></endEvent>'
        '<sequenceFlow id="rich_e2" sourceRef="rich" targetRef="e2"/>'
    )
    elements = {"s": "startEvent", "ask": "userTask", "e": "endEvent"}
    workflow = start(diagram(elements, ["s -> ask", "ask -> e"], more=boundary), x=0)
    for task in workflow.get_tasks():
        task.data["x"] = 1
    workflow.refresh_timers()
    assert unfinished(workflow) == {"ask", "rich"}


def test_a_duration_as_the_standard_writes_it_fails_when_it_is_reached():
    timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
    elements = {"s": "startEvent", "wait": f"intermediateCatchEvent {timer}", "e": "endEvent"}
    with pytest.raises(WorkflowTaskException, match="PT1H"):
        start(diagram(elements, ["s -> wait", "wait -> e"]))


def test_a_script_reaches_the_host():
    elements = {"s": "startEvent", "t": "scriptTask <script>import os; here = os.getcwd()</script>", "e": "endEvent"}
    assert start(diagram(elements, ["s -> t", "t -> e"])).last_task.data["here"] == str(Path.cwd())


def test_each_diamond_doubles_the_tree():
    sizes = []
    for count in (1, 2, 3):
        elements, flows = {"s": "startEvent", "e": "endEvent"}, ["s -> fork0", f"join{count - 1} -> e"]
        for number in range(count):
            elements |= {f"fork{number}": "parallelGateway", f"join{number}": "parallelGateway"}
            elements |= {f"a{number}": "userTask", f"b{number}": "userTask"}
            flows += [f"fork{number} -> {side}{number}" for side in "ab"]
            flows += [f"{side}{number} -> join{number}" for side in "ab"]
            flows += [f"join{number} -> fork{number + 1}"] if number + 1 < count else []
        sizes.append(len(start(diagram(elements, flows)).tasks))
    assert sizes == [13, 29, 61]


def test_a_loop_keeps_every_finished_task():
    elements = {
        "s": "startEvent",
        "again": "exclusiveGateway",
        "t": "scriptTask <script>n = n + 1</script>",
        "enough": 'exclusiveGateway/default="enough_e"',
        "e": "endEvent",
    }
    flows = ["s -> again", "again -> t", "t -> enough", "enough -> again: n &lt; 100", "enough -> e"]
    assert len(start(diagram(elements, flows), n=0).tasks) > 300


def test_a_long_row_of_elements_cannot_be_read():
    names = [f"t{number}" for number in range(1000)]
    elements = {"s": "startEvent", **dict.fromkeys(names, "scriptTask <script>x = 1</script>"), "e": "endEvent"}
    flows = [f"{source} -> {target}" for source, target in zip(["s", *names], [*names, "e"], strict=True)]
    with pytest.raises(ValidationException, match="RecursionError"):
        start(diagram(elements, flows))


def test_what_parallel_branches_collect_is_lost_but_for_the_last():
    elements = {
        "s": "startEvent",
        "fork": "parallelGateway",
        "a": "scriptTask <script>found = found + ['a']</script>",
        "b": "scriptTask <script>found = found + ['b']</script>",
        "join": "parallelGateway",
        "e": "endEvent",
    }
    flows = ["s -> fork", "fork -> a", "fork -> b", "a -> join", "b -> join", "join -> e"]
    assert start(diagram(elements, flows), found=[]).last_task.data["found"] != ["a", "b"]


@pytest.mark.parametrize(("title", "mend", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_the_page_names_what_is_there(title, mend, shown):
    module, _dot, name = mend.rpartition(".")
    assert hasattr(importlib.import_module(f"app.engine.{module}"), name)
    for fixture in re.findall(r"`(.+?)`", shown):
        assert (ENGINE / "fixtures" / f"{fixture}.yaml").exists(), fixture


def test_the_page_has_rows():
    assert len(ROWS) > 15
