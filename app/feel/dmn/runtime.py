"""What one evaluation carries: scopes, warnings, the trace and its limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import FeelLimitError
from ..words import NullTranslations
from .errors import Problem
from .messages import render


@dataclass(frozen=True, slots=True)
class EvaluationLimits:
    """What one call of ``evaluate`` may cost, besides FEEL's limits for each single expression.

    :param evaluations: literal expressions evaluated, business knowledge models and services included.
    :param depth: nested calls of business knowledge models, boxed functions and decision services.
    :param seconds: wall time.
    :param warnings: how many warnings are kept.
    """

    evaluations: int = 200_000
    depth: int = 64
    seconds: float = 20.0
    warnings: int = 200


DEFAULT_EVALUATION_LIMITS = EvaluationLimits()


class EvaluationStopped(FeelLimitError):
    """A limit was reached. A FEEL limit error, so that it passes through expressions that call functions of the model.

    :param reason: a code of :mod:`.messages`.
    """

    def __init__(self, reason: str, limit: float) -> None:
        Exception.__init__(self, render(reason, {"limit": limit}))
        self.code = reason
        self.parameters = {"limit": limit}

    def translated(self, translations: NullTranslations) -> str:
        return render(self.code, self.parameters, translations)


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """A rule that matched: its number from 1, its id, whether it decided, its outputs by name and annotations."""

    number: int
    id: str | None
    outputs: Mapping[str, object]
    annotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableTrace:
    """One evaluation of a decision table.

    ``inputs`` are the columns' texts with their values, ``matched`` the numbers of all rules that match and ``rules``
    those that decided, with their outputs. ``by_default``: no rule matched and the default output was taken.
    """

    element_id: str | None
    hit_policy: str
    inputs: tuple[tuple[str, object], ...]
    matched: tuple[int, ...]
    rules: tuple[RuleTrace, ...]
    by_default: bool = False


@dataclass(slots=True)
class DecisionTrace:
    """Why a decision has its value: what it read, and its tables. In the order of evaluation."""

    id: str
    name: str
    namespace: str
    inputs: dict[str, object] = field(default_factory=dict)
    tables: list[TableTrace] = field(default_factory=list)
    value: object = None


class Scope(Mapping[str, object]):
    """Names and values, on top of the names around."""

    __slots__ = ("_parent", "_values")

    def __init__(self, values: Mapping[str, object], parent: Mapping[str, object] | None = None) -> None:
        self._values = values
        self._parent = parent

    def __getitem__(self, name: str) -> object:
        try:
            return self._values[name]
        except KeyError:
            if self._parent is None:
                raise
            return self._parent[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values or (self._parent is not None and name in self._parent)

    def __iter__(self) -> Iterator[str]:
        yield from self._values
        if self._parent is not None:
            yield from (name for name in self._parent if name not in self._values)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class Run:
    """One call of ``evaluate``: counters, warnings and trace, shared by all that it calls."""

    limits: EvaluationLimits = DEFAULT_EVALUATION_LIMITS
    warnings: list[Problem] = field(default_factory=list)
    trace: list[DecisionTrace] = field(default_factory=list)
    current: list[DecisionTrace] = field(default_factory=list)
    evaluations: int = 0
    depth: int = 0
    started: float = field(default_factory=time.monotonic)

    def count(self) -> None:
        """One more expression.

        :raises EvaluationStopped: too many, or too long.
        """
        self.evaluations += 1
        if self.evaluations > self.limits.evaluations:
            raise EvaluationStopped("limit-evaluations", self.limits.evaluations)
        if not self.evaluations & 0xFF and time.monotonic() - self.started > self.limits.seconds:
            raise EvaluationStopped("limit-seconds", self.limits.seconds)

    def enter(self) -> None:
        """One call deeper.

        :raises EvaluationStopped: too deep.
        """
        self.depth += 1
        if self.depth > self.limits.depth:
            raise EvaluationStopped("limit-calls", self.limits.depth)

    def leave(self) -> None:
        self.depth -= 1

    def warn(self, problem: Problem) -> None:
        if len(self.warnings) < self.limits.warnings:
            self.warnings.append(problem)


Evaluator = Callable[[Mapping[str, object], Run], object]
