"""How built-in functions are declared, found, and given their arguments.

A declaration is text: ``"string: string, start position: number, length?: number"``.

* ``name?`` may be left out; ``type?`` may be null; ``name*`` takes one list or any number of arguments, and, when its
  type is ``items``, any number of arguments only.
* types: any, number, string, boolean, list, context, function, date, time, date and time, range, temporal
  (date or date and time), duration …: see :data:`KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .errors import ValueProblem
from .names import Candidates, add_name
from .runtime import State
from .temporal import Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from .values import FunctionValue, Parameter, Range, Value, is_context, type_name

Implementation = Callable[..., Value]
Bound = Callable[[list[Value], State], Value]

KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "date": (Date,),
    "time": (Time,),
    "date and time": (DateTime,),
    "date or date and time": (Date, DateTime),
    "days and time duration": (DaysTimeDuration,),
    "duration": (DaysTimeDuration, YearsMonthsDuration),
    "function": (FunctionValue,),
    "range": (Range,),
    "point": (Decimal, str, Date, Time, DateTime, DaysTimeDuration, YearsMonthsDuration),
    "number or function": (Decimal, FunctionValue),
    "string or list": (str, list),
    "string or date": (str, Date, DateTime),
    "string or time": (str, Time, Date, DateTime),
}


@dataclass(frozen=True, slots=True)
class Formal:
    """A formal parameter of a built-in function."""

    name: str
    kind: str
    optional: bool
    nullable: bool
    variadic: bool

    def convert(self, function: str, value: Value) -> Value:
        """The argument as the function wants it. Raises :class:`ValueProblem` when it is of another type."""
        kind = self.kind
        if self.variadic:
            if self.kind == "items":
                return [value]
            kind = "list"
        if value is None:
            if not self.variadic and (self.nullable or kind == "any"):
                return None
        elif kind == "any":
            return value
        elif kind == "list":
            return value if type(value) is list else [value]
        elif kind == "context":
            if is_context(value):
                return value
            if type(value) is list and len(value) == 1 and is_context(value[0]):
                return value[0]
        else:
            classes = KINDS[kind]
            if type(value) in classes:
                return value
            if type(value) is list and len(value) == 1 and type(value[0]) in classes:
                return value[0]
        raise ValueProblem("argument-type", function=function, name=self.name, expected=kind, type=type_name(value))


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in function."""

    formals: tuple[Formal, ...]
    implementation: Implementation

    def order_of(self, function: str, count: int, names: tuple[str, ...]) -> list[int] | None:
        """For each parameter the index of its argument, -1 for none; ``None`` when so many do not fit."""
        if not names:
            required = sum(not formal.optional for formal in self.formals)
            if not required <= count <= len(self.formals):
                return None
            return [index if index < count else -1 for index in range(len(self.formals))]
        known = [formal.name for formal in self.formals]
        for name in names:
            if name not in known:
                raise ValueProblem("argument-name", function=function, name=name)
        if len(set(names)) != len(names):
            return None
        order = [names.index(name) if name in names else -1 for name in known]
        for formal, index in zip(self.formals, order, strict=True):
            if index < 0 and not formal.optional:
                raise ValueProblem("argument-missing", function=function, name=formal.name)
        return order


