"""Where a process stands."""

import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):
    """The process says no: an error that nothing catches, no way on, a message that nobody waits for."""


class Endless(Exception):
    """It goes on and on without a wait."""


@dataclass
class Frame:
    """One running level. `activity`: the sub-process or call that it belongs to; `variables`: a process's own;
    `begun`: its start event is passed."""

    number: int
    scope: str
    activity: int | None
    variables: dict[str, Any] | None
    begun: bool = False


@dataclass
class Token:
    """A token on a sequence flow."""

    number: int
    frame: int
    flow: str


@dataclass
class Activity:
    """An active activity. `outer`: of which multi-instance it is a run; `begun`: it does its work."""

    number: int
    frame: int
    node: str
    since: int
    outer: int | None = None
    local: dict[str, Any] | None = None
    begun: bool = False
    started: int = 0
    done: int = 0
    results: dict[int, Any] = field(default_factory=dict)


@dataclass
class Wait:
    """An event that is waited for. `activity`: it sits on its edge (or is what a receive task does); `beside`: it
    begins this event sub-process of its level; `group`: waits behind one event-based gateway; `happening`: it was
    there already when the wait began; `dead`: its timer was refused."""

    number: int
    frame: int
    node: str
    activity: int | None = None
    group: int | None = None
    beside: str | None = None
    due: int | None = None
    times: int | None = None
    was_true: bool = False
    happening: bool = False
    dead: bool = False


@dataclass
class Published:
    """A signal or message on its way; `wait`: to one that waits for it, else to be brought to all."""

    kind: str
    name: str
    payload: dict[str, int]
    wait: int | None = None


@dataclass
class State:
    """Everything that changes. `travelled` is what was passed since the last step began."""

    now: int = 0
    record: dict[str, int] = field(default_factory=dict)
    frames: dict[int, Frame] = field(default_factory=dict)
    tokens: dict[int, Token] = field(default_factory=dict)
    activities: dict[int, Activity] = field(default_factory=dict)
    waits: dict[int, Wait] = field(default_factory=dict)
    published: list[Published] = field(default_factory=list)
    travelled: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    numbers: int = 0
    ended: bool = False

    def copy(self) -> "State":
        copied: State = pickle.loads(pickle.dumps(self))
        return copied

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def scopes(self, frame: int | None, activity: int | None = None) -> Iterator[dict[str, Any]]:
        """The variables that are seen from a place, the nearest first (10.4.1: data lives as long as what contains
        it)."""
        while frame is not None:
            while activity is not None:
                local = self.activities[activity].local
                if local is not None:
                    yield local
                frame = self.activities[activity].frame
                activity = self.activities[activity].outer
            variables = self.frames[frame].variables
            if variables is not None:
                yield variables
                return
            activity = self.frames[frame].activity

    def value(self, name: str, frame: int, activity: int | None = None) -> Any:
        if name.startswith("record."):
            return self.record[name.removeprefix("record.")]
        return next((scope[name] for scope in self.scopes(frame, activity) if name in scope), None)

    def assign(self, name: str, value: Any, frame: int, activity: int | None = None) -> None:
        scopes = list(self.scopes(frame, activity))
        next((scope for scope in scopes if name in scope), scopes[-1])[name] = value

    def summary(self) -> tuple[Any, ...]:
        """Two states with the same summary are taken for the same."""
        return (
            self.ended,
            sorted(str(frame.variables) for frame in self.frames.values()),
            sorted(Counter(token.flow for token in self.tokens.values()).items()),
            sorted((it.node, it.since, it.started, it.done, str(it.local)) for it in self.activities.values()),
            sorted((it.node, it.due or 0, it.times or 0, it.was_true, it.dead) for it in self.waits.values()),
        )
