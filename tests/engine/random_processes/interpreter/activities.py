"""Activities, multi-instance, sub-processes and calls (BPMN 2.0.2, 13.3)."""

from typing import Any

from tests.engine.random_processes.interpreter.flows import Flows
from tests.engine.random_processes.interpreter.state import Activity, Frame, Published, Wait
from tests.engine.random_processes.model import Node, Sum


class Activities(Flows):
    """Begins and ends activities."""

    def arm(self, node: Node, frame: int, activity: int | None = None, group: int | None = None) -> Wait:
        raise NotImplementedError

    def throw_error(self, code: str | None, frame: int, origin: int | None) -> None:
        raise NotImplementedError

    def start_activity(self, node: Node, frame: int) -> None:
        """Each token that comes begins an activity of its own (13.3.1); its boundary events begin to wait with it."""
        activity = self._add_activity(node, frame)
        for event in self.scope_of[node.id].boundary_of(node.id):
            self.arm(event, frame, activity.number)

    def _add_activity(self, node: Node, frame: int, outer: int | None = None, local: Any = None) -> Activity:
        number = self.state.number()
        activity = Activity(number, frame, node.id, self.state.now, outer, local)
        self.state.activities[number] = activity
        return activity

    def begin(self, activity: Activity) -> None:
        """Do what an activity is there for."""
        node = self.nodes[activity.node]
        activity.begun = True
        if node.repeat is not None and activity.outer is None:
            self._begin_repeat(activity, node)
        elif node.tag == "userTask":
            pass  # a person completes it
        elif node.tag == "receiveTask":
            self.arm(node, activity.frame, activity.number)
        elif node.tag == "subProcess":
            assert node.inner is not None
            self.begin_frame(node.inner.id, activity.number, None)
        elif node.tag == "callActivity":
            assert node.calls is not None
            passed = {name: self.state.value(name, activity.frame, activity.number) for name in node.passed}
            self.begin_frame(node.calls, activity.number, passed)
        elif node.tag == "serviceTask" and node.event is not None:
            if activity.outer is None:  # it was carried out, with a bad end
                self.state.travelled.append(node.id)
            self.throw_error(node.event.name, activity.frame, activity.number)
        else:
            self._do(activity, node)
            self.complete(activity)

    def _do(self, activity: Activity, node: Node) -> None:
        if node.script is not None and node.result is not None:
            value = self.compute(node.script, activity.frame, activity.number)
            self.state.assign(node.result, value, activity.frame, activity.number)
        if node.tag == "sendTask" and node.event is not None:
            self.state.published.append(Published("message", node.event.name or "", {}))

    def compute(self, total: Sum, frame: int, activity: int | None) -> int | None:
        if total.variable is None:
            return total.number
        value = self.state.value(total.variable, frame, activity)
        return None if value is None else value + total.number

    def complete(self, activity: Activity) -> None:
        """An activity is done: what waits on its edge waits no more, and it is left (13.3.2)."""
        if activity.outer is not None:
            self._run_done(activity)
            return
        self.remove(activity)
        self.leave(self.nodes[activity.node], activity.frame)

    # Multi-instance (13.3.7)

    def _begin_repeat(self, activity: Activity, node: Node) -> None:
        assert node.repeat is not None
        if node.repeat.count == 0:
            self._end_repeat(activity)
        for _ in range(min(1, node.repeat.count) if node.repeat.sequential else node.repeat.count):
            self._start_run(activity, node)

    def _start_run(self, activity: Activity, node: Node) -> None:
        assert node.repeat is not None
        local = {"loopCounter": activity.started, node.repeat.item: activity.started}
        activity.started += 1
        self._add_activity(node, activity.frame, activity.number, local)

    def _run_done(self, run: Activity) -> None:
        activity = self.state.activities[run.outer or 0]
        node = self.nodes[activity.node]
        repeat = node.repeat
        assert repeat is not None
        assert run.local is not None
        activity.done += 1
        if repeat.collect is not None:
            value = self.compute(repeat.collect, run.frame, run.number)
            activity.results[run.local["loopCounter"]] = value
        self.remove(run)
        if activity.done == repeat.count or (repeat.enough is not None and activity.done >= repeat.enough):
            self._end_repeat(activity)
        elif repeat.sequential:
            self._start_run(activity, node)

    def _end_repeat(self, activity: Activity) -> None:
        repeat = self.nodes[activity.node].repeat
        assert repeat is not None
        if repeat.collection is not None:
            results = [activity.results[index] for index in sorted(activity.results)]
            self.state.assign(repeat.collection, results, activity.frame, None)
        self.complete(activity)

    # Levels

    def begin_frame(self, scope_id: str, activity: int | None, variables: dict[str, Any] | None) -> None:
        """A process or sub-process begins (13.3.4), and its event sub-processes begin to wait (13.5.4)."""
        number = self.state.number()
        self.state.frames[number] = Frame(number, scope_id, activity, variables)
        for node in self.scopes[scope_id].nodes.values():
            if node.is_beside and node.inner is not None:
                self.arm(node.inner.start(), number).beside = node.id

    def start_frame(self, number: int) -> None:
        frame = self.state.frames[number]
        frame.begun = True
        self.leave(self.scopes[frame.scope].start(), number)

    def is_completing(self, frame: int) -> bool:
        """13.5.4: only event sub-processes are left, so that none begins any more."""
        state = self.state
        own = [wait for wait in state.waits.values() if wait.frame == frame and wait.activity is None]
        return (
            state.frames[frame].begun
            and any(wait.beside for wait in own)
            and all(wait.beside for wait in own)
            and not any(token.frame == frame for token in state.tokens.values())
            and all(self.nodes[it.node].is_beside for it in state.activities.values() if it.frame == frame)
        )

    def disarm(self, frame: int) -> None:
        for wait in [wait for wait in self.state.waits.values() if wait.frame == frame and wait.beside]:
            self.state.waits.pop(wait.number)

    def is_empty(self, frame: int) -> bool:
        """No token is left and nothing is active (13.5.6)."""
        state = self.state
        return state.frames[frame].begun and not (
            any(token.frame == frame for token in state.tokens.values())
            or any(activity.frame == frame for activity in state.activities.values())
            or any(wait.frame == frame for wait in state.waits.values())
        )

    def end_frame(self, number: int) -> None:
        frame = self.state.frames.pop(number)
        if frame.activity is None:
            self.state.variables = frame.variables or {}
            self.state.ended = True
            return
        activity = self.state.activities[frame.activity]
        self.give_out(frame)
        self.complete(activity)

    def give_out(self, frame: Frame) -> None:
        """What a call has a mapping for goes over to the caller, also when it is left by what is caught outside."""
        if frame.variables is None or frame.activity is None:
            return
        activity = self.state.activities[frame.activity]
        for name in self.nodes[activity.node].given:
            self.state.assign(name, frame.variables.get(name), activity.frame, activity.number)

    # Taking away

    def remove(self, activity: Activity) -> None:
        """An activity is active no more, and nothing in it."""
        state = self.state
        state.activities.pop(activity.number, None)
        for wait in [wait for wait in state.waits.values() if wait.activity == activity.number]:
            state.waits.pop(wait.number, None)
        for run in [run for run in state.activities.values() if run.outer == activity.number]:
            self.remove(run)
        for frame in [frame for frame in state.frames.values() if frame.activity == activity.number]:
            self.clear_frame(frame.number)
            state.frames.pop(frame.number)

    def clear_frame(self, number: int) -> None:
        """Everything that goes on at a level stops."""
        state = self.state
        state.frames[number].begun = True
        for activity in [each for each in state.activities.values() if each.frame == number]:
            self.remove(activity)
        for wait in [each for each in state.waits.values() if each.frame == number]:
            state.waits.pop(wait.number, None)
        for token in [each for each in state.tokens.values() if each.frame == number]:
            state.tokens.pop(token.number, None)
