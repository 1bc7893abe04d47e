"""What an evaluation carries along: frames of local values, and the state with steps, limits and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .deadline import time_is_over
from .errors import FeelLimitError, FeelTimeError, ValueProblem, Warning_
from .limits import Limits
from .values import NATIVE, Value, from_python

MAX_WARNINGS = 100
STEPS_BETWEEN_LOOKS = 5_000  # at the clock


class State:
    """Steps spent, warnings collected (``None``: nobody asks for them), lists converted, one per evaluation."""

    __slots__ = ("converted", "limits", "next_look", "steps", "warnings")

    def __init__(self, limits: Limits, warnings: list[Warning_] | None = None) -> None:
        self.limits = limits
        self.steps = 0
        self.next_look = min(limits.steps, STEPS_BETWEEN_LOOKS)
        self.warnings = warnings
        self.converted: dict[int, tuple[object, Value]] | None = None

    def spend(self, steps: int) -> None:
        """Count steps; raises :class:`FeelLimitError` when there have been too many, or the host's time is over."""
        self.steps += steps
        if self.steps > self.next_look:
            self._look()

    def _look(self) -> None:
        if self.steps > self.limits.steps:
            raise FeelLimitError("limit-steps", limit=self.limits.steps)
        if time_is_over():
            raise FeelTimeError
        self.next_look = min(self.limits.steps, self.steps + STEPS_BETWEEN_LOOKS)

    def warn(self, code: str, position: int | None, **parameters: object) -> None:
        """Note why a value is null."""
        if self.warnings is not None and len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(Warning_(code, position, parameters))

    def list_of(self, items: list[Value]) -> list[Value]:
        """A list that has been made, after its size has been checked and paid for."""
        count = len(items)
        if count > self.limits.list_items:
            raise FeelLimitError("limit-list", limit=self.limits.list_items)
        self.spend(count)
        return items

    def text_of(self, text: str) -> str:
        """A text that has been made, after its size has been checked and paid for."""
        self.check_text(len(text))
        return text

    def check_text(self, length: int) -> None:
        """Check and pay for a text of ``length`` characters before it is made."""
        if length > self.limits.string_length:
            raise FeelLimitError("limit-string", limit=self.limits.string_length)
        self.spend(length >> 4)

    def weigh(self, value: Value) -> None:
        """Pay for going through everything nested in a value."""
        level = [value]
        while level:
            inner: list[Any] = []
            for container in level:
                self.spend(len(container))
                items = container if type(container) is list else container.values()
                inner.extend(item for item in items if type(item) is list or type(item) is dict)
            level = inner

    def convert(self, value: object, position: int | None) -> Value:
        """The FEEL value of what a scope or a context holds.

        A list is converted once per evaluation; one that needs no conversion stays what it is.
        """
        if not isinstance(value, (list, tuple)):
            return self.checked(value, position)
        if self.converted is None:
            self.converted = {}
        known = self.converted.get(id(value))
        if known is not None:
            return known[1]
        self.spend(len(value) >> 2)
        items = [
            item
            if type(item) in NATIVE or (type(item) is Decimal and item.is_finite())
            else self.convert(item, position)
            for item in value
        ]
        changed = type(value) is not list or any(one is not other for one, other in zip(items, value, strict=True))
        result = items if changed else value
        self.converted[id(value)] = (value, result)
        self.converted[id(result)] = (result, result)
        return result

    def checked(self, value: object, position: int | None) -> Value:
        """As :func:`from_python`, with a warning for what is no FEEL value."""
        try:
            return from_python(value)
        except ValueProblem as problem:
            self.warn(problem.code, position, **problem.parameters)
            return None


class Frame:
    """Values of local names, inside another frame.

    :ivar values: by the index the compiler gave each name.
    :ivar scope: the host's names.
    """

    __slots__ = ("parent", "scope", "state", "values")

    def __init__(self, values: list[Value], parent: Frame | None, scope: Mapping[str, Any], state: State) -> None:
        self.values = values
        self.parent = parent
        self.scope = scope
        self.state = state


class RootFrame(Frame):
    """The outermost frame of an expression: its state is made when something asks for it, which most never do."""

    __slots__ = ("limits",)

    def __init__(self, scope: Mapping[str, Any], limits: Limits) -> None:
        self.scope = scope
        self.limits = limits

    def __getattr__(self, name: str) -> State:
        if name != "state":
            raise AttributeError(name)
        self.state = State(self.limits)
        return self.state


class HostError(Exception):
    """Wraps what a mapping of the host raised, so that it reaches the host unchanged."""
