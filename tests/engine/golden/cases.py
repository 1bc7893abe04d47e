"""Processes in the middle of their lives. What stands before `yield` a release has done, the rest today's code does.

Each case is named after the place where its process is kept, and brings it to its end.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.engine.golden.process import Process

DIAGRAMS = Path(__file__).parents[1] / "diagrams"
Case = Callable[[Process], Iterator[None]]
CASES: dict[str, Case] = {}
FILES: set[str] = set()


def case(*files: str) -> Callable[[Case], Case]:
    """Register a case with its diagrams."""

    def register(function: Case) -> Case:
        CASES[function.__name__] = function
        FILES.update(files)
        return function

    return register


def _expect(found: Any, wanted: Any) -> None:
    assert found == wanted, f"{found} instead of {wanted}"


@case("technical_failure.bpmn")
def incident_of_a_timer(process: Process) -> Iterator[None]:
    """The first one: the clock job is at work here, which is not for one process only."""
    process.start("technical_failure")
    process.run_clock(hours=1)
    process.run_clock(minutes=10)
    process.run_clock(minutes=10)
    yield
    _expect(process.incidents(), ["act"])
    process.change(note="repaired")
    process.retry()


@case("user_task.bpmn")
def user_task(process: Process) -> Iterator[None]:
    process.start("user_task")
    yield
    process.complete("question", "yes")


@case("typed_variables.bpmn")
def typed_variables(process: Process) -> Iterator[None]:
    process.start("typed_variables", plan=date(2026, 5, 1), rate=Decimal("0.125"), nested={"a": [1, None, {"b": True}]})
    yield
    process.complete("work")
    variables = process.variables()
    _expect(variables["plan"], date(2026, 5, 1))
    _expect(variables["rate"], Decimal("0.125"))
    _expect(variables["nested"], {"a": [1, None, {"b": True}]})
    _expect(variables["values"][:3:2], [date(2026, 3, 2), Decimal("1.25")])
    _expect(variables["tomorrow"], date(2026, 3, 3))
    process.complete("end_work")


@case("parallel.bpmn")
def parallel_branches_open(process: Process) -> Iterator[None]:
    process.start("parallel")
    yield
    for name in "cab":
        process.complete(name)
    process.complete("after")


@case("parallel.bpmn")
def parallel_branches_half_joined(process: Process) -> Iterator[None]:
    process.start("parallel")
    process.complete("b")
    yield
    process.complete("a")
    _expect(process.tasks(), ["c"])
    process.complete("c")
    process.complete("after")


@case("parallel_loop.bpmn")
def parallel_branches_in_their_third_round(process: Process) -> Iterator[None]:
    process.start("parallel_loop", again=True)
    for name in ("a", "b", "b", "a", "a"):
        process.complete(name, again=True)
    yield
    process.complete("b", again=False)
    while process.tasks():
        for name in process.tasks():
            process.complete(name, again=False)


@case("inclusive.bpmn")
def inclusive_branches_half_joined(process: Process) -> Iterator[None]:
    process.start("inclusive", x=True, y=True)
    process.complete("b")
    yield
    process.complete("a")
    _expect(process.tasks(), ["after"])
    process.complete("after")


@case("inclusive.bpmn")
def inclusive_default_branch(process: Process) -> Iterator[None]:
    process.start("inclusive", x=False, y=False)
    yield
    process.complete("c")
    process.complete("after")


@case("event_based_gateway.bpmn")
def event_based_gateway_then_message(process: Process) -> Iterator[None]:
    process.start("event_based_gateway")
    yield
    _expect(process.waits(), ["answered", "filled", "late"])
    process.send("answer")
    _expect((process.tasks(), process.waits()), (["read"], []))
    process.complete("read")


@case("event_based_gateway.bpmn")
def event_based_gateway_then_timer(process: Process) -> Iterator[None]:
    process.start("event_based_gateway")
    yield
    process.wait(days=1)
    _expect((process.tasks(), process.waits()), (["remind"], []))
    process.complete("remind")


@case("event_based_gateway.bpmn")
def event_based_gateway_then_condition(process: Process) -> Iterator[None]:
    process.start("event_based_gateway")
    yield
    process.change(note="filled")
    _expect((process.tasks(), process.waits()), (["check"], []))
    process.complete("check")


@case("boundary_timer.bpmn")
def boundary_timer_then_work(process: Process) -> Iterator[None]:
    process.start("boundary_timer")
    yield
    process.complete("work")


@case("boundary_timer.bpmn")
def boundary_timer_then_late(process: Process) -> Iterator[None]:
    process.start("boundary_timer")
    yield
    process.wait(hours=2)
    _expect(process.tasks(), ["hurry"])
    process.complete("hurry")


@case("boundary_timer_reminder.bpmn")
def boundary_timer_reminded_once(process: Process) -> Iterator[None]:
    process.start("boundary_timer_reminder")
    process.wait(minutes=10)
    yield
    process.wait(minutes=10)
    process.wait(minutes=10)
    _expect((process.tasks(), process.waits()), (["work"], []))
    process.complete("work")


@case("timer_catch.bpmn")
def timer_catch(process: Process) -> Iterator[None]:
    process.start("timer_catch", until=date(2026, 3, 5))
    yield
    process.wait(days=4)
    process.complete("work")


@case("boundary_message_repeat.bpmn")
def boundary_message_heard_once(process: Process) -> Iterator[None]:
    process.start("boundary_message_repeat")
    process.send("news", text="first")
    yield
    process.send("news", text="second")
    _expect(process.waits(), ["heard"])
    process.complete("work")


@case("receive_task.bpmn")
def receive_task(process: Process) -> Iterator[None]:
    process.start("receive_task")
    yield
    process.send("reply")
    process.complete("work")


@case("message_throw.bpmn")
def message_that_another_branch_will_throw(process: Process) -> Iterator[None]:
    process.start("message_throw", note="word")
    yield
    process.complete("work")
    _expect(process.variables()["text"], "word")
    process.complete("after")


@case("signal_catch.bpmn")
def signal_that_another_branch_will_throw(process: Process) -> Iterator[None]:
    process.start("signal_catch")
    yield
    process.complete("work")


@case("status_life.bpmn")
def status_life_after_twenty_rounds(process: Process) -> Iterator[None]:
    process.start("status_life")
    for number in range(20):
        process.send("statusRequested", status=f"status{number}")
    yield
    process.send("statusRequested", status="another")
    process.send("statusRequested", status="closed")


@case("conditional_boundary.bpmn")
def conditional_boundary(process: Process) -> Iterator[None]:
    process.start("conditional_boundary")
    yield
    process.change(manager=1)
    _expect(process.tasks(), ["work"])
    process.complete("work")


@case("conditional_repeat.bpmn")
def conditional_boundary_that_was_true(process: Process) -> Iterator[None]:
    process.start("conditional_repeat")
    process.change(amount=2000)
    yield
    process.change(amount=1)
    process.change(amount=3000)
    _expect(process.waits(), ["big"])
    process.complete("work")


@case("conditional_catch.bpmn")
def conditional_catch(process: Process) -> Iterator[None]:
    process.start("conditional_catch")
    yield
    process.change(amount=2000)
    process.complete("work")


@case("multi_instance.bpmn")
def multi_instance_half_done(process: Process) -> Iterator[None]:
    process.start("multi_instance", people=["a", "b", "c"])
    process.complete("ask", index=1)
    yield
    _expect(process.tasks(), ["ask", "ask"])
    process.complete("ask")
    process.complete("ask")


@case("multi_instance_sequential.bpmn")
def multi_instance_sequential_half_done(process: Process) -> Iterator[None]:
    process.start("multi_instance_sequential", people=["a", "b", "c"])
    process.complete("ask")
    yield
    while process.tasks():
        process.complete("ask")


@case("multi_instance_sub_process.bpmn")
def multi_instance_sub_process_half_done(process: Process) -> Iterator[None]:
    process.start("multi_instance_sub_process", people=["a", "b", "c"])
    process.complete("ask")
    yield
    process.complete("ask")
    process.complete("ask")
    process.complete("after")


@case("multi_instance_sub_process.bpmn")
def multi_instance_sub_process_then_stopped(process: Process) -> Iterator[None]:
    process.start("multi_instance_sub_process", people=["a", "b"])
    process.complete("ask", index=1)
    yield
    process.send("enough")
    process.complete("stopped")


@case("sub_process.bpmn")
def sub_process_in_a_sub_process(process: Process) -> Iterator[None]:
    process.start("sub_process")
    yield
    process.complete("deep")
    process.complete("beside")
    process.complete("after")


@case("sub_process.bpmn")
def sub_process_half_done_then_stopped(process: Process) -> Iterator[None]:
    process.start("sub_process")
    process.complete("beside")
    yield
    process.send("stop")
    _expect(process.tasks(), [])


@case("sub_process_timer.bpmn")
def sub_process_reminded(process: Process) -> Iterator[None]:
    process.start("sub_process_timer")
    process.complete("a")
    process.wait(hours=1)
    yield
    _expect(process.tasks(), ["b", "hurry"])
    process.wait(hours=1)
    process.complete("hurry")
    process.complete("give_up")


@case("terminate_sub_process.bpmn")
def terminate_inside_a_sub_process(process: Process) -> Iterator[None]:
    process.start("terminate_sub_process")
    yield
    process.complete("a")
    for name in ("b", "after"):
        if name in process.tasks():
            process.complete(name)


@case("escalation.bpmn")
def escalation_heard(process: Process) -> Iterator[None]:
    process.start("escalation")
    process.complete("inner_work")
    yield
    _expect(process.tasks(), ["help", "inner_more"])
    process.complete("help")
    process.complete("inner_more")


@case("error_boundary.bpmn")
def error_not_thrown_yet(process: Process) -> Iterator[None]:
    process.start("error_boundary", code="known")
    yield
    process.complete("inner_work")
    process.complete("repair")


@case("call_activity.bpmn", "called.bpmn")
def called_process(process: Process) -> Iterator[None]:
    process.start("call_activity", question="why")
    yield
    process.complete("inside")
    process.complete("after")


@case("call_mapping.bpmn", "called_mapping.bpmn")
def called_process_that_fails(process: Process) -> Iterator[None]:
    process.start("call_mapping", x=1, fail=True)
    yield
    process.complete("inside")
    process.complete("repair")


@case("call_mapping.bpmn", "called_mapping.bpmn")
def called_process_with_parameters(process: Process) -> Iterator[None]:
    process.start("call_mapping", x=1, fail=False)
    yield
    process.complete("inside")
    _expect(process.variables()["y"], 4)
    process.complete("after")


@case("owed_effect.bpmn")
def owed_effect(process: Process) -> Iterator[None]:
    process.start("owed_effect")
    yield
    _expect(process.owed(), [{"text": "owed_effect"}])
    process.complete("work")


@case("business_rule.bpmn", "discount.dmn")
def decision_taken(process: Process) -> Iterator[None]:
    process.start("business_rule", amount=2500)
    yield
    _expect(process.variables()["discount"], Decimal("0.15"))
    process.complete("work")