class BuiltIn:
    """A built-in function: a name and its signatures.

    :ivar value: the function as a value, to be passed on.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.signatures: list[Signature] = []
        self.value = FunctionValue(name, (), self._refuse)

    @staticmethod
    def _refuse(*_arguments: Value) -> Value:
        raise ValueProblem("no-result", function="built-in function")

    def add(self, signature: Signature) -> None:
        """One more way to call it."""
        self.signatures.append(signature)
        if len(self.signatures) == 1:
            formals = () if self.is_variadic else tuple(Parameter(formal.name) for formal in signature.formals)
            self.value = FunctionValue(self.name, formals, self._refuse)

    @property
    def is_variadic(self) -> bool:
        """Whether it takes any number of arguments."""
        formals = self.signatures[0].formals
        return bool(formals) and formals[-1].variadic

    def bind(self, count: int, names: tuple[str, ...]) -> Bound:
        """The closure for calls with so many arguments of such names. Raises :class:`ValueProblem` when none fits."""
        problem: ValueProblem | None = None
        candidates: list[Bound] = []
        for signature in self.signatures:
            if self.is_variadic and not names:
                if count >= len(signature.formals):
                    return self._variadic(signature)
                continue
            try:
                order = signature.order_of(self.name, count, names)
            except ValueProblem as error:
                problem = error
                continue
            if order is not None:
                candidates.append(self._bound(signature, order))
        if not candidates:
            raise problem or ValueProblem("argument-count", function=self.name, count=count)
        return candidates[0] if len(candidates) == 1 else self._first_that_fits(candidates)

    def _bound(self, signature: Signature, order: list[int]) -> Bound:
        name = self.name
        implementation = signature.implementation
        given = [index for index in order if index >= 0]
        formals = signature.formals[: len(given)]
        if order[: len(given)] == list(range(len(given))):

            def positional(arguments: list[Value], state: State) -> Value:
                values = [formal.convert(name, value) for formal, value in zip(formals, arguments, strict=True)]
                return implementation(state, *values)

            return positional
        last = max(slot for slot, index in enumerate(order) if index >= 0)
        plan = [(slot, signature.formals[slot], order[slot]) for slot in range(last + 1) if order[slot] >= 0]

        def named(arguments: list[Value], state: State) -> Value:
            values: list[Value] = [None] * (last + 1)
            for slot, formal, index in plan:
                values[slot] = formal.convert(name, arguments[index])
            return implementation(state, *values)

        return named

    def _variadic(self, signature: Signature) -> Bound:
        name = self.name
        fixed = signature.formals[:-1]
        last = signature.formals[-1]
        implementation = signature.implementation
        count = len(fixed)

        def run(arguments: list[Value], state: State) -> Value:
            rest = arguments[count:]
            single = last.kind != "items" and len(rest) == 1 and type(rest[0]) is list
            values = rest[0] if single else rest
            if len(rest) == 1 and rest[0] is None and not last.nullable:
                raise ValueProblem("argument-type", function=name, name=last.name, expected="list", type="null")
            head = [formal.convert(name, value) for formal, value in zip(fixed, arguments, strict=False)]
            return implementation(state, *head, values)

        return run

    @staticmethod
    def _first_that_fits(candidates: Sequence[Bound]) -> Bound:
        def run(arguments: list[Value], state: State) -> Value:
            problem: ValueProblem | None = None
            for candidate in candidates:
                try:
                    return candidate(arguments, state)
                except ValueProblem as error:
                    if problem is None or problem.code == "argument-type":
                        problem = error
            assert problem is not None
            raise problem

        return run

    def invoke(self, arguments: list[Value], names: Sequence[str], state: State) -> Value:
        """Call it as a value. Raises :class:`ValueProblem` when it cannot be called so."""
        return self.bind(len(arguments), tuple(names))(arguments, state)


BUILT_INS: Final[dict[str, BuiltIn]] = {}

BUILT_IN_CANDIDATES: Final[Candidates] = {}
"""The built-in names of several words, by their first."""


def parse_formals(text: str) -> tuple[Formal, ...]:
    """The formal parameters that a declaration describes."""
    formals = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _colon, kind = (piece.strip() for piece in part.partition(":"))
        formals.append(
            Formal(
                name=name.rstrip("?*"),
                kind=kind.rstrip("?") or "any",
                optional=name.endswith("?"),
                nullable=kind.endswith("?"),
                variadic=name.endswith("*"),
            )
        )
    return tuple(formals)


def built_in(name: str, formals: str = "") -> Callable[[Implementation], Implementation]:
    """Register an implementation: a Python function of the state and the converted arguments, in order.

    Arguments left out are not passed (when named ones leave a hole, ``None`` is passed there).
    It raises :class:`ValueProblem` where its result is null.
    """

    def register(implementation: Implementation) -> Implementation:
        add_name(BUILT_IN_CANDIDATES, name)
        BUILT_INS.setdefault(name, BuiltIn(name)).add(Signature(parse_formals(formals), implementation))
        return implementation

    return register


def no_result(function: str) -> ValueProblem:
    """The function has no result for these arguments."""
    return ValueProblem("no-result", function=function)


def bad_value(function: str, name: str) -> ValueProblem:
    """The function does not accept this value of a parameter."""
    return ValueProblem("argument-value", function=function, name=name)
