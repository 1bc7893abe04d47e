"""Events (BPMN 2.0.2, 10.5 and 13.5)."""

from tests.engine.random_processes.interpreter.activities import Activities
from tests.engine.random_processes.interpreter.state import Published, Refused, Wait
from tests.engine.random_processes.model import Event, Node


class Events(Activities):
    """Waits for events, throws them and brings them to those who wait."""

    def event_of(self, wait: Wait) -> Event:
        event = self.nodes[wait.node].event
        assert event is not None
        return event

    def arm(self, node: Node, frame: int, activity: int | None = None, group: int | None = None) -> Wait:
        """Begin to wait. A condition that is true already happens at once (10.5.5)."""
        wait = Wait(self.state.number(), frame, node.id, activity, group)
        event = node.event
        assert event is not None
        if event.kind == "timer":
            wait.due, wait.times = self.state.now + event.seconds, event.times
        if event.kind == "conditional":
            wait.happening = self._is_true(wait)
        self.state.waits[wait.number] = wait
        return wait

    def _is_true(self, wait: Wait) -> bool:
        condition = self.event_of(wait).condition
        return condition is not None and condition.holds(self.state.value(condition.left, wait.frame))

    def happen(self, wait: Wait, payload: dict[str, int]) -> None:
        """What was waited for has happened."""
        node = self.nodes[wait.node]
        wait.happening = False
        if wait.beside is not None:
            self._begin_beside(node, wait, payload)
            return
        if node.tag == "boundaryEvent":
            self._happen_at_the_edge(node, wait)
        elif wait.activity is not None:  # a receive task
            activity = self.state.activities[wait.activity]
            self._take(payload, wait)
            self.state.waits.pop(wait.number)
            self.complete(activity)
            return
        else:
            for other in list(self.state.waits.values()):  # 10.6.6: the first event takes the token
                if other is wait or (wait.group is not None and other.group == wait.group):
                    self.state.waits.pop(other.number)
        self._take(payload, wait)
        self.leave(node, wait.frame)

    def _take(self, payload: dict[str, int], wait: Wait) -> None:
        activity = wait.activity if wait.activity in self.state.activities else None
        for name, value in payload.items():
            self.state.assign(name, value, wait.frame, activity)

    def _happen_at_the_edge(self, node: Node, wait: Wait) -> None:
        """13.5.3: an interrupting event ends its activity; another one leaves it alone and may happen again."""
        assert wait.activity is not None
        if node.interrupting:
            self.remove(self.state.activities[wait.activity])
        else:
            self._wait_again(wait)

    def _begin_beside(self, node: Node, wait: Wait, payload: dict[str, int]) -> None:
        """10.3.5: an event sub-process begins; an interrupting one is all that goes on at its level."""
        if node.interrupting:
            self.clear_frame(wait.frame)
        else:
            self._wait_again(wait)
        self._take(payload, wait)
        self.start_activity(self.nodes[wait.beside or ""], wait.frame)

    def _wait_again(self, wait: Wait) -> None:
        event = self.event_of(wait)
        wait.was_true = event.kind == "conditional"
        if event.kind != "timer":
            return
        if wait.times is None or wait.times <= 1:
            self.state.waits.pop(wait.number)
        else:
            wait.times -= 1
            wait.due = (wait.due or 0) + event.seconds

    # Throwing

    def throw(self, node: Node, frame: int) -> bool:
        """Make the event of an element happen; false when the element itself was ended by that."""
        event = node.event
        if event is None or event.kind == "link":
            return True
        if event.kind in ("message", "signal"):
            self.state.published.append(Published(event.kind, event.name or "", {}))
        elif event.kind == "error":
            self.state.travelled.append(node.id)
            self.throw_error(event.name, frame, None)
            return False
        elif event.kind == "escalation":
            return self._escalate(event.name, node, frame)
        elif event.kind == "terminate":  # 13.5.6: everything at this level stops, so that it ends
            self.state.travelled.append(node.id)
            self.clear_frame(frame)
            return False
        return True

    def throw_error(self, code: str | None, frame: int, origin: int | None) -> None:
        """10.5.7: the innermost event at an edge that names the error, or any error, catches it and ends its
        activity."""
        wait = self._catcher("error", code, frame, origin)
        if wait is None:
            raise Refused(f"error {code}")
        self._give_out_up_to(wait, frame)
        self.happen(wait, {})

    def _escalate(self, code: str | None, node: Node, frame: int) -> bool:
        """10.5.7: as an error, but what threw it may go on; nobody has to catch it."""
        wait = self._catcher("escalation", code, frame, None)
        if wait is None:
            return True
        self.state.travelled.append(node.id)
        self._give_out_up_to(wait, frame)
        self.happen(wait, {})
        ends_this_level = wait.beside is not None and wait.frame == frame and self.nodes[wait.node].interrupting
        if frame not in self.state.frames or ends_this_level:
            return False
        self.state.travelled.remove(node.id)
        return True

    def _give_out_up_to(self, wait: Wait, frame: int) -> None:
        """The calls on the way from where something is thrown to where it is caught give out what they have a mapping
        for."""
        while frame != wait.frame:
            level = self.state.frames[frame]
            self.give_out(level)
            assert level.activity is not None
            frame = self.state.activities[level.activity].frame

    def _catcher(self, kind: str, code: str | None, frame: int, origin: int | None) -> Wait | None:
        activity = origin
        while True:
            if activity is not None:
                outer = self.state.activities[activity].outer
                activity = activity if outer is None else outer
                at_the_edge = [wait for wait in self.state.waits.values() if wait.activity == activity]
                found = self._caught(kind, code, at_the_edge)
                if found is not None:
                    return found
                frame = self.state.activities[activity].frame
            beside = [wait for wait in self.state.waits.values() if wait.frame == frame and wait.beside]
            found = self._caught(kind, code, beside)
            if found is not None:
                return found
            activity = self.state.frames[frame].activity
            if activity is None:
                return None

    def _caught(self, kind: str, code: str | None, waits: list[Wait]) -> Wait | None:
        """One that names what was thrown goes before one that catches all."""
        waits = [wait for wait in waits if self.event_of(wait).kind == kind]
        for wanted in (code, None):
            for wait in waits:
                if self.event_of(wait).name == wanted:
                    return wait
        return None

    # Bringing

    def waiting_for(self, kind: str, name: str) -> list[Wait]:
        return [
            wait
            for wait in self.state.waits.values()
            if self.event_of(wait).kind == kind and self.event_of(wait).name == name
        ]

    def publish(self, event: Published) -> None:
        """All who wait for it now will hear of it. A message wants somebody (a rule of the dialect)."""
        waits = self.waiting_for(event.kind, event.name)
        if not waits and event.kind == "message":
            raise Refused(f"message {event.name}")
        for wait in waits:
            self.state.published.append(Published(event.kind, event.name, event.payload, wait.number))

    def look_at_conditions(self, changed: dict[str, int]) -> None:
        """10.5.5: a condition happens when it becomes true."""
        for wait in list(self.state.waits.values()):
            event = self.event_of(wait)
            if event.kind != "conditional" or event.condition is None:
                continue
            if event.condition.left.removeprefix("record.") not in changed:
                continue
            true = self._is_true(wait)
            if not wait.was_true and true:
                self.state.published.append(Published("conditional", "", {}, wait.number))
            wait.was_true = wait.was_true and true
