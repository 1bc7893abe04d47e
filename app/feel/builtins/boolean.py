"""Boolean functions and ``is`` (DMN 1.5, tables 73 and 79)."""

from __future__ import annotations

from ..errors import ValueProblem
from ..registry import built_in
from ..runtime import State
from ..semantics import equal
from ..temporal import DateTime, Time
from ..values import Value, type_name


@built_in("not", "negand: any")
def negate(_state: State, negand: Value) -> bool | None:
    """The opposite of true or false; null for anything else."""
    if type(negand) is bool:
        return not negand
    if negand is not None:
        raise ValueProblem("argument-type", function="not", name="negand", expected="boolean", type=type_name(negand))
    return None


def decide(state: State, name: str, values: list[Value], decisive: bool) -> bool | None:
    """``decisive`` as soon as one value is it, null when one is null, else the opposite."""
    state.spend(len(values))
    for value in values:
        if value is not None and type(value) is not bool:
            raise ValueProblem("argument-type", function=name, name="list", expected="boolean", type=type_name(value))
    if decisive in values:
        return decisive
    return None if None in values else not decisive


@built_in("all", "list*: boolean")
def all_(state: State, values: list[Value]) -> bool | None:
    """False when one is false, true when all are true (or there are none), else null."""
    return decide(state, "all", values, False)


@built_in("any", "list*: boolean")
def any_(state: State, values: list[Value]) -> bool | None:
    """True when one is true, false when all are false (or there are none), else null."""
    return decide(state, "any", values, True)


@built_in("is", "value1?: any, value2?: any")
def is_(state: State, value1: Value = None, value2: Value = None) -> bool:
    """Whether two values are the same element of the same type: times also with the same zone."""
    if type(value1) is not type(value2):
        return False
    if isinstance(value1, (Time, DateTime)):
        return bool(value1 == value2)
    return equal(value1, value2, state) is True
